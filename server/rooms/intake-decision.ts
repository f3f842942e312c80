import { isFrozen, stepAt } from '#server/domain/capability.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';
import { judgeCard } from '#server/domain/intake-policy.ts';
import type { HeldWords, LedgerRow } from '#server/domain/ledger.ts';
import type { SeatId, TableId } from '#shared/ids.ts';
import type { CardWords } from './board-writing.ts';
import type { SeatEntry } from './seat-reading.ts';

/** What is known when a card is decided. */
export interface Known {
	readonly seat: SeatId;
	/** The ledger's row of the card's id, whoever used it first. */
	readonly row: LedgerRow | undefined;
	readonly dialogue: Dialogue;
	readonly nowMs: number;
}

/** A row without its revision: whoever writes it counts. */
export type NextRow = Omit<LedgerRow, 'rev'>;

/** What is to happen with one card now, in one step with its new row. */
export type Decision =
	/** Nothing but the row changes. */
	| { readonly does: 'note'; readonly row: NextRow }
	/** It comes onto the board. */
	| { readonly does: 'put'; readonly words: CardWords; readonly row: NextRow }
	/** It is there, and its words change. */
	| { readonly does: 'reword'; readonly words: CardWords; readonly row: NextRow }
	/** It is there, and its author takes it off the screens or brings it back. */
	| { readonly does: 'withdraw' | 'return'; readonly row: NextRow };

type Sent = SeatEntry & { readonly is: 'sent' };

/**
 * What the intake does about a card: rules IT2, IT5, IT7–IT10. Pure. Undefined: nothing, because all is as it should be
 * or has to wait. Asked again after each decision was carried out, it comes to that.
 */
export function decide(entry: SeatEntry, known: Known): Decision | undefined {
	const { row, seat } = known;
	if (row && row.seat !== seat) return undefined; // [IT2] the id is another seat's
	if (entry.is === 'refused') return undefined; // what was carried before stays as it was
	if (!row || isOpen(row)) return entry.is === 'sent' ? decideNew(entry, known) : undefined;
	const decision = decideKnown(entry, row, known);
	if (decision !== 'later') {
		const isDone = decision === undefined && row.later;
		return isDone ? { does: 'note', row: next(row, { later: undefined }) } : decision;
	}
	return row.later ? undefined : { does: 'note', row: next(row, { later: true }) };
}

/** `later`: not before the freeze ends. */
function decideKnown(
	entry: SeatEntry & { readonly is: 'sent' | 'withdrawn' },
	row: LedgerRow,
	known: Known,
): Decision | 'later' | undefined {
	const { dialogue } = known;
	switch (row.outcome) {
		case 'waiting':
		case 'late':
			return entry.is === 'sent' ? decideWaiting(entry, row, dialogue) : takenBack(row);
		case 'shown':
		case 'aside':
			return entry.is === 'sent' ? decideCarried(entry, row, known) : withdrawn(row, dialogue);
		case 'withdrawn':
			return entry.is === 'sent' ? returned(row, dialogue) : undefined;
		case 'refused':
			return undefined; // by a host, and that holds
	}
}

/** The table at whose board a card is decided; it stays the same once a card waits there or is on it. */
export function tableOf(entry: SeatEntry, row: LedgerRow | undefined): TableId | undefined {
	if (row && !isOpen(row)) return row.table;
	return entry.is === 'sent' ? entry.card.table : undefined;
}

/** Whether the dialogue has this question. */
export function hasQuestion(dialogue: Dialogue, question: string): boolean {
	return dialogue.questions.some(({ id }) => id === question);
}

/** Whether the ledger has a row for a card that is to be judged like a new one all the same. */
function isOpen(row: LedgerRow): boolean {
	if (row.outcome === 'refused') return row.note === undefined;
	return row.outcome === 'withdrawn' && row.number === undefined;
}

function decideNew({ card, seen }: Sent, { seat, dialogue, nowMs }: Known): Decision | undefined {
	const verdict = judgeCard(card, { admitted: false, late: false }, dialogue);
	const words = { ...wordsOf(card), ...roundAt(dialogue, card.table) };
	const row = { seat, table: card.table, seen };
	switch (verdict) {
		case 'unknown-place': // the receipt says so; there is nothing to remember
		case 'later':
			return undefined;
		case 'late':
		case 'waiting':
			return {
				does: 'note',
				row: { ...row, outcome: verdict, held: { ...words, sinceMs: nowMs } },
			};
		case 'shown':
			return { does: 'put', words, row: { ...row, outcome: 'shown' } };
	}
}

