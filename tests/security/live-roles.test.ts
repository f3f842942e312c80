import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { UNTOUCHED } from '#server/domain/dialogue.ts';
import { COMMAND_ROLES } from '#server/domain/command-roles.ts';
import type { Acknowledgement, CommandName } from '#shared/commands.ts';
import { ROLES, type Role } from '#shared/roles.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import { COMMAND_BODIES } from '#tests/support/command-bodies.ts';
import type { Live } from '#tests/support/live.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { until } from '#tests/support/until.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});

const NAMES = Object.keys(COMMAND_BODIES) as CommandName[];

async function tokenOf(stores: LiveStores, role: Role): Promise<string> {
	if (role === 'participant') return stores.seatToken('s_1');
	if (role === 'host') return stores.tokenFor('host', 't_1');
	if (role === 'organiser') return stores.tokenFor('moderator');
	return stores.tokenFor(role);
}
const press = (page: Live, name: string, body: object) =>
	page.socket
		.timeout(5_000)
		.emitWithAck(name, { id: randomUUID(), ...body }) as Promise<Acknowledgement>;

test.each(ROLES)('[LC7] SI02 a %s: what is not on the list changes nothing', async (role) => {
	const stores = await LiveStores.with(sampleDialogue(), { t_1: ['c_1'], t_2: ['c_2'] });
	nodes.push(await LiveNode.start(stores, 'one'));
	const page = await nodes[0]!.open(await tokenOf(stores, role));
	const listed = role === 'organiser' ? 'moderator' : role;
	for (const name of NAMES.filter((one) => !COMMAND_ROLES[one].includes(listed))) {
		const before = await stores.records.get('dialogue', 'd_1');
		const answer = await press(page, name, COMMAND_BODIES[name]);
		expect([name, answer]).toEqual([
			name,
			{ ok: false, rejection: { code: 'command/not-allowed', detail: name } },
		]);
		expect(await stores.records.get('dialogue', 'd_1')).toEqual(before);
	}
	if (role !== 'host') return;
	for (const name of NAMES.filter((one) => COMMAND_ROLES[one].includes('host'))) {
		const elsewhere = JSON.parse(
			JSON.stringify(COMMAND_BODIES[name]).replaceAll('t_1', 't_2'),
		) as object;
		if (name === 'help:call' || name === 'clock:read') continue; // name no table
		expect([name, await press(page, name, elsewhere)]).toMatchObject([
			name,
			{ rejection: { code: 'command/not-allowed' } },
		]);
	}
});

test('SI02 another dialogue: no command reaches it, whatever the ids say', async () => {
	const stores = await LiveStores.with(sampleDialogue(), { t_1: ['c_1'], t_2: [] });
	const foreign = sampleDialogue({}, { id: 'd_2', tables: [{ id: 't_7', theme: 'Fremd' }] });
	await stores.keep(foreign);
	nodes.push(await LiveNode.start(stores, 'one'));
	const page = await nodes[0]!.open(await stores.tokenFor('moderator'));
	for (const name of NAMES) {
		const body = JSON.parse(
			JSON.stringify(COMMAND_BODIES[name]).replaceAll('t_1', 't_7'),
		) as object;
		const answer = await press(page, name, { ...body, dialogueId: 'd_2' });
		expect(answer).toMatchObject({ ok: false, rejection: { code: 'request/invalid' } });
		if ('tableId' in body) expect((await press(page, name, body)).ok).toBe(false);
	}
	expect((await stores.records.get('dialogue', 'd_2'))!.value).toEqual(foreign);
	expect((await stores.log.open({ dialogue: 'd_2', kind: 'board', id: 't_7' })).tail).toEqual([]);
});

