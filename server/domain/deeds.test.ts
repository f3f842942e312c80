import { expect, test } from 'vitest';
import { COMMANDS, type AnyCommand, type CommandName } from '#shared/commands.ts';
import { DEED_NAMES, DeedSchema, isDeciding } from '#shared/deeds.ts';
import { COMMAND_BODIES } from '#tests/support/command-bodies.ts';
import { deedOf } from './deeds.ts';

const id = '00000000-0000-4000-8000-000000000001';
const NAMES = Object.keys(COMMANDS) as CommandName[];

/** Every text that a command may carry is this one. */
const CANARY = 'Kanarienvogel';
function withCanary(name: CommandName): AnyCommand {
	const texts = { reason: CANARY, criterion: CANARY, title: CANARY, text: CANARY, name: CANARY };
	const body = { ...COMMAND_BODIES[name] } as Record<string, unknown>;
	const schema = COMMANDS[name].shape as Record<string, unknown>;
	for (const [field, text] of Object.entries(texts)) if (field in schema) body[field] = text;
	return { name, ...COMMANDS[name].parse({ id, ...body }) } as AnyCommand;
}

test('[DE1] every decision has its place on the record, a ballot and sorting have none', () => {
	const silent = NAMES.filter(
		(name) => deedOf({ role: 'moderator' }, withCanary(name), 1) === null,
	);
	expect(silent.toSorted()).toEqual(
		[
			...['card:add', 'card:place', 'clock:read', 'group:create', 'group:name'],
			...['projector:here', 'seat:at', 'vote:cast'],
			...['translation:give', 'translation:leave', 'translation:take'],
		].toSorted(),
	);
	for (const name of NAMES.filter(isDeciding)) expect(DEED_NAMES).toContain(name);
});

test.each(NAMES.filter(isDeciding))(
	'[DE2] %s: role, time, what and where, and no word of it',
	(name) => {
		for (const role of ['moderator', 'organiser', 'host'] as const) {
			const actor = { role, ...(role === 'host' && { table: 't_1' as const }) };
			const deed = deedOf(actor, withCanary(name), 4_711)!;
			expect(DeedSchema.parse(deed)).toEqual(deed);
			expect(deed).toMatchObject({ id, atMs: 4_711, role, what: name });
			expect(JSON.stringify(deed)).not.toContain(CANARY);
			if (role === 'host') expect(deed.tableId).toBe('t_1');
		}
	},
);

test('[DE2] what belongs to it: the step, the seconds, the table, the card', () => {
	const of = (command: AnyCommand) => deedOf({ role: 'moderator' }, command, 1);
	expect(of({ name: 'step:start', id, stepId: 'write' })).toMatchObject({ stepId: 'write' });
	expect(of({ name: 'step:extend', id, seconds: 300, tableId: 't_2' })).toMatchObject({
		seconds: 300,
		tableId: 't_2',
	});
	expect(of({ name: 'table:freeze', id, tableId: 't_2', frozen: false })).toMatchObject({
		tableId: 't_2',
		frozen: false,
	});
	expect(of({ name: 'card:admit', id, tableId: 't_2', cardId: 'c_1' })).toMatchObject({
		tableId: 't_2',
		cardId: 'c_1',
	});
	expect(
		of({ name: 'spotlight:set', id, target: { tableId: 't_2', groupId: 'g_1' } }),
	).toMatchObject({ tableId: 't_2', groupId: 'g_1' });
	expect(of({ name: 'spotlight:set', id, target: null })).toMatchObject({ kind: 'none' });
	expect(of({ name: 'message:send', id, text: 'x', tableIds: ['t_1'] })).toMatchObject({
		tableIds: ['t_1'],
	});
});
