import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { IntakeHouse } from '#tests/support/intake-house.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import {
	FROZEN,
	held,
	house,
	OPEN,
	PLENARY,
	services,
	WRITING,
} from '#tests/support/intake-table.ts';

describe('carrying', () => {
	test('[IT1, IT4, IT6] a sent card stands whole on its board, and its seat has the receipt', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1', 'Mehr Bänke');
		await at.rest();

		expect(await at.cards()).toEqual([
			{
				id: 'c_1',
				question: 'good',
				rank: expect.stringMatching(/^[0-9A-Za-z]+$/) as string,
				text: 'Mehr Bänke',
				original: 'Mehr Bänke',
				lang: 'de',
				number: 1,
				state: 'shown',
				translations: {},
			},
		]);
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
		expect(tablet.doc.getMap('receipts').get('c_1')).toMatchObject({ at: at.clock.nowMs() });
		expect(await at.owed()).toBe(0);
	});

	test('[IT1] a draft stays in its seat until it is sent', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1', { state: 'draft' });
		await at.rest();
		expect(await at.cards()).toEqual([]);
		expect(tablet.receipt()).toBeUndefined();
		tablet.turn('c_1', 'sent');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT1] a card is carried although its tablet has gone at once', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1');
		tablet.screen.cut();
		await at.rest();
		expect(await at.card()).toMatchObject({ id: 'c_1', state: 'shown' });
	});

	test('[IT4] numbers and ranks count up for each table, whoever sends', async () => {
		const { house: at, tablet } = await house();
		const other = await at.tablet('s_2');
		tablet.sendAll([
			['c_1', { question: 'good' }],
			['c_2', { question: 'need' }],
			['c_3', { table: 't_2' }],
		]);
		await at.rest();
		other.send('c_4', { question: 'good' });
		await at.rest();
		const cards = await at.cards('t_1');
		expect(cards.map(({ id, number }) => [id, number])).toEqual([
			['c_1', 1],
			['c_2', 2],
			['c_4', 3],
		]);
		expect(cards[0]!.rank < cards[2]!.rank).toBe(true);
		expect((await at.card('t_2')).number).toBe(1);
	});

	test('[IT4] numbers and ranks go on behind what others have written meanwhile', async () => {
		const { house: at, tablet } = await house();
		const host = await at.host();
		tablet.send('c_1');
		await at.rest();
		const fields = { number: 7, rank: 'zz', question: 'good', state: 'shown' };
		host.doc.getMap('cards').set('c_host', new Y.Map(Object.entries(fields)));
		await at.rest();
		tablet.send('c_2');
		await at.rest();
		tablet.send('c_3');
		await at.rest();
		const cards = await at.cards();
		expect(cards.map(({ id, number }) => [id, number])).toEqual([
			['c_1', 1],
			['c_host', 7],
			['c_2', 8],
			['c_3', 9],
		]);
		const ranks = cards.map(({ rank }) => rank);
		expect(ranks).toEqual(ranks.toSorted());
		expect(new Set(ranks).size).toBe(4);
	});

	test('[IT4] the round is the running one of several passes at the tables', async () => {
		const { house: at, tablet } = await house();
		const steps = [1, 2].map((n) => ({ id: `w${n}`, kind: 'write' as const, minutes: 10 }));
		await at.decide({ step: { id: 'w2', startedAtMs: 0, endsAtMs: 1 } }, { steps });
		tablet.send('c_1');
		await at.rest();
		expect((await at.card()).round).toBe(2);
	});

	test('[IT4] one writing of the board takes what came during the one before', async () => {
		const { house: at } = await house();
		const tablets = await Promise.all(
			Array.from({ length: 30 }, (_, n) => at.tablet(`s_burst${n}`)),
		);
		for (const [n, tablet] of tablets.entries())
			for (let card = 0; card < 10; card++) tablet.send(`c_${n}x${card}`, `Karte ${card}`);
		await at.rest();
		const cards = await at.cards();
		expect(cards.map(({ number }) => number)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
		const { seq } = await at.node.registry.use(at.board(), (room) => room.state());
		expect(seq).toBeLessThan(40);
	});

	test('[IT2] the id of another seat’s card is refused, and that card stays as it is', async () => {
		const { house: at, tablet } = await house();
		const thief = await at.tablet('s_2');
		tablet.send('c_1', 'Mehr Bänke');
		await at.rest();
		const before = [await at.card(), await at.row(), tablet.receipt()];
		thief.send('c_1', 'Nichts da');
		await at.rest();
		expect(thief.receipt()).toEqual({ state: 'refused', reason: 'card/taken' });
		thief.reword('c_1', 'Gar nichts');
		await at.rest();
		thief.turn('c_1', 'withdrawn');
		await at.rest();
		expect([await at.card(), await at.row(), tablet.receipt()]).toEqual(before);
	});

	test('[IT2] of two seats that send one id at once, one is carried', async () => {
		const { house: at, tablet } = await house();
		const other = await at.tablet('s_2');
		tablet.send('c_1', 'Eins');
		other.send('c_1', 'Zwei');
		await at.rest();
		expect(await at.cards()).toHaveLength(1);
		const states = [tablet.receipt()?.state, other.receipt()?.state];
		expect(states.sort()).toEqual(['refused', 'shown']);
	});

	test('[IT2] the id of a card that a host has made is refused', async () => {
		const { house: at, tablet } = await house();
		const host = await at.host();
		host.doc.transact(() =>
			host.doc.getMap('cards').set('c_1', new Y.Map(Object.entries({ state: 'shown' }))),
		);
		await at.rest();
		tablet.send('c_1');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'refused', reason: 'card/taken' });
		expect(await at.owed()).toBe(0);
	});

	test('[IT2] what is sent again, or carried already, has no second effect', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1');
		await at.rest();
		const before = await at.card();
		tablet.send('c_1');
		await at.rest();
		tablet.turn('c_1', 'draft');
		await at.rest();
		tablet.turn('c_1', 'sent');
		await at.rest();
		expect(await at.card()).toEqual(before);
	});

	test('[IT3] a full board refuses, and takes the card when there is room', async () => {
		const { house: at, tablet } = await house();
		const host = await at.host();
		const big = 'x'.repeat(60_000);
		for (let n = 0; n < 27; n++) {
			host.doc.getMap('cards').set(`c_big${n}`, new Y.Map([['original', big]]));
			await at.rest();
		}
		expect(host.closed).toBeUndefined();
		tablet.send('c_1');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'refused', reason: 'card/board-full' });
		expect(await at.owed()).toBe(0);
		for (let n = 0; n < 27; n++) held(host, `c_big${n}`).set('original', '');
		await at.rest();
		await at.decide({});
		expect(tablet.receipt()).toMatchObject({ state: 'shown' });
	});
});

