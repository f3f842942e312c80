import type { CardId } from '#shared/ids.ts';
import type { SeatCardState } from '#shared/seat.ts';
import type { Carried } from '#lib/marks/mark.ts';

/** The fields of a board's card that tell what became of an own one. */
interface OnBoard {
	readonly state: string;
	readonly question: string;
	readonly text: string;
	readonly original: string;
	readonly suggestion: string | undefined;
}

/** [MK6] [MK8] Compares an own card with what hangs on its table's board. */
export function carriedOn(
	board: { card(id: CardId): OnBoard | undefined } | undefined,
	own: { readonly id: CardId; readonly state: SeatCardState; readonly text: string },
): Carried {
	const card = board?.card(own.id);
	if (!card) return 'unknown';
	if (card.state === 'withdrawn') return 'gone';
	if (own.state === 'withdrawn') return card.state === 'shown' ? 'other' : 'gone';
	const text = own.text.trim();
	// where a host worded it otherwise, the author's own words stand in `original`
	if (card.text === text || (card.original === text && card.suggestion === undefined))
		return 'same';
	return card.suggestion === text ? 'offered' : 'other';
}
