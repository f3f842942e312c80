/**
 * Writes as large as fits: sets the font size of a box so that what is in it fills it without being cut off. Words stay
 * whole where they can, and texts too; only what is too long in the smallest size is torn or shortened. Use as an
 * attachment; a new key measures afresh.
 *
 * @param largest - as a part of the box's shorter side
 * @param smallest - as the same; where even that does not fit, the box cuts off
 * @param _key - whatever decides how much there is to write
 */
export function fit(
	largest: number,
	smallest: number,
	_key: unknown,
): (box: HTMLElement) => () => void {
	return (box) => {
		const measure = (): void => {
			const side = Math.min(box.clientWidth, box.clientHeight * 1.6);
			if (side === 0) return;
			const fits = (part: number): boolean => {
				box.style.fontSize = `${part * side}px`;
				const isWhole =
					!box.classList.contains(WHOLE) || ![...box.querySelectorAll('*')].some(isCut);
				return isWhole && !hangsOut(box);
			};
			const fill = (): boolean => {
				if (fits(largest)) return true;
				let [low, high] = [smallest, largest];
				for (let turn = 0; turn < 7; turn++) {
					const middle = (low + high) / 2;
					if (fits(middle)) low = middle;
					else high = middle;
				}
				return fits(low);
			};
			box.classList.add(WHOLE);
			if (fill()) return;
			box.classList.remove(WHOLE);
			fill();
		};
		const observer = new ResizeObserver(measure);
		observer.observe(box);
		document.fonts.addEventListener('loadingdone', measure);
		measure();
		return () => {
			observer.disconnect();
			document.fonts.removeEventListener('loadingdone', measure);
		};
	};
}

/** Inside, a word that is longer than its line hangs out of it. */
const WHOLE = 'whole-words';

function hangsOut({ scrollWidth, clientWidth, scrollHeight, clientHeight }: Element): boolean {
	return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
}

/** A word hangs out at the side, perhaps into its neighbour, or lines are left out. */
function isCut(one: Element): boolean {
	if (one.clientWidth === 0) return false;
	const isShortened = getComputedStyle(one).overflowY !== 'visible' && hangsOut(one);
	return isShortened || one.scrollWidth > one.clientWidth + 1;
}
