import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { io } from 'socket.io-client';
import { ROLES } from '#shared/roles.ts';
import { hashToken } from '#server/services/tokens.ts';
import type { Live } from '#tests/support/live.ts';
import { deafRecords, lateRecords } from '#tests/support/late-records.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { until } from '#tests/support/until.ts';
import { keptTime } from '#tests/support/kept-time.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});
async function start(count = 1, stores?: LiveStores) {
	const shared = stores ?? (await LiveStores.with());
	for (let n = 0; n < count; n++) nodes.push(await LiveNode.start(shared, `node-${n}`));
	return { stores: shared, node: nodes[0]!, other: nodes.at(-1)! };
}

describe('connecting', () => {
	test('[LV1] the token decides; without a valid one nobody comes in', async () => {
		const { stores, node } = await start();
		const revoked = await stores.tokenFor('moderator');
		await stores.revoke(revoked);
		for (const token of ['', 'wrong', revoked, 'x'.repeat(5_000)]) {
			const client = node.client(token);
			expect(await until(() => client.refused, { what: 'a refusal' })).toBe('unauthorised');
			expect(client.state).toBeUndefined();
		}
		for (const auth of [{}, { token: 7 }, { token: { $ne: '' } }, { __proto__: null }]) {
			const socket = io(node.base, {
				path: '/live',
				transports: ['websocket'],
				forceNew: true,
				auth,
			});
			const message = await new Promise((done) =>
				socket.on('connect_error', (error) => done(error.message)),
			);
			expect(message).toBe('unauthorised');
			socket.close();
		}
	});
	test('[LV1] an organiser names the dialogue; others have their own and no other', async () => {
		const { stores, node } = await start();
		await stores.keep(sampleDialogue({}, { id: 'd_2' }));
		await stores.keep(stores.dialogue);
		const organiser = await stores.token({ role: 'organiser', account: 'a_1' });
		const host = await stores.tokenFor('host', 't_1');
		const connect = (auth: object) => {
			const socket = io(node.base, {
				path: '/live',
				transports: ['websocket'],
				forceNew: true,
				auth,
			});
			return new Promise<string>((done) => {
				socket.on('state', (state: Live['state']) => done(state!.dialogue.id));
				socket.on('connect_error', (error) => done(error.message));
			}).finally(() => socket.close());
		};
		expect(await connect({ token: organiser, dialogueId: 'd_2' })).toBe('d_2');
		expect(await connect({ token: organiser })).toBe('dialogue/not-found');
		expect(await connect({ token: organiser, dialogueId: 'd_9' })).toBe('dialogue/not-found');
		expect(await connect({ token: organiser, dialogueId: '__proto__' })).toBe('dialogue/not-found');
		expect(await connect({ token: host })).toBe('d_1');
		expect(await connect({ token: host, dialogueId: 'd_1' })).toBe('d_1');
		expect(await connect({ token: host, dialogueId: 'd_2' })).toBe('dialogue/not-found');
	});
	test('[LV6] every role gets its state on connecting, by either transport', async () => {
		const { stores, node } = await start();
		for (const role of ROLES) {
			if (role === 'organiser') continue;
			const token =
				role === 'participant'
					? await stores.seatToken('s_1')
					: await stores.tokenFor(role, role === 'host' ? 't_1' : undefined);
			for (const transports of [['websocket'], ['polling']]) {
				const client = await node.open(token, transports);
				expect(client.state!.me.role).toBe(role);
			}
		}
	});
});

