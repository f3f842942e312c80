import { fc, test as prop } from '@fast-check/vitest';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Acknowledgement } from '#shared/commands.ts';
import { reject } from '#shared/rejections.ts';
import type { Vote } from '#shared/state.ts';
import { Ballot, type KeptBallot } from './ballot.svelte.ts';
import type { Dots, ItemId } from './vote-items.ts';

const vote: Vote = {
	id: 'v_1',
	open: true,
	revealed: false,
	dots: 3,
	perItemMax: 2,
	criterion: '?',
	tableIds: ['t_1'],
};
type Answer = (dots: Dots) => Promise<Acknowledgement>;

function make(answer: Answer, kept?: KeptBallot) {
	const sent: Dots[] = [];
	const store: { ballot: KeptBallot | undefined } = { ballot: kept };
	const ballot = new Ballot(vote, {
		send: (dots) => {
			sent.push(dots);
			return answer(dots);
		},
		keep: (one) => (store.ballot = one),
		kept,
	});
	return { ballot, sent, store };
}
const yes: Answer = () => Promise.resolve({ ok: true });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const items: ItemId[] = ['c_1', 'c_2', 'g_1'];
prop.prop([fc.array(fc.tuple(fc.constantFrom(...items), fc.boolean()), { maxLength: 60 })])(
	'[BT2] no taps give more dots than there are, in all or on one thing',
	(taps) => {
		const { ballot } = make(yes);
		for (const [item, isGiving] of taps) {
			if (isGiving) ballot.give(item);
			else ballot.take(item);
			expect(Object.values(ballot.dots).every((n) => n >= 1 && n <= 2)).toBe(true);
			const given = items.reduce((sum, one) => sum + ballot.of(one), 0);
			expect(given + ballot.left).toBe(3);
		}
		ballot.leave();
	},
);

test('[BT2] a moment after the last tap the whole ballot goes, once; it counts when the server says so', async () => {
	const { ballot, sent } = make(yes);
	expect(ballot.isUntouched).toBe(true);
	ballot.give('c_1');
	ballot.give('c_1');
	ballot.give('g_1');
	expect([ballot.left, ballot.mayGive('c_2'), ballot.isCounted]).toEqual([0, false, false]);
	await vi.advanceTimersByTimeAsync(399);
	expect(sent).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	expect(sent).toEqual([{ c_1: 2, g_1: 1 }]);
	expect(ballot.isCounted).toBe(true);
	ballot.take('g_1');
	expect(ballot.isCounted).toBe(false);
	await vi.advanceTimersByTimeAsync(400);
	expect(sent.at(-1)).toEqual({ c_1: 2 });
});

test('[BT2] one at a time: what is tapped meanwhile goes afterwards', async () => {
	const answers: ((answer: Acknowledgement) => void)[] = [];
	const { ballot, sent } = make(() => new Promise((resolve) => answers.push(resolve)));
	ballot.give('c_1');
	await vi.advanceTimersByTimeAsync(400);
	ballot.give('c_2');
	await vi.advanceTimersByTimeAsync(60_000);
	expect(sent).toEqual([{ c_1: 1 }]);
	answers[0]!({ ok: true });
	await vi.advanceTimersByTimeAsync(0);
	expect(ballot.isCounted).toBe(false);
	expect(sent).toEqual([{ c_1: 1 }, { c_1: 1, c_2: 1 }]);
	answers[1]!({ ok: true });
	await vi.advanceTimersByTimeAsync(0);
	expect(ballot.isCounted).toBe(true);
	expect(sent).toHaveLength(2);
});

test('[BT3] after the close what was confirmed is shown, and nothing can be changed', async () => {
	let isOpen = true;
	const { ballot } = make(() =>
		Promise.resolve(isOpen ? { ok: true as const } : reject('vote/closed')),
	);
	ballot.give('c_1');
	await vi.advanceTimersByTimeAsync(400);
	isOpen = false;
	ballot.give('c_2');
	await vi.advanceTimersByTimeAsync(400);
	expect([ballot.isClosed, ballot.dots, ballot.isCounted]).toEqual([true, { c_1: 1 }, true]);
	ballot.give('c_2');
	ballot.take('c_1');
	ballot.takeAll(['c_1']);
	expect(ballot.dots).toEqual({ c_1: 1 });
});

test('[BT4] a bad moment is tried again, and what was not confirmed is sent by the next page', async () => {
	let tries = 0;
	const { ballot, store } = make(() => {
		tries++;
		if (tries === 1) return Promise.reject(new Error('no network'));
		return Promise.resolve(tries === 2 ? reject('store/unavailable') : { ok: true as const });
	});
	ballot.give('c_1');
	expect(store.ballot).toEqual({ dots: { c_1: 1 } });
	await vi.advanceTimersByTimeAsync(400 + 2 * 3_000);
	expect([tries, ballot.isCounted]).toEqual([3, true]);
	expect(store.ballot).toEqual({ dots: { c_1: 1 }, counted: { c_1: 1 } });

	const next = make(yes, { dots: { c_1: 1, c_2: 1 }, counted: { c_1: 1 } });
	expect(next.ballot.isCounted).toBe(false);
	await vi.advanceTimersByTimeAsync(0);
	expect(next.sent).toEqual([{ c_1: 1, c_2: 1 }]);
	const after = make(yes, store.ballot);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(after.sent).toEqual([]);
});

test('[BT4] a page that is left sends nothing more', async () => {
	const { ballot, sent } = make(yes);
	ballot.give('c_1');
	ballot.leave();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(sent).toEqual([]);
});

test('[BT5] what was set aside gives its dots back, and the rest counts', async () => {
	const { ballot, sent } = make((dots) =>
		Promise.resolve('c_2' in dots ? reject('vote/unknown-item', 'c_2') : { ok: true as const }),
	);
	ballot.give('c_1');
	ballot.give('c_2');
	await vi.advanceTimersByTimeAsync(401);
	expect(sent).toEqual([{ c_1: 1, c_2: 1 }, { c_1: 1 }]);
	expect([ballot.hasLost, ballot.left, ballot.isCounted]).toEqual([true, 2, true]);
	ballot.give('g_1');
	expect(ballot.hasLost).toBe(false);
	ballot.leave();
});
