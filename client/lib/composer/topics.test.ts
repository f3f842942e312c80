import { expect, test } from 'vitest';
import { openingOf, phrase } from './topics.ts';

test('[TP1] a whole phrase into an empty field, the topic alone behind words', () => {
	expect(phrase('', 'Es braucht:', 'Wohnung')).toBe('Es braucht: Wohnung');
	expect(phrase(' \n', undefined, 'Wohnung')).toBe('Wohnung');
	expect(phrase('Es braucht: Wohnung', 'Es braucht:', 'Arbeit')).toBe(', Arbeit');
	expect(phrase('Mehr ', 'Es braucht:', 'Arbeit')).toBe('Arbeit');
});

test('[TP1] questions that the organiser has made have no words of their own', () => {
	expect(openingOf('need')).toBe('need');
	expect(openingOf('constructor')).toBeUndefined();
});
