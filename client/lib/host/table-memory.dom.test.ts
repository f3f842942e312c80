import { afterEach, expect, test } from 'vitest';
import type { CardId } from '#shared/ids.ts';
import { Paper, type Added, type NewCard } from './paper.svelte.ts';
import { SimilarHints } from './similar-hints.svelte.ts';
import { DECLINED_MAX, forgetTables, memoryOf } from './table-memory.ts';

afterEach(() => localStorage.clear());
const hint = (...cards: readonly CardId[]) => ({ cards, group: undefined });

test('[PP1] what was copied from paper is there after a reload, under the id under which it may hang already', async () => {
	const sent: NewCard[] = [];
	const dying = new Paper(
		(card) => {
			sent.push(card);
			return new Promise(() => undefined); // no answer comes any more
		},
		memoryOf('d_1', 't_1'),
	);
	dying.type('  ');
	expect(memoryOf('d_1', 't_1').paper).toBeUndefined();
	dying.type('إنارة أفضل');
	dying.speak('ar');
	dying.below('need');
	void dying.put('need');

	const add = (card: NewCard): Promise<Added> => {
		sent.push(card);
		return Promise.resolve({ number: 7 });
	};
	const other = new Paper(add, memoryOf('d_1', 't_2'));
	expect([other.text, other.isBegun]).toEqual(['', false]);
	const next = new Paper(add, memoryOf('d_1', 't_1'));
	expect([next.text, next.lang, next.question]).toEqual(['إنارة أفضل', 'ar', 'need']);
	await next.put('need');
	expect(sent[1]).toEqual(sent[0]);
	expect(memoryOf('d_1', 't_1').paper).toBeUndefined();
	expect(localStorage.getItem('thementisch.tables')).not.toContain('إنارة');
});

test('[AL4] a hint that was put away stays away on this device at this table, until it is called back', () => {
	const hints = () => new SimilarHints(() => [], memoryOf('d_1', 't_1'));
	const first = hints();
	first.decline(hint('c_1', 'c_2', 'c_3'));
	expect(hints().hasDeclined).toBe(true);
	expect(memoryOf('d_1', 't_1').declined).toEqual(['c_1 c_2', 'c_1 c_3', 'c_2 c_3']);
	expect(memoryOf('d_1', 't_2').declined).toEqual([]);
	for (let n = 10; n < 10 + DECLINED_MAX; n++) first.decline(hint('c_1', `c_${n}`));
	expect(memoryOf('d_1', 't_1').declined).toHaveLength(DECLINED_MAX);
	expect(memoryOf('d_1', 't_1').declined.at(-1)).toBe(`c_1 c_${9 + DECLINED_MAX}`);
	first.recall();
	expect([first.hasDeclined, hints().hasDeclined]).toEqual([false, false]);
});

test('[PP1] [AL4] a bounded number of tables; what is damaged or not ours is nothing; erased is gone', () => {
	for (let n = 0; n < 40; n++)
		memoryOf('d_1', `t_${n}`).keepPaper({ text: `Karte ${n}`, lang: 'de' });
	expect(memoryOf('d_1', 't_0').paper).toBeUndefined();
	expect(memoryOf('d_1', 't_39').paper?.text).toBe('Karte 39');
	memoryOf('d_2', 't_1').keepPaper({ text: 'anderswo', lang: 'de' });
	forgetTables('d_1');
	expect(memoryOf('d_1', 't_39').paper).toBeUndefined();
	expect(memoryOf('d_2', 't_1').paper?.text).toBe('anderswo');
	for (const damaged of [
		'{',
		'7',
		'[null,7,{"dialogue":"d_1"}]',
		'[{"dialogue":"d_1","table":"t_1","paper":{"text":7},"declined":[7,{}]}]',
		'[{"dialogue":"d_1","table":"t_1","paper":{"text":"","id":"x"},"declined":"c_1"}]',
	]) {
		localStorage.setItem('thementisch.tables', damaged);
		const { paper, declined } = memoryOf('d_1', 't_1');
		expect([paper, declined]).toEqual([undefined, []]);
	}
});
