import { expect, test } from 'vitest';
import type { SeatCardState } from '#shared/seat.ts';
import type { Carried } from '#lib/marks/mark.ts';
import { carriedOn } from './carried.ts';

const onBoard = {
	state: 'shown',
	question: 'good',
	text: 'Mehr Bänke',
	original: 'Mehr Bänke',
	suggestion: undefined as string | undefined,
};
const look = (
	card: Partial<typeof onBoard> | undefined,
	text = 'Mehr Bänke',
	state: SeatCardState = 'sent',
): Carried =>
	carriedOn({ card: () => card && { ...onBoard, ...card } }, { id: 'c_1', state, text });

test('[MK6] the board says whether the newest words hang there', () => {
	expect(look({})).toBe('same');
	expect(look({}, ' Mehr Bänke\n')).toBe('same');
	expect(look({}, 'Mehr Stühle')).toBe('other');
	expect(look(undefined)).toBe('unknown');
	expect(carriedOn(undefined, { id: 'c_1', state: 'sent', text: 'x' })).toBe('unknown');
});

test('[MK6] a host worded it otherwise: the author’s words are carried all the same', () => {
	expect(look({ text: 'Mehr Sitzbänke' })).toBe('same');
	expect(look({ text: 'Mehr Sitzbänke', suggestion: 'Mehr Stühle' }, 'Mehr Stühle')).toBe(
		'offered',
	);
	expect(look({ text: 'Mehr Sitzbänke', suggestion: 'Mehr Stühle' })).toBe('other');
});

test('[MK8] a withdrawn card is gone when the board no longer shows it', () => {
	expect(look({}, 'Mehr Bänke', 'withdrawn')).toBe('other');
	expect(look({ state: 'withdrawn' }, 'Mehr Bänke', 'withdrawn')).toBe('gone');
	expect(look({ state: 'aside' }, 'Mehr Bänke', 'withdrawn')).toBe('gone');
	expect(look({ state: 'withdrawn' })).toBe('gone');
});
