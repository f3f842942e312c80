import { expect, test } from 'vitest';
import type { Item, Page } from './pages.ts';
import { Turning } from './turning.svelte.ts';
import { Turnings } from './turnings.ts';

const page = (...ids: string[]): Page => ({
	items: ids.map((id) => ({ kind: 'card', id, group: undefined }) as unknown as Item),
	continued: undefined,
});

test('[PJ4] nothing is new at the first look; later the page turns to what came', () => {
	const turning = new Turning();
	turning.look([[page('a')], [page('b')]]);
	expect([turning.page, turning.fresh]).toEqual([0, []]);
	turning.look([[page('a')], [page('b')], [page('c', 'd')]]);
	expect([turning.page, turning.fresh]).toEqual([2, ['c', 'd']]);
	turning.close();
});

test('[PJ4] pages turn round, and a page that is gone is not shown', () => {
	const turning = new Turning();
	turning.look([[page('a')], [page('b')], [page('c')]]);
	turning.next(3);
	turning.next(3);
	expect(turning.page).toBe(2);
	turning.look([[page('a')]]);
	expect(turning.page).toBe(0);
	turning.next(1);
	expect(turning.page).toBe(0);
	turning.close();
});

test('[PJ4] a card on the second of two pages side by side is in sight', () => {
	const turning = new Turning();
	turning.look([[page('a'), page('b')]]);
	turning.look([
		[page('a'), page('b')],
		[page('c'), page('d')],
	]);
	expect(turning.page).toBe(1);
	turning.close();
});

test('[PJ9] a wall that comes again goes on with the next page', () => {
	const turnings = new Turnings();
	const pages = [[page('a')], [page('b')], [page('c')]];
	const seen: number[] = [];
	for (let visit = 0; visit < 4; visit++) {
		const turning = turnings.of('t_1 good');
		turning.look(pages);
		seen.push(turning.page);
		turning.next(pages.length);
	}
	expect(seen).toEqual([0, 1, 2, 0]);
	expect(turnings.of('t_2 good').page).toBe(0);
	turnings.close();
});
