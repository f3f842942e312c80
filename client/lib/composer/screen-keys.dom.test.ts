import { afterEach, beforeEach, expect, test } from 'vitest';
import { ScreenKeys } from './screen-keys.svelte.ts';

let field: HTMLTextAreaElement;
beforeEach(() => {
	field = document.body.appendChild(document.createElement('textarea'));
});
afterEach(() => field.remove());

test('[KB2] a capital holds for one letter', () => {
	const keys = new ScreenKeys(field, 'tr');
	keys.isCapital = true;
	expect(keys.rows[1]).toContain('İ');
	keys.type('İ');
	expect(keys.rows[1]).toContain('i');
	expect(field.value).toBe('İ');
});

test('[KB3] [KB4] another form takes the place of the letter that was typed last, and what is deleted has none', () => {
	const keys = new ScreenKeys(field, 'fr');
	keys.type('e');
	expect(keys.forms).toEqual([...'eéèêë']);
	keys.change('ê');
	expect(field.value).toBe('ê');
	keys.change('è');
	expect(field.value).toBe('è');
	keys.remove();
	expect(field.value).toBe('');
	expect(keys.forms).toEqual([]);
});

test('[KB5] the longest row says how wide a key is, on both pages', () => {
	for (const [lang, columns] of Object.entries({ de: 11, ar: 12, uk: 12, ti: 12, fa: 12 })) {
		const keys = new ScreenKeys(field, lang);
		expect(keys.columns).toBe(columns);
		keys.isSigns = true;
		expect(Math.max(...keys.rows.map((row) => row.length))).toBeLessThanOrEqual(columns);
	}
	const persian = new ScreenKeys(field, 'fa');
	expect(persian.nameOf('\u200C')).toBe('نیم‌فاصله');
	expect(persian.nameOf('ب')).toBe('ب');
});
