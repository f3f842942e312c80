import { expect, test } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import { endingOf } from './ending.ts';

test('why a place has ended: what was deleted is said before all else, what has no word of its own is over', () => {
	expect(endingOf(undefined, undefined)).toBeUndefined();
	expect(endingOf(CLOSE.restored, 'erased')).toBe('erased');
	expect(endingOf(CLOSE.erased, undefined)).toBe('erased');
	expect(endingOf(CLOSE.restored, undefined)).toBe('restored');
	expect(endingOf(CLOSE.tooLarge, undefined)).toBe('too-large');
	expect(endingOf(CLOSE.unauthorised, undefined)).toBe('over');
	expect(endingOf(undefined, 'revoked')).toBe('over');
});
