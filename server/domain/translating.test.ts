import { expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import type { Translating } from '#shared/state.ts';
import { handOut, inHand, type TranslateCommand } from './translating.ts';

const NOW_MS = 1_000_000;
const TAKEN_MS = LIMITS.translationTakenSeconds * 1_000;
const id = '6f1c1f0e-4b7a-4f43-9a38-8a4b7e6f0b11';
const take = (who: `i_${string}`, cardId: `c_${string}`): TranslateCommand => ({
	name: 'translation:take',
	id,
	interpreterId: who,
	tableId: 't_1',
	cardId,
});
const held = (who: `i_${string}`, cardId: `c_${string}`, untilMs = NOW_MS + 1): Translating => ({
	interpreterId: who,
	tableId: 't_1',
	cardId,
	untilMs,
});
const cardsOf = (result: ReturnType<typeof handOut>) =>
	result.ok && result.value.map(({ interpreterId, cardId }) => `${interpreterId} ${cardId}`);

test('[TL2] a card is in one pair of hands: the second is told, the first goes on, time sets it free', () => {
	const first = handOut([], take('i_1', 'c_1'), NOW_MS);
	expect(first).toEqual({ ok: true, value: [held('i_1', 'c_1', NOW_MS + TAKEN_MS)] });
	const taken = first.ok ? first.value : [];
	const second = handOut(taken, take('i_2', 'c_1'), NOW_MS + TAKEN_MS - 1);
	expect(second).toMatchObject({ rejection: { code: 'card/in-other-hands' } });
	expect(handOut(taken, take('i_1', 'c_1'), NOW_MS + 5)).toEqual({
		ok: true,
		value: [held('i_1', 'c_1', NOW_MS + 5 + TAKEN_MS)],
	});
	expect(cardsOf(handOut(taken, take('i_2', 'c_1'), NOW_MS + TAKEN_MS))).toEqual(['i_2 c_1']);
	expect(inHand(taken, NOW_MS + TAKEN_MS)).toEqual([]);
	expect(inHand(taken, NOW_MS + TAKEN_MS - 1)).toEqual(taken);
});

test('[TL2] one page has one card; only so many are in hand at once', () => {
	const taken = [held('i_1', 'c_1'), held('i_2', 'c_2')];
	expect(cardsOf(handOut(taken, take('i_1', 'c_3'), NOW_MS))).toEqual(['i_2 c_2', 'i_1 c_3']);
	const many = Array.from({ length: LIMITS.translationsTakenMax }, (_, n) =>
		held(`i_${n}`, `c_${n}`),
	);
	expect(handOut(many, take('i_new', 'c_new'), NOW_MS)).toMatchObject({
		rejection: { code: 'request/too-many' },
	});
	expect(handOut(many, take('i_0', 'c_new'), NOW_MS).ok).toBe(true);
});

test('[TL4] giving and leaving set it free; what another one has cannot be given', () => {
	const taken = [held('i_1', 'c_1'), held('i_2', 'c_2')];
	const leave: TranslateCommand = { name: 'translation:leave', id, interpreterId: 'i_1' };
	expect(cardsOf(handOut(taken, leave, NOW_MS))).toEqual(['i_2 c_2']);
	const give = (who: `i_${string}`, cardId: `c_${string}`): TranslateCommand => ({
		...take(who, cardId),
		name: 'translation:give',
		cardId,
		tableId: 't_1',
		lang: 'en',
		text: 'More benches',
	});
	expect(cardsOf(handOut(taken, give('i_1', 'c_1'), NOW_MS))).toEqual(['i_2 c_2']);
	expect(cardsOf(handOut(taken, give('i_3', 'c_9'), NOW_MS))).toEqual(['i_1 c_1', 'i_2 c_2']);
	expect(handOut(taken, give('i_1', 'c_2'), NOW_MS)).toMatchObject({
		rejection: { code: 'card/in-other-hands' },
	});
});