describe('commands', () => {
	test('[LV2] acknowledged with a value or a reason, and everybody has the new state', async () => {
		const { stores, node } = await start();
		const moderator = await node.open(await stores.tokenFor('moderator'));
		const guest = await node.open(await stores.seatToken('s_1'), ['polling']);
		const id = randomUUID();
		const step = await moderator.command('step:start', { stepId: 'plenary' }, id);
		expect(step).toEqual({ ok: true });
		await guest.whenState(({ step, me }) => step?.id === 'plenary' && !me.may.write);
		const opened = await moderator.must('vote:open', { dots: 3, perItemMax: 1, criterion: '?' });
		const { vote } = await guest.whenState(({ vote }) => vote?.open === true);
		expect(opened).toEqual({ voteId: vote!.id });
		expect(await moderator.command('step:start', { stepId: 'tea' })).toEqual({
			ok: false,
			rejection: { code: 'step/unknown', detail: 'tea' },
		});
		const unknown: unknown = await moderator.socket.timeout(5_000).emitWithAck('step:jump', { id });
		expect(unknown).toMatchObject({ ok: false, rejection: { code: 'command/unknown' } });
		expect(await guest.command('table:freeze', { tableId: 't_1', frozen: true })).toMatchObject({
			rejection: { code: 'command/not-allowed' },
		});
	});
	test('[CO3] the same id again, also on another node and after a reconnect, has no second effect', async () => {
		const { stores, node, other } = await start(2);
		const token = await stores.tokenFor('moderator');
		const moderator = await node.open(token);
		const id = randomUUID();
		const freeze = { tableId: 't_1', frozen: true } as const;
		expect((await moderator.command('table:freeze', freeze, id)).ok).toBe(true);
		await moderator.must('table:freeze', { ...freeze, frozen: false });
		const { version } = (await stores.records.get('dialogue', 'd_1'))!;
		moderator.goOffline();
		moderator.comeBack();
		const elsewhere = await other.open(token);
		for (const page of [moderator, elsewhere])
			for (const body of [freeze, { ...freeze, tableId: 't_2' as const }])
				expect(await page.command('table:freeze', body, id)).toEqual({ ok: true });
		expect((await stores.records.get('dialogue', 'd_1'))!.version).toBe(version);
	});
	test('[LC1] two moderators against each other, 500 times on two nodes: one order, one state', async () => {
		const stores = await LiveStores.with();
		for (const name of ['late one', 'late two'])
			nodes.push(await LiveNode.start(stores, name, { records: lateRecords(stores.records) }));
		// twelve connections each: within the limit of commands that one may send at once
		const open = async (at: LiveNode) => {
			const token = await stores.tokenFor('moderator');
			return Promise.all(Array.from({ length: 12 }, () => at.open(token)));
		};
		const [one, two] = [await open(nodes.at(-2)!), await open(nodes.at(-1)!)];
		await one[0]!.must('step:start', { stepId: 'write' });
		const { endsAtMs } = (await stores.now()).conduct.step!;
		const press = (pages: Live[], frozen: boolean) =>
			Promise.all(
				Array.from({ length: 500 }, (_, n) =>
					n % 5 === 0
						? pages[n % pages.length]!.must('step:extend', { seconds: 7 })
						: pages[n % pages.length]!.must('table:freeze', { tableId: 't_1', frozen }),
				),
			);
		const before = (await stores.records.get('dialogue', 'd_1'))!.version;
		await Promise.all([press(one, true), press(two, false)]);
		const { version, value } = (await stores.records.get('dialogue', 'd_1'))!;
		expect(version - before).toBe(1_000);
		// each of them was judged by what the one before had left
		expect(value.conduct.step!.endsAtMs - endsAtMs).toBe(200 * 7_000);
		for (const page of [...one, ...two]) {
			const state = await page.whenState((seen) => seen.version === version);
			expect(state.tables[0]!.frozen).toBe(value.conduct.frozen.includes('t_1'));
		}
	});
	test('[LC2] after the acknowledgement of a freeze nothing judged before is kept, on any node', async () => {
		const { stores, node, other } = await start(2);
		const moderator = await node.open(await stores.tokenFor('moderator'));
		const board = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
		const { room, release } = await other.registry.hold(board);
		const { epoch } = room;
		await moderator.must('table:freeze', { tableId: 't_1', frozen: true });
		const answer = await room.write(epoch, (doc) => {
			doc.getMap('info').set('late', true);
			return {};
		});
		expect(answer).toBe('stale-epoch');
		release();
	});
	test('[LV13] what has come is carried out and acknowledged before the connections end', async () => {
		const { stores, node } = await start();
		const moderator = await node.open(await stores.tokenFor('moderator'));
		const answers = Array.from({ length: 20 }, (_, n) =>
			moderator.command('table:freeze', { tableId: n % 2 ? 't_1' : 't_2', frozen: true }),
		);
		await answers[0];
		await node.live.close();
		const kept = (await stores.now()).conduct.commands.length;
		await until(() => !moderator.online, { what: 'the connection ends' });
		const acknowledged = await Promise.allSettled(answers.slice(0, kept));
		expect(acknowledged.every((one) => one.status === 'fulfilled' && one.value.ok)).toBe(true);
	});
});

