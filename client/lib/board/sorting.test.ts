import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { CardId, GroupId } from '#shared/ids.ts';
import { Board } from './board.svelte.ts';
import { Sorting, type Place } from './sorting.ts';
import { Undo } from './undo.svelte.ts';

const QUESTIONS = ['good', 'improve', 'need'];

/** A host's page: a document, what it reads, what it does, what it takes back. */
class Page {
	readonly doc = new Y.Doc();
	readonly board = new Board(this.doc);
	readonly undo = new Undo(this.doc);
	readonly sorting = new Sorting(this.board, () => QUESTIONS, this.undo);

	constructor(clientId: number, from?: Page) {
		this.doc.clientID = clientId;
		if (from) meet(from, this);
	}

	/** `good: c1 c2 · g(c3)`; groups by their title or `?`. */
	get hangs(): string[] {
		return this.board.columns(QUESTIONS).map(({ question, groups, loose }) => {
			const drawn = groups
				.filter(({ cards }) => cards.length > 0)
				.map(({ group, cards }) => `${group.title || '?'}(${cards.map(({ id }) => id).join(' ')})`);
			return [question + ':', ...drawn, ...loose.map(({ id }) => id)].join(' ');
		});
	}
}

function meet(a: Page, b: Page): void {
	const [fromA, fromB] = [Y.encodeStateAsUpdate(a.doc), Y.encodeStateAsUpdate(b.doc)];
	Y.applyUpdate(a.doc, fromB, 'network');
	Y.applyUpdate(b.doc, fromA, 'network');
}

const card = (n: number): CardId => `c_${n}`;

/** As the intake puts them there: two below each question. */
function server(cards = 6): Page {
	const page = new Page(1);
	page.doc.transact(() => {
		for (let n = 1; n <= cards; n++)
			page.doc.getMap('cards').set(
				card(n),
				new Y.Map<unknown>([
					['question', QUESTIONS[Math.floor((n - 1) / 2) % 3]],
					['rank', `V${n}`],
					['text', new Y.Text(`Karte ${n}`)],
					['original', `Karte ${n}`],
					['lang', 'de'],
					['number', n],
					['state', 'shown'],
					['translations', new Y.Map()],
				]),
			);
	}, 'intake');
	return page;
}
function hosts(cards?: number): [Page, Page] {
	const from = server(cards);
	return [new Page(2, from), new Page(3, from)];
}