describe('judging', () => {
	test('[IT5] a card that comes while the table is frozen is late, and stays late when it opens', async () => {
		const { house: at, tablet } = await house();
		await at.decide(FROZEN);
		tablet.send('c_1');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'late' });
		await at.decide(OPEN);
		expect(tablet.receipt()).toEqual({ state: 'late' });
		expect(await at.cards()).toEqual([]);
		tablet.send('c_2');
		await at.rest();
		expect(tablet.receipt('c_2')).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT5] a card for a place that is not there is refused, and taken when its author has mended that', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1', { table: 't_9' });
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'refused', reason: 'card/unknown-place' });
		tablet.set('c_1', 'table', 't_2');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
		expect((await at.card('t_2')).id).toBe('c_1');
	});

	test('[IT5] hidden cards wait for the reveal, also when their step has ended meanwhile', async () => {
		const { house: at, tablet } = await house({ hideUntilReveal: true });
		await at.decide(WRITING);
		tablet.send('c_1', 'Geheim');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'waiting' });
		expect(at.calls).toContain('waiting.changed');
		await at.decide(PLENARY);
		expect(tablet.receipt()).toEqual({ state: 'waiting' });
		tablet.reword('c_1', 'Geheimer');
		await at.rest();
		expect((await at.row())?.held?.text).toBe('Geheimer');
		expect(await at.cards()).toEqual([]);
		await at.decide({ revealed: ['t_1'] });
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
		expect((await at.card()).text).toBe('Geheimer');
		expect((await at.row())?.held).toBeUndefined();
	});

	test('[IT5] revealed while frozen, they come when the freeze ends', async () => {
		const { house: at, tablet } = await house({ hideUntilReveal: true });
		tablet.send('c_1');
		await at.rest();
		await at.decide(FROZEN);
		await at.decide({ revealed: ['t_1'] });
		expect(tablet.receipt()).toEqual({ state: 'waiting' });
		expect(await at.owed()).toBe(0);
		await at.decide(OPEN);
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT5] a waiting card whose question was taken away is refused', async () => {
		const { house: at, tablet } = await house({ moderation: 'before' });
		tablet.send('c_1', { question: 'need' });
		await at.rest();
		await at.decide({}, { questions: at.dialogue.questions.slice(0, 1) });
		expect(tablet.receipt()).toEqual({ state: 'refused', reason: 'card/unknown-place' });
		expect(await services(at).waiting(at.dialogue.id)).toEqual([]);
	});
});

