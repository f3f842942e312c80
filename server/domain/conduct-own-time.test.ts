import { expect, test } from 'vitest';
import type { TableId } from '#shared/ids.ts';
import { after, code, moderator, NOW_MS, press, uuid } from '#tests/support/conducting.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { capability } from './capability.ts';
import { rightsMoved } from './conduct-rights.ts';
import { conduct } from './conduct.ts';
import type { Dialogue } from './dialogue.ts';
import { pruned } from './pruned.ts';
import { caughtUp, overdueTables, runningAt } from './steps.ts';

const MINUTE_MS = 60_000;
/** The hall writes until in a minute. */
const writing = sampleDialogue({
	step: { id: 'write', startedAtMs: 0, endsAtMs: NOW_MS + MINUTE_MS },
});
const more = (seconds: number, tableId?: TableId) =>
	({ name: 'step:extend', seconds, ...(tableId && { tableId }) }) as const;
const endOf = (dialogue: Dialogue, table: TableId) =>
	(runningAt(dialogue, table)?.endsAtMs ?? NaN) - NOW_MS;
const mayWrite = (dialogue: Dialogue, table: TableId) =>
	capability({ role: 'participant' }, dialogue, table).write;

test('[ST4] minutes for one table move its end alone; more for all moves both', () => {
	const own = after(writing, more(300, 't_1'));
	expect(endOf(own, 't_1')).toBe(6 * MINUTE_MS);
	expect(endOf(own, 't_2')).toBe(MINUTE_MS);
	const twice = after(own, more(60, 't_1'));
	expect(endOf(twice, 't_1')).toBe(7 * MINUTE_MS);
	expect(twice.conduct.own).toHaveLength(1);
	const all = after(twice, more(60));
	expect([endOf(all, 't_1'), endOf(all, 't_2')]).toEqual([8 * MINUTE_MS, 2 * MINUTE_MS]);
	expect(rightsMoved(writing, all)).toBeNull();
});
test('[ST4] never less than the hall has; nothing runs there, nothing to extend', () => {
	const own = after(writing, more(120, 't_1'));
	expect(after(own, more(-600, 't_1')).conduct.own).toEqual([]);
	expect(endOf(after(own, more(-60, 't_1')), 't_1')).toBe(2 * MINUTE_MS);
	expect(code(press(sampleDialogue(), more(60, 't_1')))).toBe('step/none-running');
	const elsewhere = sampleDialogue({
		step: { id: 'table-two', startedAtMs: 0, endsAtMs: NOW_MS + MINUTE_MS },
	});
	expect(code(press(elsewhere, more(60, 't_1')))).toBe('step/none-running');
	expect(endOf(after(elsewhere, more(60, 't_2')), 't_2')).toBe(2 * MINUTE_MS);
});
test('[ST5] the hall goes on, the table finishes: it writes until its own end, the others do not', () => {
	const own = after(writing, more(300, 't_1'));
	for (const next of [{ name: 'step:start', stepId: 'plenary' }, { name: 'step:end' }] as const) {
		const on = after(own, next);
		expect([next, mayWrite(on, 't_1')]).toEqual([next, true]);
		expect(endOf(on, 't_1')).toBe(6 * MINUTE_MS);
		expect(mayWrite(on, 't_2')).toBe(next.name === 'step:end');
		// taken back, by the moderator
		const back = after(on, { name: 'step:end', tableId: 't_1' });
		expect(mayWrite(back, 't_1')).toBe(next.name === 'step:end');
		expect(back.conduct.step).toEqual(on.conduct.step);
	}
	expect(code(press(writing, { name: 'step:end', tableId: 't_1' }))).toBe('step/none-running');
	const on = after(own, { name: 'step:start', stepId: 'plenary' });
	expect(rightsMoved(own, on)).toBe('t_2');
	expect(endOf(after(on, more(60)), 't_1')).toBe(6 * MINUTE_MS); // no more for who is elsewhere
	expect(endOf(after(on, more(60, 't_1')), 't_1')).toBe(7 * MINUTE_MS);
});
test('[ST5] time that was over when the hall goes on holds nobody back; the same step starts for all', () => {
	const own = after(writing, more(300, 't_1'));
	const late = conduct(
		own,
		{ name: 'step:start', stepId: 'plenary', id: uuid() },
		moderator,
		NOW_MS + 6 * MINUTE_MS,
	);
	expect(late.ok && late.value.conduct.own).toEqual([]);
	const again = after(own, { name: 'step:start', stepId: 'write' });
	expect(again.conduct.own).toEqual([]);
	const call = { id: 'for-one', kind: 'plenary', minutes: 5, table: 't_1' } as const;
	const called = { ...own, steps: [...own.steps, call] };
	expect(after(called, { name: 'step:start', stepId: 'for-one' }).conduct.own).toEqual([]);
});
test('[ST6] its own end has come: in the hall’s step nothing ends, behind it the table follows', () => {
	const own = after(writing, more(300, 't_1'));
	const endMs = NOW_MS + 6 * MINUTE_MS;
	expect(caughtUp(own, endMs + MINUTE_MS)).toBe(own);
	const on = after(own, { name: 'step:start', stepId: 'plenary' });
	expect(caughtUp(on, endMs - 1)).toBe(on);
	expect(overdueTables(on, endMs)).toEqual(['t_1']);
	const after6 = caughtUp(on, endMs);
	expect(mayWrite(after6, 't_1')).toBe(false);
	expect(rightsMoved(on, after6)).toBe('t_1');
	expect(caughtUp(after6, endMs)).toBe(after6);
});
test('[ST7] going back is starting an earlier step: it runs for its minutes, writing is open again', () => {
	const on = after(writing, { name: 'step:start', stepId: 'plenary' });
	const back = after(on, { name: 'step:start', stepId: 'write' });
	expect(back.conduct.step).toEqual({
		id: 'write',
		startedAtMs: NOW_MS,
		endsAtMs: NOW_MS + 600_000,
	});
	expect(mayWrite(back, 't_1')).toBe(true);
});
test('[ST4] what names a table or a step that is gone goes with it', () => {
	const own = after(writing, more(300, 't_1'));
	expect(pruned({ ...own, tables: own.tables.slice(1) }).conduct.own).toEqual([]);
	expect(pruned({ ...own, steps: [] }).conduct.own).toEqual([]);
	expect(pruned(own).conduct.own).toHaveLength(1);
});