describe('moving', () => {
	test('[HO2] a card stands exactly where it was put', () => {
		const [page] = hosts();
		const { sorting } = page;
		sorting.move(card(1), { question: 'improve' }, { afterId: card(3) });
		expect(page.hangs).toEqual(['good: c_2', 'improve: c_3 c_1 c_4', 'need: c_5 c_6']);
		sorting.move(card(1), { question: 'improve' }, 'first');
		sorting.move(card(2), { question: 'need' });
		expect(page.hangs).toEqual(['good:', 'improve: c_1 c_3 c_4', 'need: c_5 c_6 c_2']);
		sorting.step(card(2), 'up');
		sorting.step(card(5), 'last');
		sorting.step(card(4), 'first');
		expect(page.hangs).toEqual(['good:', 'improve: c_4 c_1 c_3', 'need: c_2 c_6 c_5']);
	});

	test('[HO2] a move between two cards writes one field of one card', () => {
		const [page] = hosts(12);
		const written: string[] = [];
		page.doc.getMap('cards').observeDeep((events) => {
			for (const event of events) written.push(...(event as Y.YMapEvent<unknown>).keysChanged);
		});
		page.sorting.move(card(8), { question: 'good' }, { beforeId: card(7) });
		expect(written.sort()).toEqual(['rank']);
		page.sorting.move(card(7), { question: 'good' }, 'last'); // it stands there
		expect(written.sort()).toEqual(['rank']);
	});

	test('[HO2] between equal ranks there is a place, too', () => {
		const [a, b] = hosts(2);
		a.doc.transact(() => {
			for (const n of [1, 2])
				(a.doc.getMap('cards').get(card(n)) as Y.Map<unknown>).set('rank', 'V');
		});
		meet(a, b);
		const third = server(3);
		meet(third, a);
		a.sorting.move(card(3), { question: 'good' }, { afterId: card(1) });
		expect(a.hangs[0]).toBe('good: c_1 c_3 c_2');
	});

	test('[HO2] four hundred moves to one spot do not make ranks grow without end', () => {
		const [page] = hosts(6);
		page.sorting.move(card(3), { question: 'good' }, 'last');
		for (let n = 0; n < 400; n++)
			page.sorting.move(card(n % 2 ? 2 : 3), { question: 'good' }, { afterId: card(1) });
		const ranks = page.board.cardsOf('good').map(({ rank }) => rank.length);
		expect(Math.max(...ranks)).toBeLessThanOrEqual(40);
	});

	test('[HO3] a neighbour that has gone meanwhile: the other one, else the end', () => {
		const [page] = hosts();
		const spot = { afterId: card(5), beforeId: card(4) };
		page.sorting.move(card(1), { question: 'improve' }, spot);
		expect(page.hangs[1]).toBe('improve: c_3 c_1 c_4');
		page.sorting.move(card(2), { question: 'improve' }, { afterId: card(5), beforeId: card(6) });
		expect(page.hangs[1]).toBe('improve: c_3 c_1 c_4 c_2');
	});

	test('[HO8] what is not there, or stands there already, writes nothing', () => {
		const [{ sorting, doc }] = hosts();
		const before = Y.encodeStateAsUpdate(doc);
		expect(sorting.move('c_none', { question: 'good' })).toBe(false);
		expect(sorting.move(card(1), { question: 'unknown' })).toBe(false);
		expect(sorting.move(card(1), { group: 'g_none' })).toBe(false);
		expect(sorting.move(card(2), { question: 'good' })).toBe(false);
		expect(sorting.step(card(1), 'up')).toBe(false);
		expect(sorting.bringBack(card(1))).toBe(false);
		expect(sorting.group(['c_none'])).toBeUndefined();
		expect(sorting.acceptSuggestion(card(1))).toBe(false);
		expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
	});
});

describe('groups', () => {
	test('[HO4] a group under the question of the card that was named first, the cards in their order', () => {
		const [page] = hosts();
		const group = page.sorting.group([card(4), card(5), card(1)])!;
		expect(page.hangs).toEqual(['good: c_2', 'improve: ?(c_1 c_4 c_5) c_3', 'need: c_6']);
		page.sorting.addTo(group, [card(6), card(2), card(4)]);
		expect(page.hangs).toEqual(['good:', 'improve: ?(c_1 c_4 c_5 c_2 c_6) c_3', 'need:']);
		page.sorting.takeOut(card(5));
		expect(page.hangs[1]).toBe('improve: ?(c_1 c_4 c_2 c_6) c_5 c_3');
	});

	test('[HO5] a dissolved group is an empty one', () => {
		const [page] = hosts();
		const group = page.sorting.group([card(3), card(1)])!;
		page.sorting.dissolve(group);
		expect(page.hangs).toEqual(['good: c_2', 'improve: c_1 c_3 c_4', 'need: c_5 c_6']);
		expect(page.board.group(group)).toBeDefined();
	});

	test('[HO5] undoing a grouping leaves what another host typed into its title', () => {
		const [a, b] = hosts();
		const group = a.sorting.group([card(1), card(2)])!;
		meet(a, b);
		b.sorting.write(b.board.group(group)!.ytitle!, 'Wohnen');
		meet(a, b);
		a.undo.undo();
		expect(a.hangs[0]).toBe('good: c_1 c_2');
		b.sorting.write(b.board.group(group)!.ytitle!, 'Wohnen und Bauen'); // before it hears of the undo
		meet(a, b);
		expect(b.hangs[0]).toBe('good: c_1 c_2');
		a.undo.redo();
		meet(a, b);
		expect(a.hangs[0]).toBe('good: Wohnen und Bauen(c_1 c_2)');
		expect(b.hangs).toEqual(a.hangs);
	});

	test('a group moves with its cards, to another question and among the groups', () => {
		const [page] = hosts();
		const [one, two] = [page.sorting.group([card(3)])!, page.sorting.group([card(1)])!];
		page.sorting.moveGroup(two, { question: 'improve' });
		expect(page.hangs).toEqual(['good: c_2', 'improve: ?(c_3) ?(c_1) c_4', 'need: c_5 c_6']);
		expect(page.board.card(card(1))?.question).toBe('improve');
		page.sorting.moveGroup(two, 'up');
		expect(page.hangs[1]).toBe('improve: ?(c_1) ?(c_3) c_4');
		expect(page.sorting.moveGroup(two, 'up')).toBe(false);
		page.sorting.moveGroup(one, { question: 'need' });
		expect(page.hangs[2]).toBe('need: ?(c_3) c_5 c_6');
	});

	test('[BD2] one host moves a group away while another puts a card into it: the group draws the card', () => {
		const [a, b] = hosts();
		const group = a.sorting.group([card(1)])!;
		meet(a, b);
		a.sorting.moveGroup(group, { question: 'need' });
		b.sorting.addTo(group, [card(2)]);
		meet(a, b);
		expect(a.hangs).toEqual(['good:', 'improve: c_3 c_4', 'need: ?(c_1 c_2) c_5 c_6']);
		expect(b.hangs).toEqual(a.hangs);
	});
});