test('[IT14] a seat that changes without end is looked at seldom, and its last word is carried', async () => {
	const { house: at, tablet } = await house();
	tablet.send('c_1');
	await at.rest();
	for (let n = 1; n <= 500; n++) {
		tablet.turn('c_1', n % 2 ? 'withdrawn' : 'sent');
		tablet.reword('c_1', `Wort ${n}`);
		await new Promise(setImmediate);
	}
	await at.clock.pass(30_000);
	await at.rest();
	expect(await at.card()).toMatchObject({ state: 'shown', text: 'Wort 500' });
	const { seq } = await at.node.registry.use(at.board(), (room) => room.state());
	expect(seq).toBeLessThan(100);
});

test('[IT6] a receipt that stands is not written again', async () => {
	const { house: at, tablet } = await house();
	tablet.send('c_1');
	await at.rest();
	const before = tablet.doc.getMap('receipts').get('c_1');
	await at.clock.pass(1_000);
	tablet.send('c_2');
	await at.rest();
	expect(tablet.receipt('c_2')).toEqual({ state: 'shown', number: 2 });
	expect(tablet.doc.getMap('receipts').get('c_1')).toEqual(before);
	const { seq } = tablet.screen.room;
	tablet.set('c_1', 'createdAt', 5);
	await at.rest();
	expect(tablet.screen.room.seq).toBe(seq + 1);
});

test('[IT6] a seat is told `saved` while its board’s log is silent', async () => {
	const log = new MemoryUpdateLog();
	const append = log.append.bind(log);
	let open: () => void = () => undefined;
	const opened = new Promise<void>((done) => (open = done));
	log.append = async (doc, ...more) => {
		if (doc.kind === 'board') await opened;
		return append(doc, ...more);
	};
	const at = new IntakeHouse(log);
	await at.start();
	const tablet = await at.tablet();
	tablet.send('c_1');
	await at.clock.pass(400);
	expect(tablet.receipt()).toEqual({ state: 'saved' });
	open();
	await at.rest();
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
});

test('[IT12] a silent log does not keep the intake from stopping, and what is left over is done by another', async () => {
	const log = new MemoryUpdateLog();
	const append = log.append.bind(log);
	log.append = (doc, ...more) =>
		doc.kind === 'board' ? new Promise(() => undefined) : append(doc, ...more);
	const at = new IntakeHouse(log);
	await at.start();
	const tablet = await at.tablet();
	tablet.send('c_1');
	await settled();
	const stopped = at.node.intake.stop();
	await at.clock.pass(3_000);
	await stopped;
	expect(at.node.intake.backlog).toBe(1);

	log.append = append;
	await at.start();
	await at.rest();
	expect(await at.card()).toMatchObject({ number: 1 });
});
