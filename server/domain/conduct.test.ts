import { describe, expect, test } from 'vitest';
import type { AnyCommand, CommandName } from '#shared/commands.ts';
import { ROLES, type Role } from '#shared/roles.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import {
	after,
	code,
	host,
	moderator,
	NOW_MS,
	press,
	uuid,
	type Bare,
} from '#tests/support/conducting.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import type { Actor } from './capability.ts';
import { COMMAND_ROLES, mayCommand } from './command-roles.ts';
import { rightsMoved } from './conduct-rights.ts';
import {
	COMMANDS_REMEMBERED,
	CONDUCT_COMMANDS,
	MESSAGES_KEPT,
	conduct,
	isRepeat,
	voteOf,
	type ConductCommand,
} from './conduct.ts';
import type { Dialogue } from './dialogue.ts';

/** Each command once, about table one where it names a table. */
const EACH: { readonly [N in CommandName]: Bare<AnyCommand<N>> } = {
	'step:start': { name: 'step:start', stepId: 'write' },
	'step:extend': { name: 'step:extend', seconds: 60 },
	'step:end': { name: 'step:end' },
	'table:freeze': { name: 'table:freeze', tableId: 't_1', frozen: true },
	'cards:reveal': { name: 'cards:reveal', tableId: 't_1' },
	'card:admit': { name: 'card:admit', tableId: 't_1', cardId: 'c_1' },
	'cards:admit': { name: 'cards:admit', tableId: 't_1', cardIds: ['c_1'] },
	'card:refuse': { name: 'card:refuse', tableId: 't_1', cardId: 'c_1', reason: 'doppelt' },
	'vote:open': { name: 'vote:open', dots: 3, perItemMax: 2, criterion: 'Was ist dringend?' },
	'vote:cast': { name: 'vote:cast', voteId: 'v_1', dots: {} },
	'vote:count': { name: 'vote:count', voteId: 'v_1', tableId: 't_1', dots: {} },
	'vote:close': { name: 'vote:close' },
	'vote:reveal': { name: 'vote:reveal' },
	'card:add': {
		name: 'card:add',
		tableId: 't_1',
		cardId: 'c_1',
		question: 'good',
		text: 'Mehr Bänke',
		lang: 'de',
	},
	'card:place': { name: 'card:place', tableId: 't_1', cardId: 'c_1' },
	'group:create': { name: 'group:create', tableId: 't_1', cardIds: ['c_1'] },
	'group:name': { name: 'group:name', tableId: 't_1', groupId: 'g_1', title: 'Wohnen' },
	'spotlight:set': { name: 'spotlight:set', target: { tableId: 't_1' } },
	'projector:show': { name: 'projector:show', view: { kind: 'agenda' }, projectorId: 'p_1' },
	'projector:black': { name: 'projector:black', black: true, projectorId: 'p_1' },
	'projector:name': { name: 'projector:name', projectorId: 'p_1', label: 'Bühne' },
	'projector:here': { name: 'projector:here', projectorId: 'p_1' },
	'translation:take': {
		name: 'translation:take',
		interpreterId: 'i_1',
		tableId: 't_1',
		cardId: 'c_1',
	},
	'translation:leave': { name: 'translation:leave', interpreterId: 'i_1' },
	'translation:give': {
		name: 'translation:give',
		interpreterId: 'i_1',
		tableId: 't_1',
		cardId: 'c_1',
		lang: 'en',
		text: 'More benches',
	},
	'help:call': { name: 'help:call', reason: 'technology' },
	'help:answer': { name: 'help:answer', tableId: 't_1' },
	'message:send': { name: 'message:send', text: 'Noch fünf Minuten' },
	'seat:at': { name: 'seat:at', tableId: 't_1' },
	'clock:read': { name: 'clock:read' },
};
const each = (name: CommandName) => ({ ...EACH[name], id: uuid() });

/** A dialogue in which each conduct command has something to do. */
const busy = (more: Partial<Dialogue> = {}) =>
	sampleDialogue(
		{
			step: { id: 'write', startedAtMs: 0, endsAtMs: NOW_MS + 60_000 },
			help: [{ tableId: 't_1', reason: null, atMs: 0, answered: false }],
			vote: {
				id: 'v_1',
				open: true,
				revealed: false,
				dots: 3,
				perItemMax: 1,
				criterion: '?',
				tableIds: ['t_1'],
			},
		},
		more,
	);

