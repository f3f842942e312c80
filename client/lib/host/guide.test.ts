import { describe, expect, test } from 'vitest';
import { messagesIn } from '#shared/messages/messages.ts';
import { STEP_KINDS } from '#shared/schemas.ts';
import { adviceFor, type Situation } from './guide.ts';

const m = await messagesIn('guide', 'de');

const nothing: Situation = {
	step: undefined,
	secondsLeft: undefined,
	isClosed: false,
	isFrozen: false,
	waiting: 0,
	cards: 0,
	byQuestion: [
		{ text: 'Was läuft gut?', cards: 0 },
		{ text: 'Was braucht es?', cards: 0 },
	],
	loose: 0,
	unnamed: 0,
	similar: 0,
	vote: undefined,
	dots: 3,
	theme: 'Wohnen',
};
const advice = (more: Partial<Situation>) => adviceFor({ ...nothing, ...more }, m);
const does = (more: Partial<Situation>) => advice(more).does;
const cards = (...counts: number[]): Partial<Situation> => ({
	cards: counts.reduce((sum, n) => sum + n, 0),
	byQuestion: nothing.byQuestion.map(({ text }, i) => ({ text, cards: counts[i] ?? 0 })),
});

describe('the one next thing', () => {
	test.each([undefined, ...STEP_KINDS])(
		'[GU1] %s: something to do and something to say',
		(step) => {
			for (const count of [0, 20])
				for (const vote of [undefined, 'open', 'closed', 'revealed'] as const) {
					const { does, say } = advice({ step, vote, ...cards(count, count) });
					expect([does.length > 8, say.length > 12]).toEqual([true, true]);
				}
		},
	);
	test('[GU1] what is closed comes first, then time, waiting cards, the vote, the step', () => {
		const all = { isClosed: true, isFrozen: true, secondsLeft: 30, waiting: 2 } as const;
		const more = { ...all, step: 'write', vote: 'open' } as const;
		expect(does(more)).toBe(m.doClosed());
		expect(does({ ...more, isClosed: false })).toBe(m.doFrozen());
		const open = { ...more, isClosed: false, isFrozen: false };
		expect(does(open)).toBe(m.doSoonOver());
		expect(advice({ ...open, secondsLeft: 61 })).toMatchObject({ act: 'waiting' });
		expect(advice({ ...open, secondsLeft: 61, waiting: 0 }).say).toBe(m.sayVote({ n: 3 }));
	});
	test('[GU2] the last minute is announced where people are at work, and nowhere else', () => {
		expect(does({ step: 'write', secondsLeft: 61 })).toBe(m.doReadFirst());
		expect(does({ step: 'write', secondsLeft: 60 })).toBe(m.doSoonOver());
		expect(does({ step: 'write', secondsLeft: 0 })).toBe(m.doOver());
		expect(does({ step: 'break', secondsLeft: 10 })).toBe(m.doBreak());
	});
	test('[GU3] cards that wait for a word come before what the step says', () => {
		expect(does({ step: 'write', waiting: 1 })).toBe(m.doWaiting());
	});
	test('[GU4] the question with the fewest cards is read', () => {
		expect(advice({ step: 'write' }).say).toContain('Was läuft gut?');
		expect(advice({ step: 'write', ...cards(5, 2) }).say).toContain('Was braucht es?');
		expect(does({ step: 'write', ...cards(5, 3) })).toBe(m.doReadNew());
	});
	test('[GU5] sorting: name, look at hints, put together, ask', () => {
		const step = 'sort';
		expect(does({ step })).toBe(m.doSortNothing());
		const all = { step, ...cards(5, 5), loose: 4, similar: 2, unnamed: 1 } as const;
		expect(does(all)).toBe(m.doName());
		expect(advice({ ...all, unnamed: 0 })).toMatchObject({ act: 'similar' });
		expect(advice({ ...all, unnamed: 0, similar: 0 })).toMatchObject({ act: 'choose' });
		expect(does({ ...all, unnamed: 0, similar: 0, loose: 1 })).toBe(m.doCheck());
	});
	test('[GU1] the vote: soon, open, counted, shown', () => {
		const step = 'vote';
		expect(does({ step })).toBe(m.doVoteSoon());
		expect(does({ step: 'write', vote: 'open' })).toBe(m.doVote());
		expect(does({ step, vote: 'closed' })).toBe(m.doVoteCount());
		expect(does({ step, vote: 'revealed' })).toBe(m.doVoteResult());
	});
});
