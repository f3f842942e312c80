import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type Step } from '#shared/schemas.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { capability } from './capability.ts';
import type { Conduct, Dialogue } from './dialogue.ts';
import { judgeCard } from './intake-policy.ts';

const step = (kind: Step['kind'], table?: `t_${string}`): Step => ({
	id: kind,
	kind,
	minutes: 10,
	...(table && { table }),
});

function dialogue(conduct: Partial<Conduct> = {}, more: Partial<Dialogue> = {}): Dialogue {
	const steps = [step('write'), step('sort'), step('plenary'), step('vote', 't_2')];
	return sampleDialogue(conduct, { steps, ...more });
}
const running = (id: string): Partial<Conduct> => ({
	step: { id, startedAtMs: 0, endsAtMs: 600_000 },
});
const guest = { role: 'participant' } as const;
const fresh = { admitted: false, late: false };
const place = { table: 't_1', question: 'good' } as const;

describe('capability', () => {
	test('[CA1] no step, or a step of another table, allows writing', () => {
		expect(capability(guest, dialogue(), 't_1').write).toBe(true);
		expect(capability(guest, dialogue(running('vote')), 't_1').write).toBe(true);
		expect(capability(guest, dialogue(running('vote')), 't_2').write).toBe(false);
	});
	test('[CA2] participants write in writing steps and sort only where everyone does', () => {
		expect(capability(guest, dialogue(running('write')), 't_1').write).toBe(true);
		expect(capability(guest, dialogue(running('plenary')), 't_1').write).toBe(false);
		expect(capability(guest, dialogue(running('sort')), 't_1').sort).toBe(false);
		const everyone = { settings: { ...DEFAULT_SETTINGS, sorting: 'everyone' } } as const;
		expect(capability(guest, dialogue(running('sort'), everyone), 't_1').sort).toBe(true);
		expect(capability(guest, dialogue(running('write'), everyone), 't_1').sort).toBe(false);
	});
	test('[CA3] hosts write their own table only, moderators every table', () => {
		const host = { role: 'host', table: 't_1' } as const;
		expect(capability(host, dialogue(running('plenary')), 't_1').write).toBe(true);
		expect(capability(host, dialogue(), 't_2').write).toBe(false);
		expect(capability({ role: 'moderator' }, dialogue(), 't_2').write).toBe(true);
	});
	test('[CA4] a frozen table and a closed dialogue take writes from nobody', () => {
		const frozen = dialogue({ frozen: ['t_1'] });
		for (const role of ['participant', 'moderator', 'organiser'] as const) {
			expect(capability({ role }, frozen, 't_1').write).toBe(false);
			expect(capability({ role }, frozen, 't_2').write).toBe(true);
			expect(capability({ role }, dialogue({}, { phase: 'closed' }), 't_2').write).toBe(false);
		}
		expect(capability({ role: 'host', table: 't_1' }, frozen, 't_1').write).toBe(false);
	});
	test('[CA5] votes are cast by participants at the tables of an open vote', () => {
		const vote = {
			id: 'v_1',
			open: true,
			revealed: false,
			dots: 3,
			perItemMax: 1,
			criterion: 'Was ist dringend?',
			tableIds: ['t_1'],
		} as const;
		expect(capability(guest, dialogue({ vote }), 't_1').vote).toBe(true);
		expect(capability(guest, dialogue({ vote }), 't_2').vote).toBe(false);
		expect(capability(guest, dialogue({ vote: { ...vote, open: false } }), 't_1').vote).toBe(false);
		expect(capability({ role: 'moderator' }, dialogue({ vote }), 't_1').vote).toBe(false);
	});
	test('[CA6] projectors, observers and interpreters only read', () => {
		for (const role of ['projector', 'observer', 'interpreter'] as const)
			expect(Object.values(capability({ role }, dialogue(), 't_1'))).not.toContain(true);
	});
});

describe('intake policy', () => {
	test('[IP1] an unknown table or question is refused', () => {
		expect(judgeCard({ ...place, table: 't_9' }, fresh, dialogue())).toBe('unknown-place');
		expect(judgeCard({ ...place, question: 'why' }, fresh, dialogue())).toBe('unknown-place');
	});
	test('[IP2] a card after the table closed or the step ended is late, and stays late', () => {
		expect(judgeCard(place, fresh, dialogue({ frozen: ['t_1'] }))).toBe('late');
		expect(judgeCard(place, fresh, dialogue(running('plenary')))).toBe('late');
		expect(judgeCard(place, { admitted: false, late: true }, dialogue())).toBe('late');
		expect(judgeCard(place, { admitted: true, late: true }, dialogue())).toBe('shown');
	});
	test('[IP3] approval and the reveal make it wait', () => {
		const before = { settings: { ...DEFAULT_SETTINGS, moderation: 'before' } } as const;
		expect(judgeCard(place, fresh, dialogue({ revealed: ['t_1'] }, before))).toBe('waiting');
		const hidden = { settings: { ...DEFAULT_SETTINGS, hideUntilReveal: true } } as const;
		expect(judgeCard(place, fresh, dialogue({}, hidden))).toBe('waiting');
		expect(judgeCard(place, fresh, dialogue({ revealed: ['t_1'] }, hidden))).toBe('shown');
	});
	test('[IP4] otherwise it is shown', () => {
		expect(judgeCard(place, fresh, dialogue())).toBe('shown');
	});
	test('[IP5] an admitted card waits for the end of a freeze', () => {
		const admitted = { admitted: true, late: true };
		expect(judgeCard(place, admitted, dialogue({ frozen: ['t_1'] }))).toBe('later');
	});
});
