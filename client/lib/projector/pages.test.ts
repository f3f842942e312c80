import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { CardView, GroupView } from '#lib/board/board.svelte.ts';
import { itemsOf, paginate, type Item } from './pages.ts';

const group = (id: string): GroupView => ({ id: `g_${id}` }) as GroupView;
const card = (id: string): CardView => ({ id: `c_${id}` }) as CardView;

function column(groups: readonly number[], loose: number) {
	let n = 0;
	const cards = (count: number): CardView[] =>
		Array.from({ length: count }, () => card(String(n++)));
	return {
		question: 'good',
		groups: groups.map((count, i) => ({
			group: group(String(i)),
			cards: cards(count),
			count,
		})),
		loose: cards(loose),
		count: n,
		parts: new Map(),
	};
}

prop.prop([
	fc.array(fc.nat(12), { maxLength: 6 }),
	fc.nat(20),
	fc.array(fc.integer({ min: 20, max: 500 }), { minLength: 1, maxLength: 40 }),
	fc.integer({ min: 120, max: 900 }),
])('[PJ1, PJ2] pages hold everything once, in order, and fit', (groups, loose, heights, room) => {
	const items = itemsOf(column(groups, loose));
	const height = (item: Item): number =>
		item.kind === 'title' ? 60 : heights[Number(item.id.slice(2)) % heights.length]!;
	const pages = paginate(items, height, room, 60);
	expect(pages.flatMap((page) => page.items)).toEqual(items);
	for (const { items: on, continued } of pages) {
		expect(on.length).toBeGreaterThan(0);
		expect(on.at(-1)!.kind).toBe('card');
		const used = on.reduce((sum, item) => sum + height(item), continued ? 60 : 0);
		const cards = on.filter(({ kind }) => kind === 'card').length;
		expect(used <= room || cards === 1).toBe(true);
		const first = on[0]!;
		if (first.kind === 'card') expect(continued).toBe(first.group);
		else expect(continued).toBeUndefined();
	}
});

test('[PJ2] a title goes over to the next page with its first card', () => {
	const items = itemsOf(column([2], 0));
	const [, ...rest] = items;
	const before: Item = { kind: 'card', id: 'c_x', card: card('x'), group: undefined, together: 1 };
	const pages = paginate([before, items[0]!, ...rest], () => 100, 250, 50);
	expect(pages.map(({ items: on }) => on.length)).toEqual([1, 2, 1]);
	expect(pages[2]!.continued).toBe(items[0]!.group);
});

test('[PJ11] what a card carries follows it, in and out of groups, over pages too', () => {
	const { groups, ...rest } = column([2], 1);
	const [a, b, c] = [...groups[0]!.cards, rest.loose[0]!] as [CardView, CardView, CardView];
	const parts = new Map<string, readonly CardView[]>([
		[a.id, [card('x'), card('y')]],
		[c.id, [card('z')]],
	]);
	const items = itemsOf({ ...rest, groups, parts });
	expect(items.map(({ id }) => id)).toEqual(['g_0', a.id, 'c_x', 'c_y', b.id, c.id, 'c_z']);
	const cards = items.filter((item) => item.kind === 'card');
	expect(cards.map(({ together }) => together)).toEqual([3, 1, 1, 1, 2, 1]);
	expect(cards.map(({ carrier }) => carrier)).toEqual([undefined, a, a, undefined, undefined, c]);
	// those of a group stay in it, so that a page that begins with one of them names it
	expect(cards.map(({ group }) => group)).toEqual([
		...Array<GroupView>(4).fill(groups[0]!.group),
		undefined,
		undefined,
	]);
	expect(paginate(items, () => 100, 250, 50)[1]).toMatchObject({ continued: groups[0]!.group });
});

test('[PJ1] an empty column has no page', () => {
	expect(paginate([], () => 1, 100, 10)).toEqual([]);
});
