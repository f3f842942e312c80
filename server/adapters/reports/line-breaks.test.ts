import { expect, test } from 'vitest';
import { linesOf } from './line-breaks.ts';

test('[A24] lines break as Word breaks them in Arial', () => {
	expect(linesOf('', 10)).toBe(1);
	// five letters of 0.222 and a blank of 0.278 em each, but for the blank at the end
	expect(linesOf('iiiii iiiii', 2.51)).toBe(1);
	expect(linesOf('iiiii iiiii', 2.49)).toBe(2);
	expect(linesOf('WWW '.repeat(4), 2.9)).toBe(4);
	expect(linesOf('Mit-Bürger*innen-Rat', 8)).toBe(2);
	expect(linesOf('x'.repeat(100), 10)).toBe(5);
	expect(linesOf('مقاعد أكثر', 4)).toBe(2);
	expect(linesOf('\u0301'.repeat(50), 1)).toBe(1);
});
