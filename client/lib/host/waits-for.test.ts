import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '#shared/schemas.ts';
import { waitsFor } from './waits-for.ts';

const NOTHING = { write: false, sort: false, vote: false };

test('[GU6] a card waits for the host, for the reveal, or for both', () => {
	const settings = (moderation: Settings['moderation'], hideUntilReveal: boolean): Settings => ({
		...DEFAULT_SETTINGS,
		moderation,
		hideUntilReveal,
	});
	const at = (revealed: boolean) => [
		{ id: 't_1', theme: 'Arbeit', frozen: false, revealed, may: NOTHING } as const,
	];
	const told = (moderation: Settings['moderation'], hidden: boolean, revealed = false) =>
		waitsFor('t_1', { settings: settings(moderation, hidden), tables: at(revealed) });
	expect(told('before', false)).toBe('host');
	expect(told('off', true)).toBe('reveal');
	expect(told('before', true)).toBe('both');
	expect(told('before', true, true)).toBe('host');
});
