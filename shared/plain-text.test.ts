import { expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { unstacked } from './plain-text.ts';
import { line } from './schemas.ts';

const MAX = LIMITS.cardMarksPerCharacterMax;

test('[TX4] towers of accents are cut, what scripts need stays', () => {
	expect(unstacked(`Z${'\u0351'.repeat(10_000)}algo`)).toBe(`Z${'\u0351'.repeat(MAX)}algo`);
	for (const honest of [
		'e\u0301',
		'لَّ',
		'क्षि',
		'👨🏽‍👩🏽‍👧🏽',
		'ế'.normalize('NFD'),
		'🏴\u{E0067}\u{E007F}',
	])
		expect(unstacked(honest)).toBe(honest);
});

test('[TX4] joiners do not hide a tower, and no mark is halved', () => {
	expect(unstacked(`a${'\u0351\u200D'.repeat(500)}b`)).toBe(`a${'\u0351\u200D'.repeat(MAX)}b`);
	const beyond = `x\u0301${'\u{1D165}'.repeat(50)}`;
	expect(unstacked(beyond)).toBe(`x\u0301${'\u{1D165}'.repeat(MAX - 1)}`);
	expect(unstacked(`${'e\u0301'.repeat(500)}`)).toBe('e\u0301'.repeat(500));
});

test('[TX4] titles and messages come with their towers cut, and are not refused for them', () => {
	const tower = `Z${'\u0351'.repeat(5_000)}algo`;
	expect(line(20).parse(tower)).toBe(`Z${'\u0351'.repeat(MAX)}algo`);
	expect(line(20).safeParse('x'.repeat(21)).success).toBe(false);
});