describe('aside, kinds, suggestions', () => {
	test('[HO6] set aside and brought back to where it was', () => {
		const [page] = hosts();
		page.sorting.setAside([card(1), card(4)]);
		expect(page.hangs).toEqual(['good: c_2', 'improve: c_3', 'need: c_5 c_6']);
		page.sorting.bringBack(card(1));
		expect(page.hangs[0]).toBe('good: c_1 c_2');
	});

	test('[HO6] what its author took back, no host brings back', () => {
		const [page] = hosts();
		(page.doc.getMap('cards').get(card(1)) as Y.Map<unknown>).set('state', 'withdrawn');
		expect(page.sorting.bringBack(card(1))).toBe(false);
		expect(page.sorting.setAside([card(1)])).toBe(false);
	});

	test('[HO7] newer words of the author, taken over or declined', () => {
		const [page] = hosts();
		const fields = page.doc.getMap('cards').get(card(1)) as Y.Map<unknown>;
		fields.set('suggestion', 'Karte 1, besser');
		page.sorting.acceptSuggestion(card(1));
		const view = page.board.card(card(1))!;
		expect([view.text, view.original, view.suggestion]).toEqual([
			'Karte 1, besser',
			'Karte 1, besser',
			undefined,
		]);
		fields.set('suggestion', 'Noch besser');
		page.sorting.declineSuggestion(card(1));
		expect([view.text, view.suggestion]).toEqual(['Karte 1, besser', undefined]);
	});

	test('a kind, and none again', () => {
		const [page] = hosts();
		page.sorting.setKind(card(1), 'idea');
		expect(page.board.card(card(1))?.kind).toBe('idea');
		page.sorting.setKind(card(1), undefined);
		expect(page.board.card(card(1))?.kind).toBeUndefined();
	});
});

describe('undo', () => {
	test('[HO1] one by one, newest first, and again', () => {
		const [page] = hosts();
		const before = page.hangs;
		page.sorting.move(card(1), { question: 'need' });
		const between = page.hangs;
		page.sorting.group([card(3), card(4)]);
		const after = page.hangs;
		page.undo.undo();
		expect(page.hangs).toEqual(between);
		page.undo.undo();
		expect(page.hangs).toEqual(before);
		expect(page.undo.can).toBe(false);
		page.undo.redo();
		page.undo.redo();
		expect(page.hangs).toEqual(after);
	});

	test('[HO1] never what somebody else has done', () => {
		const [a, b] = hosts();
		a.sorting.move(card(1), { question: 'need' });
		meet(a, b);
		b.sorting.move(card(2), { question: 'improve' });
		b.sorting.move(card(1), { question: 'improve' });
		meet(a, b);
		const after = b.hangs;
		a.undo.undo(); // the other host has moved the same card since
		meet(a, b);
		expect(a.hangs).toEqual(after);
		b.undo.undo();
		b.undo.undo();
		meet(a, b);
		expect(a.hangs[0]).toBe('good: c_2');
		expect(b.hangs[2]).toContain('c_1');
		expect(b.undo.can).toBe(false);
	});

	test('[TY3] a stint of typing is one step', () => {
		const [page] = hosts();
		const text = page.board.card(card(1))!.ytext!;
		page.sorting.separate();
		for (const now of ['Karte 1 a', 'Karte 1 ab', 'Karte 1 abc']) page.sorting.write(text, now);
		page.sorting.separate();
		page.sorting.write(text, 'Karte 1 abcd');
		page.undo.undo();
		expect(text.toJSON()).toBe('Karte 1 abc');
		page.undo.undo();
		expect(text.toJSON()).toBe('Karte 1');
	});
});

