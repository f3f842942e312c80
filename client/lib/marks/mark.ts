import type { Mark, Receipt, SeatCardState } from '#shared/seat.ts';

/** What is known about an own card when its mark is drawn. Rules MK1–MK10 in seat/SPEC.md. */
export interface Evidence {
	readonly state: SeatCardState;
	readonly receipt: Receipt | undefined;
	/** This device's own store: has the newest content, is at it, or takes nothing. */
	readonly local: 'kept' | 'writing' | 'refused';
	/** The server has said that the newest content is durable. */
	readonly confirmed: boolean;
	/** The receipt speaks of the newest content. */
	readonly spoken: boolean;
	readonly carried: Carried;
}

/**
 * What the table's board says about the newest content: it hangs there; it is offered to the host, who had changed the text;
 * something else hangs there; it hangs no more. `unknown`: no board here to look at, or nothing there to compare.
 */
export type Carried = 'same' | 'offered' | 'other' | 'gone' | 'unknown';

/** What the person is told. `writing`: a moment before `device`. `unkept`: only in the memory of this page. */
export interface OwnMark {
	readonly word: Mark | 'writing' | 'unkept';
	/** The mark speaks of a change; what was there before still stands. */
	readonly change: boolean;
	/** The host has the author's newer words as a suggestion. */
	readonly offered: boolean;
	/** A code of shared/rejections.ts, or the host's own words. */
	readonly reason: string | undefined;
}

export function markOf(evidence: Evidence): OwnMark {
	const { state, receipt, confirmed, spoken, carried } = evidence;
	if (state === 'draft') return mark('draft');
	if (!confirmed) return mark(LOCAL[evidence.local], receipt !== undefined);
	if (state === 'withdrawn')
		return carried === 'gone' || carried === 'unknown' ? mark('withdrawn') : mark('saved', true);
	if (receipt === undefined) return mark('saved');
	if (receipt.state === 'shown' && carried === 'offered')
		return { ...mark('shown'), offered: true };
	// the other words claim no more of a newer text than `saved` does
	if (receipt.state === 'shown' && (!spoken || carried === 'other' || carried === 'gone'))
		return mark('saved', true);
	return { ...mark(receipt.state), reason: receipt.reason };
}

/** What this device remembers about a card, so that a mark is as true after a reload as before it. */
export interface Vouched {
	/** The content that the server confirmed last. */
	readonly confirmed: string | undefined;
	/** The content that the last receipt spoke of. */
	readonly spoken: string | undefined;
	/** `at` of the last receipt that was looked at. */
	readonly receiptAt: number | undefined;
}

/** Looks again. The same object comes back if nothing new was learnt. */
export function vouch(
	before: Vouched | undefined,
	now: {
		readonly content: string;
		readonly allKept: boolean;
		readonly receiptAt: number | undefined;
		readonly carried: Carried;
	},
): Vouched {
	const known = before ?? NOTHING;
	const confirmed = now.allKept ? now.content : known.confirmed;
	const sure = confirmed === now.content;
	// a receipt from before the change was confirmed speaks of what was there before
	const newReceipt = now.receiptAt !== undefined && now.receiptAt !== known.receiptAt;
	const speaks = sure && (now.carried === 'same' || (newReceipt && now.carried !== 'other'));
	const spoken = speaks ? now.content : known.spoken;
	const receiptAt = sure || known.confirmed !== undefined ? now.receiptAt : known.receiptAt;
	const same =
		confirmed === known.confirmed && spoken === known.spoken && receiptAt === known.receiptAt;
	return same ? known : { confirmed, spoken, receiptAt };
}

const NOTHING: Vouched = { confirmed: undefined, spoken: undefined, receiptAt: undefined };
const LOCAL = { kept: 'device', writing: 'writing', refused: 'unkept' } as const;

function mark(word: OwnMark['word'], change = false): OwnMark {
	return { word, change, offered: false, reason: undefined };
}
