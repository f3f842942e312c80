import * as Y from 'yjs';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { createAdmitCard } from '#server/services/admit-card.ts';
import { LIMITS } from '#shared/limits.ts';
import type { TableId } from '#shared/ids.ts';
import { IntakeHouse, type Written } from '#tests/support/intake-house.ts';
import { settled } from '#tests/support/virtual-clock.ts';

async function open(settings: ConstructorParameters<typeof IntakeHouse>[1] = {}) {
	const house = new IntakeHouse(new MemoryUpdateLog(), settings);
	await house.start();
	return {
		house,
		honest: await house.tablet('s_honest'),
		hostile: await house.tablet('s_hostile'),
	};
}

/** Everything that a board's log holds, in bytes. */
async function bytesOf(house: IntakeHouse, table: TableId = 't_1'): Promise<Buffer> {
	const { snapshot, tail } = await house.log.open(house.board(table));
	const parts = tail.map(({ update }) => update);
	return Buffer.concat(snapshot ? [snapshot.state, ...parts] : parts);
}

test('[IT3] whatever one seat holds, only its own cards suffer (F36, SE03, SE05)', async () => {
	const { house, honest, hostile } = await open();
	const wrong: Record<string, Written> = {
		c_table: { table: 't_unknown' },
		c_foreign: { table: 'd_2/board/t_1' },
		c_question: { question: 'why' },
		c_types: { table: { toString: 't_1' } },
		c_lang: { lang: 5 },
		c_state: { state: 'shown' },
		c_long: { text: 'x'.repeat(LIMITS.cardTextCharsMax + 1) },
		c_empty: { text: '\u200B' },
		c_object: { text: { toJSON: 'x' } },
		c_ok: { createdAt: NaN, lang: 'ar' },
		c_late: { createdAt: -1e15 },
	};
	for (const [id, written] of Object.entries(wrong)) {
		hostile.send(id, written);
		await settled();
	}
	honest.send('c_honest', 'Mehr Bänke');
	await house.rest();
	expect(hostile.screen.closed).toBeUndefined();
	const told = Object.keys(wrong).map((id) => {
		const receipt = hostile.receipt(id);
		return [id, receipt?.reason ?? receipt?.state];
	});
	expect(Object.fromEntries(told)).toEqual({
		c_table: 'card/unknown-place',
		c_foreign: 'card/unknown-place',
		c_question: 'card/unknown-place',
		c_types: 'card/malformed',
		c_lang: 'card/malformed',
		c_state: 'card/malformed',
		c_long: 'card/too-long',
		c_empty: 'card/empty',
		c_object: 'card/malformed',
		c_ok: 'shown',
		c_late: 'shown',
	});
	expect((await house.cards()).map(({ id }) => id)).toEqual(['c_ok', 'c_late', 'c_honest']);
	expect(honest.receipt('c_honest')).toEqual({ state: 'shown', number: 3 });
	expect(house.node.registry.open.map(({ name }) => name.id).sort()).toEqual([
		's_honest',
		's_hostile',
		't_1',
	]);
});

test('[IT3] a thousand cards: as many as are allowed, the rest refused or not looked at (SE04)', async () => {
	const { house, honest, hostile } = await open();
	const many = Array.from({ length: 1_000 }, (_, n) => [`c_m${n}`, { text: 'x' }] as const);
	for (let n = 0; n < many.length; n += 50) hostile.sendAll(many.slice(n, n + 50));
	honest.send('c_honest');
	await house.rest();
	const cards = await house.cards();
	expect(cards).toHaveLength(LIMITS.cardsPerSeatMax + 1);
	expect(honest.receipt('c_honest')?.state).toBe('shown');
	expect(hostile.screen.closed).toBeUndefined();
	const receipts = [...hostile.doc.getMap('receipts').values()] as { reason?: string }[];
	expect(receipts.filter(({ reason }) => reason === 'card/too-many')).toHaveLength(
		LIMITS.cardsPerSeatMax,
	);
	expect(receipts).toHaveLength(2 * LIMITS.cardsPerSeatMax);
	expect(await house.owed()).toBe(0);
});

test('[IT2] an id read off the board, at one table or two, then edited and withdrawn (F34, SE02)', async () => {
	const { house, honest, hostile } = await open();
	honest.send('c_1', 'Mehr Bänke');
	await house.rest();
	const before = [await bytesOf(house), honest.receipt()];
	for (const written of [{}, { table: 't_2' }, { state: 'withdrawn' }, { text: 'Weg damit' }]) {
		hostile.send('c_1', written);
		await house.rest();
	}
	expect(hostile.receipt()).toEqual({ state: 'refused', reason: 'card/taken' });
	expect([await bytesOf(house), honest.receipt()]).toEqual(before);
	expect(await house.cards('t_2')).toEqual([]);
});

