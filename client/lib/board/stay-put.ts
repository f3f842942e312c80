/**
 * [RB3] Keeps the card that somebody reads where it is while cards come above it, in browsers that do not do so by
 * themselves.
 *
 * @param board - the element in which cards come and go; the page scrolls, not the board
 */
export function stayPut(board: HTMLElement): (() => void) | undefined {
	if (CSS.supports('overflow-anchor', 'auto')) return undefined;
	let card: Element | undefined;
	let topPx = 0;
	let frame: number | undefined;
	const look = (): void => {
		frame = undefined;
		card = cardInView(board);
		topPx = card?.getBoundingClientRect().top ?? 0;
	};
	const lookSoon = (): void => {
		frame ??= requestAnimationFrame(look);
	};
	const keep = (): void => {
		// at its top, the page shows its head, not a card
		if (card && scrollY > 0 && card.getClientRects().length > 0)
			scrollBy(0, card.getBoundingClientRect().top - topPx);
		look();
	};
	// both are told before the next picture is drawn: nobody sees the jump
	const changes = new MutationObserver(keep);
	changes.observe(board, { childList: true, subtree: true });
	// a card that comes near gets its true height then
	const heights = new ResizeObserver(keep);
	heights.observe(board);
	addEventListener('scroll', lookSoon, { passive: true });
	addEventListener('resize', lookSoon, { passive: true });
	return () => {
		changes.disconnect();
		heights.disconnect();
		removeEventListener('scroll', lookSoon);
		removeEventListener('resize', lookSoon);
		if (frame !== undefined) cancelAnimationFrame(frame);
	};
}

/** The uppermost card that can be seen. Asks for points instead of all cards: there may be two thousand. */
function cardInView(board: HTMLElement): Element | undefined {
	const { left, width, top, bottom } = board.getBoundingClientRect();
	for (let y = Math.max(top, 0) + 1; y < Math.min(bottom, innerHeight); y += 24)
		for (const share of [0.5, 0.17, 0.83]) {
			const found = document.elementFromPoint(left + width * share, y)?.closest('li');
			if (found && board.contains(found)) return found;
		}
	return undefined;
}