const GROUPS = 4;
type Act = {
	readonly host: number;
	readonly does: number;
	readonly at: number;
	readonly to: number;
};

/** One act of a host, or a meeting, drawn from numbers; groups are named by their place in the document. */
function does(pages: readonly [Page, Page], act: Act): void {
	const page = pages[act.host % 2]!;
	const { sorting } = page;
	const groups = [...page.doc.getMap('groups').keys()].sort() as GroupId[];
	const group = groups[act.to % Math.max(1, groups.length)];
	const id = card(1 + (act.at % 6));
	const other = card(1 + (act.to % 6));
	const question = QUESTIONS[act.to % 3]!;
	const place: Place = group && act.at % 2 ? { group } : { question };
	switch (act.does) {
		case 0:
			return void sorting.move(id, place, { afterId: other });
		case 1:
			return void sorting.move(id, place, act.to % 2 ? 'first' : 'last');
		case 2:
			return void (groups.length < GROUPS && sorting.group([id, other]));
		case 3:
			return void (group && sorting.addTo(group, [id, other]));
		case 4:
			return void sorting.takeOut(id);
		case 5:
			return void (group && sorting.dissolve(group));
		case 6:
			return void (group && sorting.moveGroup(group, act.at % 2 ? { question } : 'up'));
		case 7:
			return void sorting.setAside([id]);
		case 8:
			return void sorting.bringBack(id);
		case 9:
			return sorting.write(page.board.card(id)!.ytext!, `${page.board.card(id)!.text}${act.to}`);
		case 10:
			return page.undo.undo();
		case 11:
			return page.undo.redo();
		case 13:
			return void sorting.merge(id, other);
		case 14:
			return void sorting.takeApart(id);
		case 15:
			return void sorting.translate(id, 'ar', `${act.to}`);
		case 12:
			return void sorting.step(id, act.to % 2 ? 'up' : 'down');
		default:
			return meet(...pages);
	}
}

prop.prop(
	[
		fc.array(fc.record({ host: fc.nat(1), does: fc.nat(17), at: fc.nat(30), to: fc.nat(30) }), {
			minLength: 1,
			maxLength: 60,
		}),
	],
	{ numRuns: 400 },
)(
	'[HO9] two hosts, in any order: the same on both pages, no card lost, each in one place',
	(acts) => {
		const pages = hosts(6);
		for (const act of acts) {
			does(pages, act);
			for (const page of pages) {
				const shown = page.board
					.columns(QUESTIONS)
					.flatMap(({ groups, loose, parts }) =>
						[...groups.flatMap(({ cards }) => cards), ...loose].flatMap((one) => [
							one,
							...(parts.get(one.id) ?? []),
						]),
					)
					.map(({ id }) => id);
				const aside = page.board.cards('aside').map(({ id }) => id);
				expect([...shown, ...aside].sort()).toEqual([1, 2, 3, 4, 5, 6].map(card));
			}
		}
		meet(...pages);
		expect(pages[1].hangs).toEqual(pages[0].hangs);
		expect(pages[1].doc.toJSON()).toEqual(pages[0].doc.toJSON());
		for (const { text, number } of pages[0].board.cards())
			expect(text).toContain(`Karte ${number}`);
	},
);
