import { describe, expect, test } from 'vitest';
import { RECEIPT_STATES, type Receipt } from '#shared/seat.ts';
import { markOf, vouch, type Evidence, type Vouched } from './mark.ts';

const receipt = (state: Receipt['state'], at = 1): Receipt => ({ state, at });
const sure: Evidence = {
	state: 'sent',
	receipt: receipt('shown'),
	local: 'kept',
	confirmed: true,
	spoken: true,
	carried: 'unknown',
};
const word = (evidence: Partial<Evidence>): string => {
	const { word, change } = markOf({ ...sure, ...evidence });
	return change ? `change ${word}` : word;
};

describe('the mark of a card', () => {
	test('[MK1] a draft is a draft, whatever else is known', () => {
		expect(word({ state: 'draft', receipt: undefined })).toBe('draft');
	});

	test('[MK2] what the server has not confirmed is on this device, or not even there', () => {
		const unconfirmed = { confirmed: false, receipt: undefined };
		expect(word({ ...unconfirmed, local: 'kept' })).toBe('device');
		expect(word({ ...unconfirmed, local: 'writing' })).toBe('writing');
		expect(word({ ...unconfirmed, local: 'refused' })).toBe('unkept');
	});

	test('[MK3] confirmed without a receipt is saved, no more', () => {
		expect(word({ receipt: undefined })).toBe('saved');
	});

	test.each(RECEIPT_STATES)('[MK4] the receipt says %s, and so does the mark', (state) => {
		expect(word({ receipt: receipt(state) })).toBe(state);
	});

	test('[MK4] a refusal carries its reason', () => {
		const refused: Receipt = { state: 'refused', at: 1, reason: 'card/too-long' };
		expect(markOf({ ...sure, receipt: refused }).reason).toBe('card/too-long');
	});

	test('[MK5] an edit after a receipt takes the mark back until it is confirmed', () => {
		for (const state of RECEIPT_STATES)
			expect(word({ receipt: receipt(state), confirmed: false })).toBe('change device');
		expect(word({ confirmed: false, local: 'refused' })).toBe('change unkept');
	});

	test('[MK6] a confirmed edit is saved, until a receipt or the board speaks of it', () => {
		expect(word({ spoken: false })).toBe('change saved');
		expect(word({ spoken: true, carried: 'other' })).toBe('change saved');
		expect(word({ spoken: true, carried: 'gone' })).toBe('change saved');
		expect(word({ spoken: true, carried: 'same' })).toBe('shown');
	});

	test('[MK6] a change of a card that hangs nowhere keeps its word, which claims no more than saved', () => {
		for (const state of ['saved', 'waiting', 'late', 'aside', 'refused'] as const)
			expect(word({ receipt: receipt(state), spoken: false })).toBe(state);
	});

	test('[MK7] newer words that a host holds as a suggestion are said to lie there', () => {
		expect(markOf({ ...sure, spoken: false, carried: 'offered' })).toMatchObject({
			word: 'shown',
			offered: true,
		});
	});

	test('[MK8] withdrawn is said when it is confirmed and hangs nowhere that we can see', () => {
		const withdrawn = { state: 'withdrawn' } as const;
		expect(word({ ...withdrawn, confirmed: false })).toBe('change device');
		expect(word({ ...withdrawn, carried: 'same' })).toBe('change saved');
		expect(word({ ...withdrawn, carried: 'gone' })).toBe('withdrawn');
		expect(word(withdrawn)).toBe('withdrawn');
	});
});

describe('what the device remembers', () => {
	const at = (before: Vouched | undefined, now: Partial<Parameters<typeof vouch>[1]>): Vouched =>
		vouch(before, {
			content: 'A',
			allKept: false,
			receiptAt: undefined,
			carried: 'unknown',
			...now,
		});

	test('[MK9] a receipt speaks of the content that was confirmed when it came', () => {
		const sent = at(undefined, { allKept: true });
		expect(sent).toMatchObject({ confirmed: 'A', spoken: undefined });
		const received = at(sent, { allKept: true, receiptAt: 5 });
		expect(received).toEqual({ confirmed: 'A', spoken: 'A', receiptAt: 5 });

		const edited = at(received, { content: 'B', receiptAt: 5 });
		expect(edited).toMatchObject({ confirmed: 'A', spoken: 'A' });
		const late = at(edited, { content: 'B', receiptAt: 6 });
		const kept = at(late, { content: 'B', receiptAt: 6, allKept: true });
		expect(kept).toMatchObject({ confirmed: 'B', spoken: 'A' });
		expect(at(kept, { content: 'B', receiptAt: 7, carried: 'other' }).spoken).toBe('A');
		expect(at(kept, { content: 'B', receiptAt: 7 }).spoken).toBe('B');
		expect(at(kept, { content: 'B', receiptAt: 6, carried: 'same' }).spoken).toBe('B');
	});

	test('[MK9] the first receipt may come before the confirmation', () => {
		const received = at(undefined, { receiptAt: 5 });
		expect(at(received, { receiptAt: 5, allKept: true })).toEqual({
			confirmed: 'A',
			spoken: 'A',
			receiptAt: 5,
		});
	});

	test('[MK10] nothing new, nothing to write down', () => {
		const known = at(undefined, { allKept: true, receiptAt: 5 });
		expect(at(known, { receiptAt: 5 })).toBe(known);
		expect(at(known, { receiptAt: 5, allKept: true, carried: 'same' })).toBe(known);
	});
});
