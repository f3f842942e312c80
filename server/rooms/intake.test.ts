import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { createAdmitCard } from '#server/services/admit-card.ts';
import { createRefuseCard } from '#server/services/refuse-card.ts';
import { createWaitingCards } from '#server/services/waiting-cards.ts';
import { LIMITS } from '#shared/limits.ts';
import type { CardId } from '#shared/ids.ts';
import { IntakeHouse, type IntakeNode } from '#tests/support/intake-house.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { Screen } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';

const FROZEN = { frozen: ['t_1'] } as const;
const OPEN = { frozen: [] } as const;
const PLENARY = { step: { id: 'plenary', startedAtMs: 0, endsAtMs: 1 } };
const WRITING = { step: { id: 'write', startedAtMs: 0, endsAtMs: 1 } };

async function house(settings: ConstructorParameters<typeof IntakeHouse>[1] = {}) {
	const house = new IntakeHouse(new MemoryUpdateLog(), settings);
	await house.start();
	return { house, tablet: await house.tablet() };
}

function services(house: IntakeHouse, { registry, intake }: IntakeNode = house.node) {
	const needs = { registry, intake, log: house.log, bus: { call: () => undefined } };
	const at = house.dialogue.id;
	const admit = createAdmitCard(needs);
	const refuse = createRefuseCard(needs);
	return {
		admit: (card: CardId = 'c_1') => admit(at, 't_1', card),
		refuse: (card: CardId, reason: string) => refuse(at, 't_1', card, reason),
		waiting: createWaitingCards(needs),
	};
}

/** A card on a host's page. */
const held = (host: Screen, id = 'c_1') => host.doc.getMap('cards').get(id) as Y.Map<unknown>;
const edit = (host: Screen, text: string) => {
	const words = held(host).get('text') as Y.Text;
	words.insert(words.length, text);
};

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

