import { afterEach, beforeEach, expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import type { SeatKey } from '#lib/hall/keys.ts';
import { SeatStore } from '#lib/seat/seat-store.ts';
import { Seat } from '#lib/seat/seat.svelte.ts';
import { Draft } from './draft.svelte.ts';

/** There is no server here: a tablet in a hall without a network. */
const place = { table: 't_1', question: 'good', lang: 'de' } as const;
let key: SeatKey;
let open: Seat[];

beforeEach(() => {
	key = { dialogueId: 'd_1', seatId: `s_${crypto.randomUUID()}`, token: 'none' };
	open = [];
});
afterEach(async () => {
	for (const seat of open) seat.close();
	for (const seat of open) await seat.keeper.settled();
	await SeatStore.remove(key.seatId);
});

/** A page of this device. */
async function page(): Promise<{ seat: Seat; draft: Draft }> {
	const seat = await Seat.open(key, () => undefined);
	open.push(seat);
	return { seat, draft: new Draft(seat, () => place) };
}
const close = async ({ seat }: { seat: Seat }): Promise<void> => {
	seat.close();
	await seat.keeper.settled();
};

test('[DR1] a moment after the last key the text is on this device, and the next page takes it up', async () => {
	const first = await page();
	first.draft.type('Mehr B');
	first.draft.type('Mehr Bänke');
	await expect.poll(() => first.seat.texts()).toBe('Mehr Bänke');
	await close(first);
	const second = await page();
	expect(await second.draft.takeUp()).toBe('good');
	expect(second.draft.text).toBe('Mehr Bänke');
	expect(second.seat.cards).toEqual([]);
});

test('[DR1] leaving writes it at once', async () => {
	const { seat, draft } = await page();
	draft.type('Im Gehen');
	draft.close();
	expect(seat.texts()).toBe('Im Gehen');
});

test('[DR2] sending is one change of the document, and the field is empty at once', async () => {
	const { seat, draft } = await page();
	draft.type('Mehr Bä');
	draft.commit();
	let changes = 0;
	seat.doc.on('update', () => changes++);
	draft.type('  Mehr Bänke\n');
	const id = draft.send();
	expect(draft.text).toBe('');
	expect(changes).toBe(1);
	expect(seat.cards.map((card) => [card.id, card.text, card.state])).toEqual([
		[id, 'Mehr Bänke', 'sent'],
	]);
	draft.type('Noch eine');
	expect(draft.send()).not.toBe(id);
});

test('[DR3] a draft in another page’s hands is left there', async () => {
	const first = await page();
	first.draft.type('Noch nicht fertig');
	first.draft.commit();
	await first.seat.keeper.settled();
	const second = await page();
	expect(await second.draft.takeUp()).toBeUndefined();
	expect(second.draft.text).toBe('');
	first.draft.close();
	const third = await page();
	expect(await third.draft.takeUp()).toBe('good');
});

test('[DR4] nothing makes no card', async () => {
	const { seat, draft } = await page();
	draft.commit();
	draft.type(' \n ');
	expect(draft.send()).toBeUndefined();
	for (const unseen of ['', '\u200B\u200D', '\u2800\u3164\u00A0', '\uFEFF\u2060']) {
		draft.type(unseen);
		draft.commit();
		expect(draft.send(), JSON.stringify(unseen)).toBeUndefined();
	}
	expect(seat.cards).toEqual([]);
});

test('[TU3] a text is kept under a sign: no page takes it up by itself, whoever opens it has it again', async () => {
	const first = await page();
	first.draft.type('Für später');
	first.draft.keep('fish');
	expect(first.draft.text).toBe('');
	await close(first);
	const second = await page();
	expect(await second.draft.takeUp()).toBeUndefined();
	expect(second.seat.keptDrafts.map(({ kept, text }) => [kept, text])).toEqual([
		['fish', 'Für später'],
	]);
	expect(second.draft.resume(second.seat.keptDrafts[0]!)).toBe('good');
	expect(second.draft.text).toBe('Für später');
	expect(second.seat.keptDrafts).toEqual([]);
	second.draft.send();
	expect(second.seat.cards.map(({ text }) => text)).toEqual(['Für später']);
});

test('[TU3] a text that is deleted is deleted in the seat, too; nothing is not kept', async () => {
	const { seat, draft } = await page();
	draft.type('Doch nicht');
	draft.commit();
	draft.discard();
	expect(seat.texts()).toBe('');
	draft.type(' \u200B');
	draft.keep('sun');
	expect(seat.keptDrafts).toEqual([]);
});

test('[TX2] what is too long is cut and said so', async () => {
	const { draft } = await page();
	draft.type('ü'.repeat(LIMITS.cardTextCharsMax + 1));
	expect(draft.text).toHaveLength(LIMITS.cardTextCharsMax);
	expect(draft.wasCut).toBe(true);
	draft.type('kurz');
	expect(draft.wasCut).toBe(false);
});

test('[MK2] without a network the mark goes from being stored to this device, and no further', async () => {
	const { seat, draft } = await page();
	draft.type('Ohne Netz');
	draft.send();
	const word = (): string | undefined => seat.cards[0]?.mark.word;
	expect(word()).toBe('writing');
	await expect.poll(() => word()).toBe('device');
	expect(seat.sync.allKept).toBe(false);
});
