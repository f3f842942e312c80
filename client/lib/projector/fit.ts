/**
 * Writes as large as fits: sets the font size of a box so that what is in it fills it without being cut off. Words stay
 * whole where they can; only one that is too long in the smallest size is torn. Use as an attachment; a new key measures
 * afresh.
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
				return box.scrollHeight <= box.clientHeight + 1 && !isWiderThanItsPlace(box);
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
			box.classList.add(WHOLE_WORDS);
			if (fill()) return;
			box.classList.remove(WHOLE_WORDS);
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
const WHOLE_WORDS = 'whole-words';

/** Something hangs out at the side, out of the box or into its neighbour. */
function isWiderThanItsPlace(box: HTMLElement): boolean {
	return [box, ...box.querySelectorAll('*')].some(
		({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1,
	);
}