describe('who may', () => {
	const expected: Record<string, readonly CommandName[]> = {
		participant: ['vote:cast', 'card:place', 'group:create', 'group:name', 'seat:at', 'clock:read'],
		host: [
			'table:freeze',
			'card:admit',
			'cards:admit',
			'card:refuse',
			'card:add',
			'vote:count',
			'card:place',
			'group:create',
			'group:name',
			'spotlight:set',
			'help:call',
			'help:answer',
			'clock:read',
		],
		moderator: (Object.keys(EACH) as CommandName[]).filter(
			(name) => !['vote:cast', 'help:call', 'seat:at', 'projector:here'].includes(name),
		),
		projector: [
			'projector:show',
			'projector:black',
			'projector:name',
			'projector:here',
			'clock:read',
		],
		observer: ['clock:read'],
		interpreter: ['translation:take', 'translation:leave', 'translation:give', 'clock:read'],
	};
	expected['organiser'] = expected['moderator']!;

	const actorOf = (role: Role): Actor => {
		if (role === 'host') return host;
		return role === 'projector' ? { role, projector: 'p_1' } : { role };
	};

	test.each(ROLES)('[CO1] %s sends these commands and no other', (role) => {
		const actor = actorOf(role);
		const allowed = (Object.keys(COMMAND_ROLES) as CommandName[]).filter((name) =>
			mayCommand(actor, each(name)),
		);
		expect(new Set(allowed)).toEqual(new Set(expected[role]));
	});
	test('[CO1] a host sends none of them for another table, and none without a table', () => {
		for (const name of expected['host']!.filter((one) => one !== 'clock:read')) {
			const elsewhere: Actor = { role: 'host', table: 't_2' };
			expect([name, mayCommand(elsewhere, each(name))]).toEqual([name, name === 'help:call']);
			expect(mayCommand({ role: 'host' }, each(name))).toBe(false);
		}
	});
	test('[LW6] a message on a projector goes with the step of the hall; other pictures stay', () => {
		const message = { kind: 'message', text: 'Noch fünf Minuten.' } as const;
		const show = { name: 'projector:show' } as const;
		const running = after(sampleDialogue(), EACH['step:start']);
		for (const next of [EACH['step:start'], EACH['step:end']]) {
			const toAll = after(running, { ...show, view: message });
			expect(after(toAll, next).conduct.projector).toBeNull();
			const toOne = after(running, { ...show, view: message, projectorId: 'p_1' });
			expect(after(toOne, next).conduct.projectors).toEqual([]);
			const agenda = after(running, { ...show, view: { kind: 'agenda' } });
			expect(after(agenda, next).conduct.projector).toEqual({ kind: 'agenda' });
		}
		// one table that goes back to the hall's step ends nothing for all
		const own = after(running, { name: 'step:extend', tableId: 't_1', seconds: 60 });
		const told = after(after(own, { ...show, view: message }), {
			name: 'step:end',
			tableId: 't_1',
		});
		expect(told.conduct.projector).toEqual(message);
	});
	test('[LW4] a projector directs itself only, and shows no words of its own', () => {
		const own: Actor = { role: 'projector', projector: 'p_1' };
		const others: readonly Actor[] = [{ role: 'projector' }, { ...own, projector: 'p_2' }];
		for (const name of ['projector:show', 'projector:black', 'projector:name'] as const) {
			expect([name, mayCommand(own, each(name))]).toEqual([name, true]);
			const toAll = { ...each(name), projectorId: undefined } as AnyCommand;
			for (const [actor, command] of [
				[own, toAll],
				[others[0]!, toAll],
				...others.map((other) => [other, each(name)] as const),
			] as const)
				expect([name, mayCommand(actor, command)]).toEqual([name, false]);
		}
		const show = each('projector:show') as AnyCommand<'projector:show'>;
		const words: AnyCommand = { ...show, view: { kind: 'message', text: 'Raus hier!' } };
		expect(mayCommand(own, words)).toBe(false);
		expect(mayCommand(moderator, words)).toBe(true);
		expect(mayCommand(own, { ...show, view: null })).toBe(true);
	});
	test.each(CONDUCT_COMMANDS.flatMap((name) => ROLES.map((role) => [name, role] as const)))(
		'[CO1] %s by a %s: carried out or not allowed, whatever the state',
		(name, role) => {
			const actor = actorOf(role);
			const allowed = mayCommand(actor, each(name));
			for (const dialogue of [sampleDialogue(), busy(), busy({ phase: 'closed' })]) {
				const answer = code(conduct(dialogue, each(name) as ConductCommand, actor, NOW_MS));
				expect(answer === 'command/not-allowed').toBe(!allowed);
			}
		},
	);
});

