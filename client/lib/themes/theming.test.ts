import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Board } from '#lib/board/board.svelte.ts';
import { BOARD } from '#shared/board.ts';
import type { CardId, GroupId, ThemeId } from '#shared/ids.ts';
import { THEMES } from '#shared/themes.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { HallThemes } from './hall-themes.svelte.ts';
import { countsByTable, seen } from './seen.ts';
import { Theming } from './theming.ts';

function desk(): Theming {
	return new Theming(new HallThemes(new Y.Doc()));
}
const group = (id: string, table = 't_1') =>
	({ id: id as GroupId, table: table as `t_${string}` }) as const;
const ids = ({ themes }: Theming, theme: ThemeId): string[] =>
	themes.membersOf(theme).map(({ id }) => id);
function meet(...all: Theming[]): void {
	for (const one of all)
		for (const other of all)
			Y.applyUpdate(other.themes.doc, Y.encodeStateAsUpdate(one.themes.doc), 'network');
}

test('[TH1] [TH5] things stand where they were put, in one theme at a time', () => {
	const one = desk();
	const living = one.create('Wohnen', [group('g_1'), group('g_2', 't_2')])!;
	const work = one.create('Arbeit')!;
	one.put(group('g_3'), living, 'g_2');
	expect(ids(one, living)).toEqual(['g_1', 'g_3', 'g_2']);
	one.put(group('g_1'), work);
	expect([ids(one, living), ids(one, work)]).toEqual([['g_3', 'g_2'], ['g_1']]);
	one.put(group('g_2', 't_2'), living, 'g_3');
	expect(ids(one, living)).toEqual(['g_2', 'g_3']);
	expect(one.step(work, -1)).toBe(true);
	expect(one.themes.all.map(({ title }) => title)).toEqual(['Arbeit', 'Wohnen']);
	expect(one.step(work, -1)).toBe(false);
	one.move(work);
	expect(one.themes.all.map(({ title }) => title)).toEqual(['Wohnen', 'Arbeit']);
});

test('[TH4] [TH8] undo takes back the own acts one by one, and nobody else’s', () => {
	const [one, other] = [desk(), desk()];
	const living = one.create('Wohnen', [group('g_1')])!;
	meet(one, other);
	other.put(group('g_2', 't_2'), living);
	one.put(group('g_3'), living);
	meet(one, other);
	one.dissolve(living);
	expect(one.themes.all).toEqual([]);
	expect(one.themes.members).toEqual([]);
	one.undo();
	expect(new Set(ids(one, living))).toEqual(new Set(['g_1', 'g_2', 'g_3']));
	one.undo();
	expect(ids(one, living)).not.toContain('g_3');
	expect(ids(one, living)).toContain('g_2');
	expect(one.takeOut('g_9')).toBe(false);
});

test('[TH1] whatever two moderators do at once: both see the same, each thing in one theme at most', () => {
	const seed = seedOf(process.env['SEED']);
	const random = new SeededRandom(seed);
	for (let round = 0; round < 20; round++) {
		const desks = [desk(), desk()];
		const first = desks[0]!.create('eins')!;
		desks[0]!.create('zwei');
		meet(...desks);
		for (let act = 0; act < 60; act++) {
			const one = random.pick(desks)!;
			const theme = random.pick(one.themes.all)?.id ?? first;
			const thing = group(`g_${Math.floor(random.next() * 8)}`);
			const kind = Math.floor(random.next() * 6);
			if (kind === 0) one.create(`Thema ${act}`, [thing]);
			else if (kind === 1) one.takeOut(thing.id);
			else if (kind === 2) one.step(theme, 1);
			else if (kind === 3 && act % 9 === 0) one.dissolve(theme);
			else if (kind === 4) one.undo();
			else one.put(thing, theme, random.pick(one.themes.membersOf(theme))?.id);
			if (random.next() < 0.2) meet(...desks);
		}
		meet(...desks);
		const [a, b] = desks.map(({ themes }) => themes.members);
		expect(a, `seed ${seed} round ${round}`).toEqual(b);
		expect(new Set(a!.map(({ id }) => id)).size).toBe(a!.length);
	}
});

test('[TH2] [TH3] [MG5] a member is what its table shows now; what is gone is counted nowhere and comes back', () => {
	const doc = new Y.Doc();
	const board = new Board(doc);
	const put = (root: string, id: string, fields: Record<string, unknown>): void => {
		doc.getMap(root).set(id, new Y.Map(Object.entries(fields)));
	};
	put(BOARD.groups, 'g_1', { title: new Y.Text('Busse'), question: 'good', rank: 'B' });
	const card = { lang: 'de', state: 'shown', question: 'good', group: 'g_1' };
	put(BOARD.cards, 'c_1', { ...card, rank: 'D', number: 1, text: new Y.Text('eins') });
	put(BOARD.cards, 'c_2', { ...card, rank: 'E', number: 2, text: new Y.Text('zwei') });
	const boardOf = () => ({ board, sync: { opened: true } });
	const state = (id: string) => seen({ id: id as CardId, table: 't_1' }, boardOf);
	const counts = () =>
		countsByTable([group('g_1')], [{ id: 't_1', theme: 'Arbeit' }], boardOf).map(
			(one) => one.cards,
		);
	expect(state('g_1')).toMatchObject({ is: 'group', cards: [{ id: 'c_1' }, { id: 'c_2' }] });
	expect(counts()).toEqual([2]);
	const fields = (id: string) => doc.getMap(BOARD.cards).get(id) as Y.Map<unknown>;
	fields('c_1').set('state', 'aside');
	expect(state('c_1').is).toBe('gone');
	expect(counts()).toEqual([1]);
	fields('c_2').set('state', 'withdrawn');
	expect(state('g_1').is).toBe('gone');
	expect(counts()).toEqual([]);
	fields('c_1').set('state', 'shown');
	expect(state('g_1').is).toBe('group');
	fields('c_2').set('state', 'shown');
	fields('c_2').set('mergedInto', 'c_1');
	expect(state('g_1')).toMatchObject({ is: 'group', cards: [{ id: 'c_1' }], count: 2 });
	expect(counts()).toEqual([2]);
	expect(seen({ id: 'g_1', table: 't_2' }, () => undefined).is).toBe('loading');
	expect(state('g_404').is).toBe('gone');
});

test('[TH7] what was written badly is passed over', () => {
	const one = desk();
	const { doc } = one.themes;
	doc.getMap(THEMES.themes).set('h_1', 'no theme');
	doc.getMap(THEMES.themes).set('x_1', new Y.Map());
	doc.getMap(THEMES.themes).set('h_2', new Y.Map([['title', 7]]));
	doc.getMap(THEMES.members).set('g_1', { theme: 'h_2', table: 't_1', rank: 7 });
	doc.getMap(THEMES.members).set('g_2', { theme: 'h_1', table: 't_1', rank: 'V' });
	doc.getMap(THEMES.members).set('g_3', null);
	expect(one.themes.all.map(({ id, title }) => [id, title])).toEqual([['h_2', '']]);
	expect(one.themes.members.map(({ id }) => id)).toEqual(['g_1']);
	one.put(group('g_4'), 'h_2');
	expect(ids(one, 'h_2')).toEqual(['g_1', 'g_4']);
});