describe('after carrying', () => {
	test('[IT7] the author’s new words go onto the board while no host has touched the text', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1', 'Mehr Bänke');
		await at.rest();
		tablet.reword('c_1', 'Mehr Bänke am Fluss');
		await at.rest();
		tablet.set('c_1', 'lang', 'de-x-leicht');
		await at.rest();
		expect(await at.card()).toMatchObject({
			text: 'Mehr Bänke am Fluss',
			original: 'Mehr Bänke am Fluss',
			lang: 'de-x-leicht',
			number: 1,
		});
	});

	test('[IT7] after a host’s edit they are offered, and the host’s text stays', async () => {
		const { house: at, tablet } = await house();
		const host = await at.host();
		tablet.send('c_1', 'Mehr Bänke');
		await at.rest();
		edit(host, ' (Stadtpark)');
		await at.rest();
		tablet.reword('c_1', 'Mehr Bänke am Fluss');
		await at.rest();
		expect(await at.card()).toMatchObject({
			text: 'Mehr Bänke (Stadtpark)',
			original: 'Mehr Bänke',
			suggestion: 'Mehr Bänke am Fluss',
		});
		tablet.reword('c_1', 'Mehr Bänke');
		await at.rest();
		expect((await at.card()).suggestion).toBeUndefined();
	});

	test('[IT7] the card follows to another question until a host has moved it, never to another table', async () => {
		const { house: at, tablet } = await house();
		const host = await at.host();
		tablet.send('c_1');
		await at.rest();
		tablet.set('c_1', 'question', 'need');
		await at.rest();
		expect((await at.card()).question).toBe('need');
		held(host).set('question', 'good');
		await at.rest();
		tablet.set('c_1', 'question', 'need');
		await at.rest();
		tablet.reword('c_1', 'Neu');
		await at.rest();
		expect(await at.card()).toMatchObject({ question: 'good', text: 'Neu' });
		tablet.set('c_1', 'table', 't_2');
		await at.rest();
		expect(await at.cards('t_2')).toEqual([]);
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT7] on a frozen board nothing changes until the freeze ends, and nothing spins', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1', 'Alt');
		await at.rest();
		await at.decide(FROZEN);
		const before = await at.card();
		tablet.reword('c_1', 'Neu');
		await at.rest();
		expect(await at.card()).toEqual(before);
		expect(tablet.receipt()).toEqual({ state: 'saved', number: 1 });
		expect(await at.owed()).toBe(0);
		await at.decide(OPEN);
		expect((await at.card()).text).toBe('Neu');
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT7] words that are not allowed change nothing, and the receipt says why', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1', 'Alt');
		await at.rest();
		tablet.reword('c_1', 'x'.repeat(LIMITS.cardTextCharsMax + 1));
		await at.rest();
		expect((await at.card()).text).toBe('Alt');
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1, reason: 'card/too-long' });
		tablet.reword('c_1', 'Kurz');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT8] taken back it is withdrawn, sent again it comes back with its number', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1');
		await at.rest();
		tablet.turn('c_1', 'withdrawn');
		await at.rest();
		expect((await at.card()).state).toBe('withdrawn');
		expect(tablet.receipt()).toEqual({ state: 'saved', number: 1 });
		tablet.turn('c_1', 'sent');
		await at.rest();
		expect(await at.card()).toMatchObject({ state: 'shown', number: 1 });
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT8] taken back on a frozen board, it leaves the screens when the freeze ends', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1');
		await at.rest();
		await at.decide(FROZEN);
		tablet.turn('c_1', 'withdrawn');
		await at.rest();
		expect((await at.card()).state).toBe('shown');
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
		await at.decide(OPEN);
		expect((await at.card()).state).toBe('withdrawn');
	});

	test('[IT8] a host’s word holds against sending again, and the author’s against bringing back', async () => {
		const { house: at, tablet } = await house();
		const host = await at.host();
		tablet.send('c_1');
		await at.rest();
		tablet.turn('c_1', 'withdrawn');
		await at.rest();
		held(host).set('state', 'aside');
		await at.watched();
		tablet.turn('c_1', 'sent');
		await at.rest();
		expect((await at.card()).state).toBe('aside');
		expect(tablet.receipt()).toEqual({ state: 'aside', number: 1 });
		tablet.turn('c_1', 'withdrawn');
		await at.rest();
		held(host).set('state', 'shown');
		await at.watched();
		expect((await at.card()).state).toBe('withdrawn');
	});

	test('[IT8] taken back while it waits, it is nowhere; sent again it waits again', async () => {
		const { house: at, tablet } = await house({ moderation: 'before' });
		tablet.send('c_1');
		await at.rest();
		tablet.turn('c_1', 'withdrawn');
		await at.rest();
		expect(await services(at).waiting(at.dialogue.id)).toEqual([]);
		tablet.turn('c_1', 'sent');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'waiting' });
	});

	test('[IT9] aside and brought back reach the ledger and the receipt', async () => {
		const { house: at, tablet } = await house();
		const host = await at.host();
		tablet.send('c_1');
		await at.rest();
		held(host).set('state', 'aside');
		await at.watched();
		expect((await at.row())?.outcome).toBe('aside');
		expect(tablet.receipt()).toEqual({ state: 'aside', number: 1 });
		held(host).set('state', 'shown');
		await at.watched();
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
		host.doc.getMap('cards').delete('c_1');
		await at.watched();
		expect(tablet.receipt()).toEqual({ state: 'aside', number: 1 });
	});

	test('[IT9] a card that a host deletes right after it came is missed, too', async () => {
		const { house: at, tablet } = await house();
		const host = await at.host();
		await at.watched();
		for (const card of ['c_1', 'c_2'] as const) {
			tablet.send(card);
			await at.rest();
			expect(tablet.receipt(card)).toMatchObject({ state: 'shown' });
			host.doc.getMap('cards').delete(card);
			await at.watched();
			expect(tablet.receipt(card)).toMatchObject({ state: 'aside' });
		}
	});

	test('[IT9] what was set aside when nobody looked is found when the board is opened', async () => {
		const { house: at, tablet } = await house();
		tablet.send('c_1');
		await at.rest();
		await at.node.intake.stop();
		const host = await at.host();
		held(host).set('state', 'aside');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
		const next = await at.start();
		await next.open(at.board());
		await at.rest();
		const again = await at.tablet('s_1');
		expect(again.receipt()).toEqual({ state: 'aside', number: 1 });
	});
});