describe('state', () => {
	test('[CO2] a closed dialogue takes only what ends or shows', () => {
		const taken = CONDUCT_COMMANDS.filter((name) => {
			const actor = name === 'help:call' ? host : moderator;
			const answer = code(
				conduct(busy({ phase: 'closed' }), each(name) as ConductCommand, actor, NOW_MS),
			);
			expect(['ok', 'dialogue/closed']).toContain(answer);
			return answer === 'ok';
		});
		expect(new Set(taken)).toEqual(
			new Set([
				'vote:close',
				'vote:reveal',
				'spotlight:set',
				'projector:show',
				'projector:black',
				'projector:name',
				'message:send',
			]),
		);
	});
	test('[CO3] a repeat changes nothing, whatever its body says now', () => {
		const freeze = each('table:freeze') as AnyCommand<'table:freeze'>;
		const frozen = conduct(sampleDialogue(), freeze, moderator, NOW_MS);
		expect(frozen.ok && isRepeat(frozen.value, freeze.id)).toBe(true);
		const open = frozen.ok && after(frozen.value, { ...EACH['table:freeze'], frozen: false });
		expect(open && open.conduct.frozen).toEqual([]);
		for (const repeat of [freeze, { ...freeze, tableId: 't_2' as const }]) {
			const again = open && conduct(open, repeat, moderator, NOW_MS);
			expect(again && again.ok && again.value).toBe(open);
		}
	});
	test('[CO3] 256 ids are remembered; a rejected command is not', () => {
		let dialogue = sampleDialogue();
		for (let n = 0; n < COMMANDS_REMEMBERED + 5; n++)
			dialogue = after(dialogue, EACH['cards:reveal']);
		expect(dialogue.conduct.commands).toHaveLength(COMMANDS_REMEMBERED);
		const end = each('step:end') as ConductCommand;
		expect(code(conduct(dialogue, end, moderator, NOW_MS))).toBe('step/none-running');
		expect(isRepeat(dialogue, end.id)).toBe(false);
	});
	test('[CO4] asking for what holds already is remembered', () => {
		const frozen = after(sampleDialogue(), EACH['table:freeze']);
		const twice = after(frozen, EACH['table:freeze']);
		expect(twice.conduct.frozen).toEqual(['t_1']);
		expect(twice.conduct.commands).toHaveLength(2);
	});
	test('[CO5] tables and steps must exist', () => {
		const tableId = 't_9' as const;
		for (const command of [
			{ ...EACH['table:freeze'], tableId },
			{ ...EACH['cards:reveal'], tableId },
			{ ...EACH['vote:open'], tableIds: ['t_1', tableId] },
			{ ...EACH['spotlight:set'], target: { tableId } },
			{ ...EACH['projector:show'], view: { kind: 'table', tableId } },
			{ ...EACH['help:answer'], tableId },
			{ ...EACH['message:send'], tableIds: [tableId] },
		] as Bare<ConductCommand>[])
			expect(code(press(sampleDialogue(), command))).toBe('table/unknown');
		expect(code(press(sampleDialogue(), { name: 'step:start', stepId: 'tea' }))).toBe(
			'step/unknown',
		);
	});
	test('[CO6] the light: the last target holds, a host takes it from the own table only', () => {
		const none = { name: 'spotlight:set', target: null } as const;
		const two = after(sampleDialogue(), { name: 'spotlight:set', target: { tableId: 't_2' } });
		expect(code(press(two, none, host))).toBe('command/not-allowed');
		const one = after(two, EACH['spotlight:set'], host);
		expect(one.conduct.spotlight).toEqual({ tableId: 't_1' });
		expect(after(one, none, host).conduct.spotlight).toBeNull();
		expect(after(two, none).conduct.spotlight).toBeNull();
	});
	test('[CO7] one call for help a table, answered once', () => {
		const called = after(sampleDialogue(), EACH['help:call'], host);
		const again = after(called, { name: 'help:call' }, host);
		expect(again.conduct.help).toEqual([
			{ tableId: 't_1', reason: null, atMs: NOW_MS, answered: false },
		]);
		const answered = after(again, EACH['help:answer']);
		expect(answered.conduct.help[0]!.answered).toBe(true);
		expect(code(press(answered, EACH['help:answer']))).toBe('help/unknown');
	});
	test('[CO8] a message to all, or to some tables', () => {
		const all = after(sampleDialogue(), EACH['message:send']);
		expect(all.conduct.messages).toMatchObject([{ text: 'Noch fünf Minuten', atMs: NOW_MS }]);
		const ready = { ready: 'five-minutes' as const, tableIds: ['t_2' as const] };
		const some = after(all, { ...EACH['message:send'], ...ready });
		expect(some.conduct.messages).toMatchObject([{}, ready]);
		expect(some.conduct.messages?.[0]).not.toHaveProperty('ready');
		expect(new Set(some.conduct.messages?.map(({ id }) => id)).size).toBe(2);
		let many = some;
		for (let n = 0; n < 50; n++) many = after(many, EACH['message:send']);
		expect(many.conduct.messages).toHaveLength(MESSAGES_KEPT);
	});
});