test('SI02 a command on its way when the token ends is not begun', async () => {
	const stores = await LiveStores.with();
	nodes.push(await LiveNode.start(stores, 'one'));
	const token = await stores.tokenFor('moderator');
	const page = await nodes[0]!.open(token);
	await stores.revoke(token);
	await until(() => !page.online, { what: 'the connection ends' });
	const { version } = (await stores.records.get('dialogue', 'd_1'))!;
	page.socket.io.engine?.write('42["table:freeze",{}]');
	page.comeBack();
	expect(await until(() => page.refused, { what: 'a refusal' })).toBe('unauthorised');
	expect((await stores.records.get('dialogue', 'd_1'))!.version).toBe(version);
});

test('VI canaries: nothing of other tables, ballots, commands or calls reaches who may not see it', async () => {
	const stores = await LiveStores.with(
		sampleDialogue(
			{
				...UNTOUCHED,
				commands: ['canary-command'],
				help: [{ tableId: 't_1', reason: 'technology', atMs: 77_001, answered: false }],
				vote: {
					id: 'v_1',
					open: true,
					revealed: false,
					dots: 3,
					perItemMax: 3,
					criterion: '?',
					tableIds: ['t_1', 't_2'],
				},
			},
			{ code: 'CANARY', settings: { ...DEFAULT_SETTINGS, moderation: 'before' } },
		),
		{ t_1: ['c_1'], t_2: ['c_2'] },
	);
	await stores.ballots.open('d_1', 'v_1');
	for (const [n, table] of (['t_1', 't_2'] as const).entries()) {
		const board = { dialogue: 'd_1', kind: 'board', id: table } as const;
		const { epoch, tail } = await stores.log.open(board);
		const held = { question: 'good', text: `canary-held-${table}`, lang: 'de', sinceMs: n };
		await stores.log.append(board, { seq: tail.length, epoch }, null, {
			ledger: [
				{
					card: `c_held_${n}`,
					was: null,
					row: { rev: 1, seat: 's_canary', table, outcome: 'waiting', seen: 'canary-seen', held },
				},
			],
		});
	}
	nodes.push(await LiveNode.start(stores, 'one'), await LiveNode.start(stores, 'two'));
	const heard = new Map<Role | 'host2', string[]>();
	const pages = new Map<Role | 'host2', Live>();
	for (const role of [...ROLES, 'host2'] as const) {
		const token =
			role === 'host2' ? await stores.tokenFor('host', 't_2') : await tokenOf(stores, role);
		const page = nodes[0]!.client(token);
		const all: string[] = [];
		page.socket.onAny((...came: unknown[]) => all.push(JSON.stringify(came)));
		heard.set(role, all);
		pages.set(role, page);
	}
	for (const page of pages.values()) await page.whenState();
	// ballots, presence, freezing, a step: everything goes round once
	const guest = pages.get('participant')!;
	const moderator = pages.get('moderator')!;
	await guest.must('vote:cast', { voteId: 'v_1', dots: { c_2: 3 } });
	await guest.must('seat:at', { tableId: 't_2' });
	await moderator.must('table:freeze', { tableId: 't_1', frozen: true });
	await moderator.must('step:start', { stepId: 'write' });
	for (const page of pages.values()) await page.whenState(({ step }) => step?.id === 'write');
	await moderator.whenState(({ vote }) => vote?.ballots === 1);
	await until(() => pages.get('projector')!.presence?.tables.t_2?.seats === 1, {
		what: 'presence',
	});

	for (const [role, all] of heard) {
		const has = (text: string) => all.some((one) => one.includes(text));
		const conducting = role === 'moderator' || role === 'organiser';
		const expected = {
			'canary-held-t_1': conducting || role === 'host',
			'canary-held-t_2': conducting || role === 'host2',
			'canary-command': false,
			'canary-seen': false,
			s_canary: false,
			'"tally"': false,
			'"ballots"': conducting,
			'77001': conducting || role === 'host',
			CANARY: role !== 'observer' && role !== 'interpreter',
			'"presence"': role !== 'participant',
			// the own seat, in the own state alone
			'"s_1"': role === 'participant',
		};
		for (const [text, wanted] of Object.entries(expected))
			expect([role, text, has(text)]).toEqual([role, text, wanted]);
	}
});