describe('what waits', () => {
	test('[IT10] admitted it comes in, once, however often that is said', async () => {
		const { house: at, tablet } = await house({ moderation: 'before' });
		const { admit, waiting } = services(at);
		tablet.send('c_1');
		await at.rest();
		expect(await waiting(at.dialogue.id, 't_1')).toEqual([
			{
				cardId: 'c_1',
				tableId: 't_1',
				question: 'good',
				text: 'Mehr Bänke am Fluss',
				lang: 'de',
				state: 'waiting',
			},
		]);
		expect(await waiting(at.dialogue.id, 't_2')).toEqual([]);
		expect(await Promise.all([admit(), admit()])).toEqual([
			{ ok: true, value: undefined },
			{ ok: true, value: undefined },
		]);
		await at.rest();
		expect(await admit()).toEqual({ ok: true, value: undefined });
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
		expect(await waiting(at.dialogue.id)).toEqual([]);
	});

	test('[IT10] a late card is admitted, on a frozen table for the end of the freeze', async () => {
		const { house: at, tablet } = await house();
		await at.decide(FROZEN);
		tablet.send('c_1');
		await at.rest();
		const { admit, waiting } = services(at);
		expect((await waiting(at.dialogue.id)).map(({ state }) => state)).toEqual(['late']);
		await admit();
		await at.rest();
		expect(await at.cards()).toEqual([]);
		expect(await waiting(at.dialogue.id)).toEqual([]);
		await at.decide(OPEN);
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT10] refused it stays in its seat with the host’s reason, whatever its author does', async () => {
		const { house: at, tablet } = await house({ moderation: 'before' });
		const { admit, refuse, waiting } = services(at);
		tablet.send('c_1');
		await at.rest();
		expect((await refuse('c_1', 'Nennt einen Namen')).ok).toBe(true);
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'refused', reason: 'Nennt einen Namen' });
		expect(tablet.cards.has('c_1')).toBe(true);
		tablet.reword('c_1', 'Noch einmal');
		await at.rest();
		expect(await waiting(at.dialogue.id)).toEqual([]);
		expect((await refuse('c_1', 'Anders')).ok).toBe(true);
		expect(await admit()).toMatchObject({ ok: false, rejection: { code: 'card/not-waiting' } });
		expect(tablet.receipt()).toEqual({ state: 'refused', reason: 'Nennt einen Namen' });
	});

	test('[IT10] what does not wait, or waits elsewhere, can be neither admitted nor refused', async () => {
		const { house: at, tablet } = await house();
		const { admit, refuse } = services(at);
		tablet.sendAll([
			['c_1', {}],
			['c_2', { table: 't_2' }],
		]);
		await at.rest();
		expect(await refuse('c_1', 'Nein')).toMatchObject({ rejection: { code: 'card/not-waiting' } });
		expect(await admit('c_1')).toMatchObject({ rejection: { code: 'card/not-waiting' } });
		expect(await admit('c_2')).toMatchObject({ rejection: { code: 'card/unknown' } });
		expect(await admit('c_9')).toMatchObject({ rejection: { code: 'card/unknown' } });
	});

	test('[IT10] the oldest stands first in the list', async () => {
		const { house: at, tablet } = await house({ moderation: 'before' });
		for (const id of ['c_z', 'c_a', 'c_m']) {
			tablet.send(id);
			await at.rest();
			await at.clock.pass(10);
		}
		tablet.reword('c_z', 'Geändert');
		await at.rest();
		const waiting = await services(at).waiting(at.dialogue.id);
		expect(waiting.map(({ cardId }) => cardId)).toEqual(['c_z', 'c_a', 'c_m']);
	});

	test('[IT13] newer words of a shown card wait, too, and come in or are refused', async () => {
		const { house: at, tablet } = await house({ moderation: 'before' });
		const { admit, refuse, waiting } = services(at);
		tablet.send('c_1', 'Gut');
		await at.rest();
		await admit();
		await at.rest();
		tablet.reword('c_1', 'Schlecht');
		await at.rest();
		expect((await at.card()).text).toBe('Gut');
		expect(tablet.receipt()).toEqual({ state: 'waiting', number: 1 });
		expect((await waiting(at.dialogue.id)).map(({ text }) => text)).toEqual(['Schlecht']);
		await refuse('c_1', 'Nein');
		await at.rest();
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1, reason: 'Nein' });
		tablet.reword('c_1', 'Besser');
		await at.rest();
		await admit();
		await at.rest();
		expect((await at.card()).text).toBe('Besser');
		expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	});

	test('[IT13] what was let in is shown, not what was written after', async () => {
		const { house: at, tablet } = await house({ moderation: 'before' });
		tablet.send('c_1', 'Gut');
		await at.rest();
		await at.decide(FROZEN);
		await services(at).admit();
		await at.rest();
		tablet.reword('c_1', 'Schlecht');
		await at.rest();
		await at.decide(OPEN);
		expect((await at.card()).text).toBe('Gut');
		expect(tablet.receipt()).toEqual({ state: 'waiting', number: 1 });
	});

	test('[IT13] without approval any more, what waited for it comes in', async () => {
		const { house: at, tablet } = await house({ moderation: 'before' });
		tablet.send('c_1', 'Gut');
		await at.rest();
		await services(at).admit();
		await at.rest();
		tablet.reword('c_1', 'Besser');
		tablet.send('c_2');
		await at.rest();
		await at.decide({}, { settings: { ...at.dialogue.settings, moderation: 'off' } });
		expect((await at.cards()).map(({ text }) => text)).toEqual(['Besser', 'Mehr Bänke am Fluss']);
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