function decideWaiting(
	{ card, seen }: Sent,
	row: LedgerRow,
	dialogue: Dialogue,
): Decision | undefined {
	const admitted = row.admitted === true && row.held !== undefined;
	// what a host let in is what is shown, even if its author has written on meanwhile
	const words: CardWords = admitted ? row.held : { ...wordsOf(card), ...roundOf(row.held) };
	const before = { admitted, late: row.outcome === 'late', waiting: row.outcome === 'waiting' };
	switch (judgeCard({ table: row.table, question: words.question }, before, dialogue)) {
		case 'unknown-place':
			return {
				does: 'note',
				row: next(row, { outcome: 'refused', reason: 'card/unknown-place', ...NOTHING_HELD }),
			};
		case 'shown':
			return {
				does: 'put',
				words,
				row: next(row, {
					outcome: 'shown',
					seen: admitted ? row.seen : seen,
					held: undefined,
				}),
			};
		case 'late':
		case 'waiting':
		case 'later': {
			if (admitted || seen === row.seen) return undefined;
			const held: HeldWords = { ...words, sinceMs: row.held?.sinceMs ?? 0 };
			return { does: 'note', row: next(row, { seen, held }) };
		}
	}
}

/** [IT7] The card is on the board. `row.seen` are the words judged last, also where they wait in `row.held`. */
function decideCarried(
	{ card, seen }: Sent,
	row: LedgerRow,
	{ dialogue, nowMs }: Known,
): Decision | 'later' | undefined {
	const frozen = isFrozen(dialogue, row.table);
	const needsApproval = dialogue.settings.moderation === 'before';
	if (row.held && (row.admitted || !needsApproval)) {
		if (frozen) return 'later';
		return {
			does: 'reword',
			words: row.held,
			row: next(row, { held: undefined, later: undefined }),
		};
	}
	if (seen === row.seen) return undefined;
	if (!hasQuestion(dialogue, card.question)) return undefined;
	const words = wordsOf(card);
	if (needsApproval) {
		const held: HeldWords = { ...words, sinceMs: row.held?.sinceMs ?? nowMs };
		const change = { seen, held, admitted: undefined, note: undefined, later: undefined };
		return { does: 'note', row: next(row, change) };
	}
	if (frozen) return 'later';
	return { does: 'reword', words, row: next(row, { seen, note: undefined, later: undefined }) };
}

/** Taken back before anybody saw it. */
function takenBack(row: LedgerRow): Decision {
	return { does: 'note', row: next(row, { outcome: 'withdrawn', ...NOTHING_HELD }) };
}

/** [IT8] */
function withdrawn(row: LedgerRow, dialogue: Dialogue): Decision | 'later' | undefined {
	if (row.outcome === 'aside') return undefined; // off the screens already, and the host's word holds
	if (isFrozen(dialogue, row.table)) return 'later';
	const change = { outcome: 'withdrawn', held: undefined, later: undefined } as const;
	return { does: 'withdraw', row: next(row, change) };
}

/** [IT8] */
function returned(row: LedgerRow, dialogue: Dialogue): Decision | 'later' {
	if (isFrozen(dialogue, row.table)) return 'later';
	return { does: 'return', row: next(row, { outcome: 'shown', later: undefined }) };
}

const NOTHING_HELD = { held: undefined, admitted: undefined, later: undefined } as const;

function next({ rev: _, ...row }: LedgerRow, change: Partial<NextRow>): NextRow {
	return { ...row, ...change };
}

function wordsOf({ question, text, lang }: CardWords): CardWords {
	return { question, text, lang };
}

function roundOf(held: HeldWords | undefined): { round?: number } {
	return held?.round === undefined ? {} : { round: held.round };
}

/** Which pass at the tables this is, where the agenda has several: the running writing step among all of them. */
export function roundAt(dialogue: Dialogue, table: TableId): { round?: number } {
	const running = stepAt(dialogue, table);
	const passes = dialogue.steps.filter(
		(step) => step.kind === 'write' && (step.table === undefined || step.table === table),
	);
	const at = passes.findIndex(({ id }) => id === running?.id);
	return passes.length > 1 && at >= 0 ? { round: at + 1 } : {};
}
