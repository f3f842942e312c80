import * as fc from 'fast-check';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import type { CardId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { byRank, isRank } from '#shared/rank.ts';
import { readBoard } from './board-reading.ts';
import { createGroup, nameGroup, placeCard, type Place } from './board-placing.ts';
import { BoardEnds, putCard, setState } from './board-writing.ts';

/** Cards under `good`, `c_1` the first. */
function board(count: number): Y.Doc {
	const doc = new Y.Doc();
	const ends = new BoardEnds(doc);
	for (let n = 1; n <= count; n++)
		putCard(doc, ends, `c_${n}`, { question: 'good', text: `Karte ${n}`, lang: 'de' });
	return doc;
}

/** The order under a question; grouped cards in brackets behind their group's title. */
function order(doc: Y.Doc, question = 'good'): string {
	const { cards, groups } = readBoard(doc);
	const shown = [...cards].sort(byRank);
	const numbers = (all: typeof shown) => all.map(({ id }) => id.slice(2)).join(' ');
	const lists = [...groups]
		.filter((group) => group.question === question)
		.sort(byRank)
		.map(({ id, title }) => `${title}(${numbers(shown.filter(({ group }) => group === id))})`);
	const alone = shown.filter((card) => !card.group && card.question === question);
	return [...lists, numbers(alone)].join(' ').trim();
}
const place = (doc: Y.Doc, id: CardId, to: Place) => doc.transact(() => placeCard(doc, id, to));
const yes = { ok: true, value: true };
const no = { ok: true, value: false };

test('[BW1] a card goes in front of another one, to the end, and under another question', () => {
	const doc = board(4);
	expect(place(doc, 'c_4', { beforeId: 'c_2' })).toEqual(yes);
	expect(order(doc)).toBe('1 4 2 3');
	expect(place(doc, 'c_1', {})).toEqual(yes);
	expect(order(doc)).toBe('4 2 3 1');
	expect(place(doc, 'c_2', { question: 'need' })).toEqual(yes);
	expect(place(doc, 'c_3', { question: 'need', beforeId: 'c_2' })).toEqual(yes);
	expect([order(doc), order(doc, 'need')]).toEqual(['4 1', '3 2']);
	expect(place(doc, 'c_4', { beforeId: 'c_3' })).toEqual(yes);
	expect(order(doc)).toBe('1 4');
});

test('[BW1] where it stands already, nothing is written', () => {
	const doc = board(3);
	const before = Y.encodeStateAsUpdate(doc);
	for (const to of [
		{ beforeId: 'c_3' },
		{ beforeId: 'c_2' },
		{ question: 'good', beforeId: 'c_3' },
	])
		expect(place(doc, 'c_2', to as Place)).toEqual(no);
	expect(place(doc, 'c_3', {})).toEqual(no);
	expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

test('[BW1] a card goes into a group and its question, stays there with it, and comes out', () => {
	const doc = board(4);
	createGroup(doc, 'g_1', ['c_1', 'c_2'], 'Bänke');
	expect(place(doc, 'c_4', { groupId: 'g_1', beforeId: 'c_2' })).toEqual(yes);
	expect(order(doc)).toBe('Bänke(1 4 2) 3');
	expect(place(doc, 'c_1', {})).toEqual(yes);
	expect(order(doc)).toBe('Bänke(4 2 1) 3');
	expect(place(doc, 'c_4', { groupId: null, beforeId: 'c_3' })).toEqual(yes);
	expect(order(doc)).toBe('Bänke(2 1) 4 3');
	expect(place(doc, 'c_2', { question: 'need' })).toEqual(yes);
	expect([order(doc), order(doc, 'need')]).toEqual(['Bänke(1) 4 3', '2']);
	expect(place(doc, 'c_2', { groupId: 'g_1', question: 'need' })).toEqual(yes);
	expect(order(doc)).toBe('Bänke(1 2) 4 3');
});

test('[BW1] cards and groups that are not there, or off the screens, are rejected and nothing changes', () => {
	const doc = board(2);
	setState(doc, 'c_2', 'aside');
	const before = Y.encodeStateAsUpdate(doc);
	expect(place(doc, 'c_2', {})).toMatchObject({ rejection: { code: 'card/unknown' } });
	expect(place(doc, 'c_9', {})).toMatchObject({ rejection: { code: 'card/unknown' } });
	expect(place(doc, 'c_1', { groupId: 'g_9' })).toMatchObject({
		rejection: { code: 'group/unknown' },
	});
	expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

test('[BW1] whatever is placed where, the order is the wanted one and ranks stay short', () => {
	const moves = fc.array(fc.tuple(fc.nat(5), fc.nat(6)), { minLength: 50, maxLength: 400 });
	fc.assert(
		fc.property(moves, (all) => {
			const doc = board(6);
			let wanted = ['1', '2', '3', '4', '5', '6'];
			for (const [which, before] of all) {
				const card = `${which + 1}`;
				const target = before < 6 && before !== which ? `${before + 1}` : undefined;
				if (before === which) continue;
				placeCard(doc, `c_${card}`, { beforeId: target ? `c_${target}` : null });
				wanted = wanted.filter((id) => id !== card);
				wanted.splice(target ? wanted.indexOf(target) : wanted.length, 0, card);
			}
			expect(order(doc)).toBe(wanted.join(' '));
			expect(readBoard(doc).cards.every(({ rank }) => isRank(rank) && rank.length <= 40)).toBe(
				true,
			);
		}),
		{ numRuns: 30 },
	);
});

test('[BW1] a thousand insertions at one spot, and equal ranks that a host has written, are put in order', () => {
	const doc = board(3);
	for (let n = 0; n < 1_000; n++) placeCard(doc, n % 2 ? 'c_1' : 'c_2', { beforeId: 'c_3' });
	expect(readBoard(doc).cards.every(({ rank }) => rank.length <= 40)).toBe(true);
	expect(order(doc)).toBe('2 1 3');

	for (const id of ['c_1', 'c_2', 'c_3'])
		(doc.getMap('cards').get(id) as Y.Map<unknown>).set('rank', 'V');
	expect(place(doc, 'c_3', { beforeId: 'c_2' })).toEqual(yes);
	expect(order(doc)).toBe('1 3 2');
});

test('[BW2] cards are put together under the question of the first, in the named order, once', () => {
	const doc = board(3);
	place(doc, 'c_3', { question: 'need' });
	expect(createGroup(doc, 'g_1', ['c_2', 'c_3', 'c_2'], 'Ruhe')).toEqual(yes);
	expect(order(doc)).toBe('Ruhe(2 3) 1');
	expect(createGroup(doc, 'g_1', ['c_1'], 'Anders')).toEqual(no);
	expect(createGroup(doc, 'g_2', ['c_1'])).toEqual(yes);
	expect(order(doc)).toBe('Ruhe(2 3) (1)');
});

test('[BW2] a group of a card that is not there is rejected, one too many as well', () => {
	const doc = board(2);
	expect(createGroup(doc, 'g_1', ['c_1', 'c_9'])).toMatchObject({
		rejection: { code: 'card/unknown' },
	});
	expect(createGroup(doc, 'g_1', [])).toMatchObject({ rejection: { code: 'request/invalid' } });
	expect(order(doc)).toBe('1 2');
	for (let n = 0; n < LIMITS.groupsPerBoardMax; n++) createGroup(doc, `g_${n}`, ['c_1']);
	expect(createGroup(doc, 'g_more', ['c_1'])).toMatchObject({
		rejection: { code: 'request/too-many' },
	});
});

test('[BW3] a group gets another title; what is no text is mended', () => {
	const doc = board(1);
	createGroup(doc, 'g_1', ['c_1'], 'Alt');
	expect(nameGroup(doc, 'g_1', 'Neu')).toEqual(yes);
	expect(nameGroup(doc, 'g_1', 'Neu')).toEqual(no);
	(doc.getMap('groups').get('g_1') as Y.Map<unknown>).set('title', 7);
	expect(nameGroup(doc, 'g_1', 'Heil')).toEqual(yes);
	expect(order(doc)).toBe('Heil(1)');
	expect(nameGroup(doc, 'g_9', 'x')).toMatchObject({ rejection: { code: 'group/unknown' } });
});
