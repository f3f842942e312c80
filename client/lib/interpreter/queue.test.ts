import { expect, test } from 'vitest';
import { givenIn, queueOf, type Queued } from './queue.ts';

const card = (id: string, number: number, lang: string, more: Partial<Queued> = {}): Queued => ({
	tableId: 't_1',
	id: `c_${id}`,
	number,
	question: 'good',
	lang,
	text: id,
	translations: {},
	...more,
});
const ids = (cards: readonly Queued[]) => cards.map(({ id }) => id);

test('[IQ1] what lacks the language, of all tables, the lowest number first', () => {
	const done = { de: { text: 'Bänke', by: 'host' as const } };
	const one = [card('a', 3, 'ar'), card('b', 1, 'uk'), card('c', 2, 'de-x-leicht')];
	const two = [card('d', 1, 'ar'), card('e', 2, 'ar', { translations: done }), card('f', 4, 'und')];
	expect(ids(queueOf([one, two], { from: '', to: 'de' }))).toEqual(['c_b', 'c_d', 'c_a', 'c_f']);
	expect(ids(queueOf([one, two], { from: 'ar', to: 'de' }))).toEqual(['c_d', 'c_a']);
	expect(ids(queueOf([one, two], { from: 'ar', to: 'en' }))).toEqual(['c_d', 'c_e', 'c_a']);
});

test('[IQ1] what an interpreter has given can be found again, a host’s own words are not among it', () => {
	const by = (who: 'host' | 'interpreter') => ({ de: { text: 'Bänke', by: who } });
	const cards = [
		card('a', 1, 'ar', { translations: by('interpreter') }),
		card('b', 2, 'ar', { translations: by('host') }),
		card('c', 5, 'uk', { translations: by('interpreter') }),
	];
	expect(ids(givenIn([cards], 'de'))).toEqual(['c_c', 'c_a']);
	expect(givenIn([cards], 'en')).toEqual([]);
});
