import { expect } from 'vitest';
import * as Y from 'yjs';
import { readBoard } from '#server/rooms/board-reading.ts';
import { BOARD } from '#shared/board.ts';
import { docPath, type DocName } from '#shared/document.ts';
import type { CardId, TableId } from '#shared/ids.ts';
import { SEAT, type Receipt } from '#shared/seat.ts';
import { foldOf } from '#tests/support/room-screens.ts';
import { cardsOf, TABLES, textOf, type Page, type SimulatedHall } from './simulated-hall.ts';

/** SI1–SI3: what is true at any moment. */
export async function holdsAlways(hall: SimulatedHall): Promise<void> {
	const folds = await foldsOf(hall);
	const inLog = new Map([...folds].map(([path, fold]) => [path, Y.snapshot(fold)]));
	for (const { witness, name } of hall.pages) {
		const log = inLog.get(docPath(name))!;
		const shown = Y.encodeStateAsUpdate(witness.shown);
		expect(Y.snapshotContainsUpdate(log, shown), `[SI1] ${name.id} was shown`).toBe(true);
		for (const update of witness.sentUpdates.slice(0, witness.saved))
			expect(Y.snapshotContainsUpdate(log, update), `[SI1] ${name.id} was saved`).toBe(true);
	}
	for (const page of hall.tablets)
		for (const [card, receipt] of receiptsOf(page)) {
			if (receipt.state !== 'shown') continue;
			const table = cardsOf(page.witness.doc).get(card)?.get('table') as TableId;
			const board = folds.get(docPath(hall.board(table)))!;
			expect(cardsOf(board).has(card), `[SI2] ${card} is told to be shown`).toBe(true);
		}
	for (const [table, seq] of hall.frozenAt)
		expect(await hall.lastOf(table), `[SI3] ${table} is frozen`).toBe(seq);
}

/** SI4–SI6: what is true when all has calmed down. */
export async function holdsInTheEnd(hall: SimulatedHall): Promise<void> {
	const folds = await foldsOf(hall);
	const ledger = await hall.log.ledgerOf(hall.dialogue.id);
	for (const { witness, name } of hall.pages) {
		expect(witness.closed, `[SI5] ${name.id} is connected`).toBeUndefined();
		const what = `[SI5] what the ${witness.role} of ${name.id} sees`;
		expect(contentOf(witness.doc, name), what).toEqual(contentOf(folds.get(docPath(name))!, name));
	}
	for (const page of hall.tablets)
		for (const [id, card] of cardsOf(page.witness.doc)) {
			const table = card.get('table') as TableId;
			const places = TABLES.filter((one) => cardsOf(folds.get(docPath(hall.board(one)))!).has(id));
			const state = card.get('state');
			const row = ledger.get(id as CardId);
			const onBoard = cardsOf(folds.get(docPath(hall.board(table)))!).get(id);
			if (state === 'sent') {
				expect(places, `[SI4] ${id} is on its table once`).toEqual([table]);
				if (!hall.touched.has(id)) {
					expect(onBoard!.get('state'), `[SI4] ${id}`).toBe('shown');
					expect(textOf(onBoard!), `[SI4] the words of ${id}`).toBe(textOf(card).trim());
				}
				const receipt = receiptOf(page, id);
				const told = { state: receipt?.state, number: receipt?.number };
				const is = { state: onBoard!.get('state'), number: onBoard!.get('number') };
				expect(told, `[SI5] the receipt of ${id}`).toEqual(is);
				expect(row?.number, `[SI5] the ledger's number of ${id}`).toBe(onBoard!.get('number'));
			} else if (state === 'draft')
				expect([places, row], `[SI4] ${id} is a draft`).toEqual([[], undefined]);
			else if (onBoard) expect(onBoard.get('state'), `[SI4] ${id} was withdrawn`).not.toBe('shown');
		}
	for (const table of TABLES) {
		const fold = folds.get(docPath(hall.board(table)))!;
		const numbers = readBoard(fold).cards.map(({ number }) => number);
		expect(
			numbers.sort((a, b) => a - b),
			`[SI5] the numbers of ${table}`,
		).toEqual(numbers.map((_, i) => i + 1));
		const bytes = Buffer.from(Y.encodeStateAsUpdate(fold)).toString('latin1');
		for (const { name } of hall.tablets)
			expect(bytes.includes(name.id), `[SI6] ${table} holds ${name.id}`).toBe(false);
	}
}

function contentOf(doc: Y.Doc, { kind }: DocName): unknown {
	const roots = kind === 'seat' ? SEAT : BOARD;
	return Object.values(roots).map((root) => doc.getMap(root).toJSON());
}

async function foldsOf(hall: SimulatedHall): Promise<Map<string, Y.Doc>> {
	const folds = new Map<string, Y.Doc>();
	for (const { name } of hall.pages)
		if (!folds.has(docPath(name))) folds.set(docPath(name), foldOf(await hall.log.open(name)));
	return folds;
}

function receiptsOf({ witness }: Page): [string, Receipt][] {
	return [...witness.doc.getMap<Receipt>('receipts').entries()];
}

function receiptOf({ witness }: Page, card: string): Receipt | undefined {
	return witness.doc.getMap<Receipt>('receipts').get(card);
}