test('[IT2] a recorded seat, replayed into the same and into another one (F33, SY17)', async () => {
	const { house, honest, hostile } = await open();
	honest.send('c_1', 'Mehr Bänke');
	await house.rest();
	const recorded = Y.encodeStateAsUpdate(honest.doc);
	const before = await bytesOf(house);
	Y.applyUpdate(hostile.doc, recorded);
	Y.applyUpdate(honest.doc, recorded);
	const again = await house.tablet('s_honest');
	Y.applyUpdate(again.doc, recorded);
	await house.rest();
	expect(await bytesOf(house)).toEqual(before);
	expect(hostile.receipt()).toEqual({ state: 'refused', reason: 'card/taken' });
	expect(honest.receipt()).toEqual({ state: 'shown', number: 1 });
});

test('[IT6] forged and deleted receipts change nothing and are put right (F37, SE01)', async () => {
	const { house, hostile } = await open({ moderation: 'before' });
	hostile.send('c_1');
	await house.rest();
	const receipts = hostile.doc.getMap('receipts');
	const forgeries: unknown[] = [
		{ state: 'shown', number: 1, at: 1 },
		{ state: 'waiting', at: 'x' },
		'shown',
		null,
		new Y.Map([['state', 'shown']]),
		[1],
	];
	for (const forged of forgeries) {
		receipts.set('c_1', forged);
		receipts.set('c_never', forged instanceof Y.Map ? null : forged);
		await house.rest();
		expect(hostile.receipt()).toEqual({ state: 'waiting' });
	}
	receipts.delete('c_1');
	await house.rest();
	expect(hostile.receipt()).toEqual({ state: 'waiting' });
	expect(await house.cards()).toEqual([]);
	expect((await house.row())?.outcome).toBe('waiting');
});

test('[IT11] no byte of a board’s log names a seat or a seat’s client (F40, SE07)', async () => {
	const { house, honest } = await open({ moderation: 'before' });
	const host = await house.host();
	honest.send('c_1', 'Mehr Bänke');
	await house.rest();
	const { registry, intake } = house.node;
	const needs = { registry, intake, log: house.log, bus: { call: () => undefined } };
	await createAdmitCard(needs)('d_1', 't_1', 'c_1');
	await house.rest();
	honest.reword('c_1', 'Mehr Tische');
	await house.rest();
	await createAdmitCard(needs)('d_1', 't_1', 'c_1');
	await house.rest();
	const card = host.doc.getMap('cards').get('c_1') as Y.Map<unknown>;
	card.set('state', 'aside');
	await house.rest();
	honest.turn('c_1', 'withdrawn');
	await house.rest();

	const bytes = await bytesOf(house);
	const frames = Buffer.concat(host.frames);
	expect(bytes.includes('Mehr Tische') && frames.includes('Mehr Tische')).toBe(true);
	const client = Buffer.from(
		encoding.encode((encoder) => encoding.writeVarUint(encoder, honest.doc.clientID)),
	);
	expect(client.byteLength).toBeGreaterThan(2);
	const seat = Buffer.from(Y.encodeStateAsUpdate(honest.doc));
	expect(seat.includes(client)).toBe(true);
	for (const all of [bytes, frames])
		for (const canary of ['s_honest', client, 'createdAt'])
			expect(all.includes(canary)).toBe(false);
});

test('[IT13] what waits for approval or the reveal is in no byte of the board before (F41)', async () => {
	for (const settings of [{ moderation: 'before' }, { hideUntilReveal: true }] as const) {
		const { house, honest } = await open(settings);
		const host = await house.host();
		honest.send('c_1', 'Kanarienvogel');
		await house.rest();
		honest.reword('c_1', 'Kanarienvogelfutter');
		await house.rest();
		const everything = async () => Buffer.concat([await bytesOf(house), ...host.frames]);
		expect((await everything()).includes('Kanari')).toBe(false);

		const { registry, intake } = house.node;
		const bus = { call: () => undefined };
		await createAdmitCard({ registry, intake, log: house.log, bus })('d_1', 't_1', 'c_1');
		await house.rest();
		expect((await everything()).includes('Kanarienvogelfutter')).toBe(true);
	}
});

test('[IT12] a seat whose log is broken stops no other, and is carried when it is whole again', async () => {
	const log = new MemoryUpdateLog();
	const house = new IntakeHouse(log);
	const writer = await house.start();
	await writer.intake.stop();
	for (const seat of ['s_broken', 's_whole'] as const) {
		const tablet = await house.tablet(seat, writer);
		tablet.send(`c_${seat}`);
		await settled();
	}
	const openLog = log.open.bind(log);
	log.open = (doc) =>
		doc.id === 's_broken' ? Promise.reject(new Error('unreadable')) : openLog(doc);
	const node = await house.start();
	await house.rest(node);
	expect((await house.cards()).map(({ id }) => id)).toEqual(['c_s_whole']);
	expect(node.lines.events).toContain('intake.seat_failed');
	await house.clock.pass(10_000);
	expect(await house.owed()).toBe(1);
	log.open = openLog;
	await house.clock.pass(10_000);
	await house.rest(node);
	expect(await house.cards()).toHaveLength(2);
	expect(await house.owed()).toBe(0);
});