describe('rights', () => {
	const moved = (before: Dialogue, command: Bare<ConductCommand>) =>
		rightsMoved(before, after(before, command));
	test('[CO9] rights move for the tables that a decision concerns, and for no other', () => {
		const plain = sampleDialogue();
		expect(moved(plain, EACH['table:freeze'])).toBe('t_1');
		expect(moved(plain, { name: 'step:start', stepId: 'plenary' })).toBe('all');
		expect(moved(plain, { name: 'step:start', stepId: 'table-two' })).toBe('t_2');
		expect(moved(plain, { name: 'step:start', stepId: 'write' })).toBeNull();
		expect(moved(busy(), { name: 'step:extend', seconds: 60 })).toBeNull();
		expect(moved(plain, EACH['vote:open'])).toBeNull();
		expect(moved(plain, EACH['cards:reveal'])).toBeNull();
		const hidden = sampleDialogue({}, { settings: { ...DEFAULT_SETTINGS, hideUntilReveal: true } });
		expect(moved(hidden, EACH['cards:reveal'])).toBe('t_1');
		expect(moved(hidden, { name: 'cards:reveal' })).toBe('all');
	});
	test('[CO9] closing, settings, questions and tables move rights, too', () => {
		const plain = sampleDialogue();
		const change = (more: Partial<Dialogue>) => rightsMoved(plain, { ...plain, ...more });
		expect(change({ phase: 'closed' })).toBe('all');
		expect(change({ settings: { ...DEFAULT_SETTINGS, sorting: 'everyone' } })).toBe('all');
		expect(change({ settings: { ...DEFAULT_SETTINGS, moderation: 'before' } })).toBe('all');
		expect(change({ questions: [] })).toBe('all');
		expect(change({ tables: plain.tables.slice(1) })).toBe('t_1');
		expect(change({ title: 'Anders' })).toBeNull();
	});
});

describe('steps', () => {
	test('[ST1] a started step runs for its minutes and replaces the one before', () => {
		const { step } = after(busy(), { name: 'step:start', stepId: 'plenary' }).conduct;
		expect(step).toEqual({ id: 'plenary', startedAtMs: NOW_MS, endsAtMs: NOW_MS + 600_000 });
	});
	test('[ST2] more time counts from the planned end or from now, less goes back to now at most', () => {
		const end = (endsAtMs: number, seconds: number) =>
			after(sampleDialogue({ step: { id: 'write', startedAtMs: 0, endsAtMs } }), {
				name: 'step:extend',
				seconds,
			}).conduct.step!.endsAtMs - NOW_MS;
		expect(end(NOW_MS + 30_000, 60)).toBe(90_000);
		expect(end(NOW_MS - 30_000, 60)).toBe(60_000);
		expect(end(NOW_MS + 90_000, -60)).toBe(30_000);
		expect(end(NOW_MS + 30_000, -60)).toBe(0);
		expect(end(NOW_MS - 30_000, -60)).toBe(-30_000);
	});
	test('[ST3] ending leads to no step; without a step there is nothing to end or extend', () => {
		expect(after(busy(), EACH['step:end']).conduct.step).toBeNull();
		expect(code(press(sampleDialogue(), EACH['step:end']))).toBe('step/none-running');
		expect(code(press(sampleDialogue(), EACH['step:extend']))).toBe('step/none-running');
	});
});

describe('votes', () => {
	test('[VO1] one at a time; without tables for all; named after its command', () => {
		const id = uuid();
		const opened = conduct(sampleDialogue(), { ...EACH['vote:open'], id }, moderator, NOW_MS);
		expect(opened.ok && opened.value.conduct.vote).toEqual({
			id: voteOf(id),
			open: true,
			revealed: false,
			dots: 3,
			perItemMax: 2,
			criterion: 'Was ist dringend?',
			tableIds: ['t_1', 't_2'],
		});
		expect(opened.ok && code(press(opened.value, EACH['vote:open']))).toBe('vote/open');
	});
	test('[VO2] what is not open cannot be closed', () => {
		expect(code(press(sampleDialogue(), EACH['vote:close']))).toBe('vote/unknown');
		const closed = after(busy(), EACH['vote:close']);
		expect(closed.conduct.vote).toMatchObject({ open: false, revealed: false });
		expect(code(press(closed, EACH['vote:close']))).toBe('vote/closed');
	});
	test('[VO3] revealing, open or closed', () => {
		expect(code(press(sampleDialogue(), EACH['vote:reveal']))).toBe('vote/unknown');
		expect(after(busy(), EACH['vote:reveal']).conduct.vote).toMatchObject({
			open: true,
			revealed: true,
		});
	});
	test('[VO4] a new vote replaces the closed one', () => {
		const again = after(after(busy(), EACH['vote:close']), EACH['vote:open']);
		expect(again.conduct.vote).toMatchObject({ open: true, revealed: false, dots: 3 });
		expect(again.conduct.vote!.id).not.toBe('v_1');
	});
});
