import * as Y from 'yjs';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { CardId, SeatId } from '#shared/ids.ts';
import { SEAT, type Receipt } from '#shared/seat.ts';
import { hasQuestion } from './intake-decision.ts';
import type { SeatEntry } from './seat-reading.ts';

/** A receipt without its time. */
export type Told = Omit<Receipt, 'at'>;

/**
 * [IT6] What a card's author is told, from the ledger alone; undefined: nothing new. It claims no more than is so: words
 * that are newer than those on the board are `waiting` or `saved` with the card's number, not `shown`.
 */
export function receiptOf(
	entry: SeatEntry,
	row: LedgerRow | undefined,
	seat: SeatId,
	dialogue: Dialogue,
): Told | undefined {
	if (row && row.seat !== seat)
		return entry.is === 'withdrawn' ? undefined : { state: 'refused', reason: 'card/taken' };
	if (!row) return unknownToLedger(entry, dialogue);
	const number = row.number === undefined ? {} : { number: row.number };
	switch (row.outcome) {
		case 'waiting':
		case 'late':
			return { state: row.outcome, ...refusalOf(entry) };
		case 'refused':
			return { state: 'refused', ...given(row.note ?? refusalOf(entry).reason ?? row.reason) };
		case 'withdrawn':
			return { state: 'saved', ...number };
		case 'aside':
			return { state: 'aside', ...number, ...refusalOf(entry), ...given(row.note) };
		case 'shown': {
			const refusal = { ...refusalOf(entry), ...refusedQuestion(entry, row, dialogue) };
			if (row.held) return { state: 'waiting', ...number, ...refusal };
			// its author has taken it back, and yet it is still on the screens: that is what is so
			if (row.later && entry.is === 'sent') return { state: 'saved', ...number };
			return { state: 'shown', ...number, ...given(row.note), ...refusal };
		}
	}
}

/** Writes the receipts that differ from what stands in the seat. False: they all stand there. */
export function writeReceipts(doc: Y.Doc, told: ReadonlyMap<CardId, Told>, atMs: number): boolean {
	const receipts = doc.getMap(SEAT.receipts);
	let wrote = false;
	for (const [card, wanted] of told) {
		if (isTold(receipts.get(card), wanted)) continue;
		receipts.set(card, { ...wanted, at: atMs });
		wrote = true;
	}
	return wrote;
}

/** Whether exactly this stands there. Its owner can write receipts, too: whatever it is, it is compared, not believed. */
export function isTold(value: unknown, wanted: Told): boolean {
	if (typeof value !== 'object' || value === null || value instanceof Y.AbstractType) return false;
	const stands = value as Partial<Record<string, unknown>>;
	return (
		typeof stands['at'] === 'number' &&
		(['state', 'reason', 'number'] as const).every((field) => stands[field] === wanted[field])
	);
}

function unknownToLedger(entry: SeatEntry, dialogue: Dialogue): Told | undefined {
	if (entry.is === 'withdrawn') return undefined;
	if (entry.is === 'refused') return { state: 'refused', reason: entry.reason };
	const { table, question } = entry.card;
	const isPlace = dialogue.tables.some(({ id }) => id === table) && hasQuestion(dialogue, question);
	return isPlace ? { state: 'saved' } : { state: 'refused', reason: 'card/unknown-place' };
}

/** Why the author's newest words were not taken. */
function refusalOf(entry: SeatEntry): { reason?: string } {
	return entry.is === 'refused' ? { reason: entry.reason } : {};
}

function refusedQuestion(
	entry: SeatEntry,
	row: LedgerRow,
	dialogue: Dialogue,
): { reason?: string } {
	return entry.is === 'sent' &&
		entry.seen !== row.seen &&
		!hasQuestion(dialogue, entry.card.question)
		? { reason: 'card/unknown-place' }
		: {};
}

function given(reason: string | undefined): { reason?: string } {
	return reason === undefined ? {} : { reason };
}
