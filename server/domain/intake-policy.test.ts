import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { judgeCard } from './intake-policy.ts';

const place = { table: 't_1', question: 'good' } as const;
const waiting = { admitted: false, late: false, waiting: true };
const plenary = { step: { id: 'plenary', startedAtMs: 0, endsAtMs: 1 } };
const hidden = { settings: { ...DEFAULT_SETTINGS, hideUntilReveal: true } };

test('[IP6] a card that waits came in time, whatever step or freeze has come since', () => {
	expect(judgeCard(place, waiting, sampleDialogue(plenary, hidden))).toBe('waiting');
	expect(judgeCard(place, waiting, sampleDialogue({ frozen: ['t_1'] }, hidden))).toBe('waiting');
	expect(judgeCard(place, { ...waiting, waiting: false }, sampleDialogue(plenary, hidden))).toBe(
		'late',
	);
});

test('[IP6] when what it waited for has come it is shown, on a frozen table after the freeze', () => {
	const revealed = { revealed: ['t_1'] } as const;
	expect(judgeCard(place, waiting, sampleDialogue({ ...plenary, ...revealed }, hidden))).toBe(
		'shown',
	);
	const frozen = { frozen: ['t_1'], ...revealed } as const;
	expect(judgeCard(place, waiting, sampleDialogue(frozen, hidden))).toBe('later');
	expect(judgeCard(place, waiting, sampleDialogue({}, { ...hidden, phase: 'closed' }))).toBe(
		'waiting',
	);
});

test('[IP7] hidden and approved: what was let in still waits for the reveal, and for the end of a freeze', () => {
	const both = { settings: { ...hidden.settings, moderation: 'before' } } as const;
	const revealed = { revealed: ['t_1'] } as const;
	for (const late of [false, true]) {
		const letIn = { admitted: true, late, waiting: !late };
		expect(judgeCard(place, letIn, sampleDialogue({}, both))).toBe('waiting');
		expect(judgeCard(place, letIn, sampleDialogue(revealed, both))).toBe('shown');
		expect(judgeCard(place, letIn, sampleDialogue({ ...revealed, frozen: ['t_1'] }, both))).toBe(
			'later',
		);
		expect(judgeCard(place, { ...letIn, admitted: false }, sampleDialogue(revealed, both))).toBe(
			late ? 'late' : 'waiting',
		);
	}
});