describe('what comes down', () => {
	test('[LV14] the time, at that moment, to every role: as exact as screens have to agree', async () => {
		const agreeMs = 300;
		const { stores, node } = await start();
		for (const role of ['moderator', 'projector', 'observer', 'interpreter'] as const) {
			const page = await node.open(await stores.tokenFor(role));
			const before = Date.now();
			const { serverTimeMs } = (await page.must('clock:read', {})) as { serverTimeMs: number };
			expect(serverTimeMs).toBeGreaterThanOrEqual(before - agreeMs);
			expect(serverTimeMs).toBeLessThanOrEqual(Date.now() + agreeMs);
		}
	});
	test('[LV8] presence on both nodes: where devices say that they are', async () => {
		const { stores, node, other } = await start(2);
		const moderator = await node.open(await stores.tokenFor('moderator'));
		const guest = await other.open(await stores.seatToken('s_1'));
		await other.open(await stores.tokenFor('host', 't_2'));
		await guest.must('seat:at', { tableId: 't_1' });
		expect(await guest.command('seat:at', { tableId: 't_9' })).toMatchObject({ ok: false });
		expect(await moderator.command('seat:at', { tableId: 't_1' })).toMatchObject({
			rejection: { code: 'command/not-allowed' },
		});
		const at = (n: number) => moderator.presence?.tables.t_1?.seats === n;
		await until(() => at(1) && moderator.presence?.tables.t_2?.hosts === 1, { what: 'presence' });
		expect(moderator.presence!.seats).toBe(1);
		guest.leave();
		await until(() => moderator.presence?.seats === 0, { what: 'the seat is gone' });
		expect(guest.presence).toBeUndefined();
	});
	test('[LV10] a message reaches those at its tables, on both nodes', async () => {
		const { stores, node, other } = await start(2);
		const moderator = await node.open(await stores.tokenFor('moderator'));
		const one = await other.open(await stores.seatToken('s_1'));
		const two = await other.open(await stores.seatToken('s_2'));
		await one.must('seat:at', { tableId: 't_1' });
		await two.must('seat:at', { tableId: 't_2' });
		await moderator.must('message:send', { text: 'Suppe!', tableIds: ['t_2'] });
		await until(() => two.messages.length === 1, { what: 'the message' });
		await moderator.must('message:send', { text: 'Alle!' });
		await until(() => one.messages.length === 1, { what: 'the message to all' });
		expect(one.messages[0]!.text).toBe('Alle!');
		await until(() => two.messages.length === 2, { what: 'both messages' });
	});
	test('[LV12] a change by another program is told to everybody, and screens are judged again', async () => {
		const { stores, node } = await start();
		const guest = await node.open(await stores.seatToken('s_1'));
		await stores.keep({ ...stores.dialogue, phase: 'closed' });
		const state = await guest.whenState(({ dialogue }) => dialogue.phase === 'closed');
		expect(state.me.may).toEqual({ write: false, sort: false, vote: false });
	});
});

describe('the end', () => {
	const parting = (page: Live) =>
		new Promise<unknown>((done) => {
			let goodbye: unknown;
			page.socket.on('goodbye', (why: unknown) => (goodbye = why));
			page.socket.on('disconnect', (reason) => done({ goodbye, reason }));
		});
	test('[LV11] a revoked token ends its connections on every node within a second', async () => {
		const { stores, node, other } = await start(2);
		const token = await stores.tokenFor('host', 't_1');
		const pages = [await node.open(token), await other.open(token), await other.open(token)];
		const partings = pages.map(parting);
		const bystander = await other.open(await stores.tokenFor('moderator'));
		const startMs = performance.now();
		await stores.revoke(token);
		for (const told of await Promise.all(partings))
			expect(told).toEqual({
				goodbye: { reason: 'revoked' },
				reason: 'io server disconnect',
			});
		keptTime('[LV11] a revoked token', performance.now() - startMs, 1_000);
		expect(bystander.online).toBe(true);
		const again = node.client(token);
		expect(await until(() => again.refused, { what: 'a refusal' })).toBe('unauthorised');
		const seat = await stores.seatToken('s_1');
		const given = parting(await other.open(seat));
		await stores.revoke(seat);
		expect(await given).toMatchObject({ goodbye: { reason: 'revoked' } });
	});
	test('[LV11] [LV12] a node that no bell reaches finds out by looking', async () => {
		const { stores, node } = await start();
		nodes.push(await LiveNode.start(stores, 'deaf', { records: deafRecords(stores.records) }));
		const token = await stores.tokenFor('host', 't_1');
		const host = await nodes[1]!.open(token);
		const moderator = await node.open(await stores.tokenFor('moderator'));
		await moderator.must('table:freeze', { tableId: 't_1', frozen: true });
		await host.whenState(({ tables }) => tables[0]!.frozen, 2_000);
		const told = parting(host);
		await stores.revoke(token);
		expect(await told).toMatchObject({ goodbye: { reason: 'revoked' } });
		const seat = await stores.seatToken('s_1');
		const erased = parting(await nodes[1]!.open(seat));
		await stores.records.erase('d_1');
		// the erasure has taken the token, and only that was heard of
		nodes[1]!.live.revoked(hashToken(seat));
		expect(await erased).toMatchObject({ goodbye: { reason: 'erased' } });
	});
	test('[LV11] an erased dialogue says goodbye to everybody on every node', async () => {
		const { stores, node, other } = await start(2);
		const pages = [
			await node.open(await stores.seatToken('s_1')),
			await other.open(await stores.tokenFor('moderator')),
		];
		const partings = pages.map(parting);
		await stores.records.erase('d_1');
		for (const told of await Promise.all(partings))
			expect(told).toMatchObject({ goodbye: { reason: 'erased' } });
	});
});
