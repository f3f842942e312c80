import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { UNTOUCHED } from '#server/domain/dialogue.ts';
import { COMMANDS, type Acknowledgement, type CommandName } from '#shared/commands.ts';
import { LIMITS } from '#shared/limits.ts';
import { REJECTIONS } from '#shared/rejections.ts';
import { COMMAND_BODIES } from '#tests/support/command-bodies.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import type { Live } from '#tests/support/live.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { until } from '#tests/support/until.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});
async function start() {
	const stores = await LiveStores.with(sampleDialogue(), { t_1: ['c_1', 'c_2'], t_2: ['c_3'] });
	const node = await LiveNode.start(stores, 'one');
	nodes.push(node);
	return { stores, node };
}

const NAMES = [
	...Object.keys(COMMANDS),
	'error',
	'message',
	'__proto__',
	'constructor',
	'',
	'step',
];
// the hosts among them are table two's: no word leads there by chance
const WORDS = [
	...['t_1', 't_9', 'c_1', 'c_2', 'g_1', 'v_1', 'good', 'write', '__proto__', 'constructor'],
	...['', ' ', '\u0000', '\u202E', '=1+1', '<script>', '\uD800', 'ü'.repeat(300), '../..', 'null'],
];
const FIELDS = [
	...['id', 'stepId', 'seconds', 'tableId', 'tableIds', 'frozen', 'cardId', 'cardIds', 'reason'],
	...['voteId', 'dots', 'perItemMax', 'criterion', 'title', 'groupId', 'target', 'view', 'kind'],
	...['text', 'beforeId', 'question', '__proto__', 'constructor', 'toJSON', 'then', 'length'],
];

/** The protocol's own bounds (bytes, attachments) end a connection together with what it has asked for. */
const ENDED = 'the connection ended';

function anything(random: SeededRandom, depth = 0): unknown {
	const kind = random.whole(0, depth > 4 ? 8 : 12);
	switch (kind) {
		case 0:
			return random.pick([null, true, false, undefined]);
		case 1:
			return random.pick([0, -1, 1, 3, 0.5, 1e308, -1e308, NaN, 2 ** 53]);
		case 2:
			return 'x'.repeat(random.whole(0, 500));
		case 3:
			return Buffer.from('bytes');
		case 4:
		case 5:
			return randomUUID();
		case 6:
		case 7:
			return random.pick(WORDS);
		case 8:
			return Array.from({ length: random.whole(0, 5) }, () => anything(random, depth + 1));
		default: {
			const body: Record<string, unknown> = {};
			for (let n = random.whole(0, 6); n > 0; n--)
				Object.defineProperty(body, random.pick(FIELDS)!, {
					value: anything(random, depth + 1),
					enumerable: true,
					configurable: true,
					writable: true,
				});
			if (random.chance(0.5)) body['id'] = randomUUID();
			return body;
		}
	}
}

/** A command as it should be, but for one field in half of all cases. */
function almostRight(random: SeededRandom, name: string): unknown {
	const known = Object.hasOwn(COMMAND_BODIES, name);
	const body: Record<string, unknown> = {
		id: randomUUID(),
		...(known && structuredClone(COMMAND_BODIES[name as CommandName])),
	};
	if (random.chance(0.5)) body[random.pick(Object.keys(body))!] = anything(random, 3);
	return body;
}

/** An honest client waits no longer than this, in the time of a core that is there for the server alone. */
const HONEST_MS_MAX = 500;

/**
 * An honest moderator in the middle of it: how long an answer takes, in ms; and how long this thread was at work
 * meanwhile (attackers and server are one here), which is the same on a machine where others work, too.
 */
async function probe(
	page: Live,
	isOver: () => boolean,
): Promise<{ tookMs: number[]; workedMs: number[] }> {
	const tookMs: number[] = [];
	const workedMs: number[] = [];
	await until(
		async () => {
			const startMs = performance.now();
			const before = process.threadCpuUsage();
			await page.must('projector:show', { view: { kind: 'agenda' } });
			const { user, system } = process.threadCpuUsage(before);
			tookMs.push(performance.now() - startMs);
			workedMs.push((user + system) / 1_000);
			return isOver();
		},
		{ what: 'the end of the attack', withinMs: 110_000, everyMs: 60 },
	);
	const inOrder = (all: number[]) => all.sort((a, b) => a - b);
	return { tookMs: inOrder(tookMs), workedMs: inOrder(workedMs) };
}

test('SI01 20,000 seeded events of any shape: each answered, none has an effect it may not have, no crash', async () => {
	const seed = seedOf(process.env['SEED']);
	const random = new SeededRandom(seed);
	const { stores, node } = await start();
	const honest = await node.open(await stores.tokenFor('moderator'));
	let isOver = false;
	const probing = probe(honest, () => isOver);
	const codes = new Map<string, number>();
	let answered = 0;
	const perConnection = LIMITS.commandsBurstMax;
	for (let batch = 0; batch < 7; batch++) {
		const roles = ['seat', 'seat', 'seat', 'observer', 'interpreter', 'host'] as const;
		const pages = await Promise.all(
			Array.from({ length: 48 }, async (_, n) => {
				const role = roles[n % roles.length]!;
				if (role === 'seat') return node.open(await stores.seatToken(`s_${batch}_${n}`));
				return node.open(await stores.tokenFor(role, role === 'host' ? 't_2' : undefined));
			}),
		);
		await Promise.all(
			pages.map(async (page) => {
				const answers: Promise<unknown>[] = [];
				for (let n = 0; n < perConnection; n++) {
					const name = random.pick(NAMES)!;
					const bodies = random.chance(0.5)
						? [almostRight(random, name)]
						: Array.from({ length: random.pick([0, 1, 1, 1, 2, 9])! }, () => anything(random));
					if (random.chance(0.02)) page.socket.emit(name, ...bodies);
					else answers.push(page.socket.emitWithAck(name, ...bodies).catch(() => ENDED));
				}
				for (const answer of (await Promise.all(answers)) as (Acknowledgement | typeof ENDED)[]) {
					const code = answer === ENDED ? ENDED : answer.ok ? 'ok' : answer.rejection.code;
					codes.set(code, (codes.get(code) ?? 0) + 1);
					answered++;
				}
			}),
		);
		pages.forEach((page) => page.leave());
	}
	isOver = true;
	const { tookMs, workedMs } = await probing;
	expect(answered, `seed ${seed}`).toBeGreaterThan(19_000);
	for (const code of codes.keys())
		expect(code === 'ok' || code === ENDED || code in REJECTIONS, `${code}, seed ${seed}`).toBe(
			true,
		);
	expect(codes.get('server/fault'), `seed ${seed}`).toBeUndefined();
	expect(codes.get('request/invalid')).toBeGreaterThan(5_000);
	expect(codes.get('command/not-allowed')).toBeGreaterThan(500);
	expect(codes.get(ENDED) ?? 0).toBeLessThan(3_000);
	const { conduct, ...rest } = await stores.now();
	const { conduct: _, ...before } = stores.dialogue;
	expect(rest).toEqual(before);
	// hosts of table two were among them, and no command above was for table two
	// the honest moderator has shown the agenda all the time
	const shown = { projector: null, black: undefined, projectors: undefined };
	expect({ ...conduct, ...shown, help: [], commands: [] }).toEqual(UNTOUCHED);
	expect(node.logged).toEqual([]);
	const at = (share: number) => tookMs[Math.floor(share * (tookMs.length - 1))]!.toFixed(1);
	keptTime(
		`the server's longest work for one question, seed ${seed}`,
		workedMs.at(-1)!,
		HONEST_MS_MAX,
	);
	process.stdout.write(
		`SI01 seed ${seed}: ${answered} answers ${JSON.stringify(Object.fromEntries(codes))}; ` +
			`honest commands ${tookMs.length}, p50 ${at(0.5)} p99 ${at(0.99)} max ${at(1)} ms, at most ${workedMs.at(-1)!.toFixed(1)} ms of work before an answer\n`,
	);
}, 120_000);

test('SI01 raw frames that are no protocol: the connection ends or nothing happens, others go on', async () => {
	const { stores, node } = await start();
	const honest = await node.open(await stores.tokenFor('moderator'));
	const token = await stores.seatToken('s_1');
	const address = `${node.base.replace('http', 'ws')}/live/?EIO=4&transport=websocket`;
	const login = `40${JSON.stringify({ token })}`;
	const frames: (string | Buffer)[][] = [
		['garbage'],
		['40'],
		['40/admin,{}'],
		['40[]'],
		['40{"token":'],
		[login, '42'],
		[login, '42[]'],
		[login, '42["vote:cast"'],
		[login, '42[1,2]'],
		[login, '42["connect",{}]'],
		[login, '42["disconnect"]'],
		[login, '42["error",{}]'],
		[login, '42["newListener",{}]'],
		[login, '42999999999999999999["vote:cast",{}]'],
		[login, '4999["x"]'],
		[login, '451-["vote:cast",{"_placeholder":true,"num":0}]'],
		[login, '451-["vote:cast",{"_placeholder":true,"num":7}]', Buffer.from('x')],
		[login, '4510000-["vote:cast",{}]'],
		[login, Buffer.from('unasked')],
		[login, `42["vote:cast",${'['.repeat(15_000)}${']'.repeat(15_000)}]`],
		[login, `42["vote:cast","${'x'.repeat(LIMITS.commandBytesMax)}"]`],
		[login, login, login],
		[login, '41', '42["vote:cast",{}]'],
		[login, '1'],
		[login, '5'],
		['6'.repeat(10_000)],
	];
	for (const list of frames) {
		const socket = new WebSocket(address);
		socket.on('error', () => undefined);
		await new Promise((done) => socket.once('open', done));
		for (const frame of list) socket.send(frame);
		// an honest answer after it: all that was sent before has been read
		await honest.must('projector:show', { view: { kind: 'tables' } });
		socket.terminate();
	}
	for (const path of [
		'/live/?EIO=4&transport=polling&sid=wrong',
		'/live/?EIO=4&transport=websocket',
		'/live/?EIO=9&transport=polling',
		'/live/?EIO=4&transport=__proto__',
		'/live/',
	])
		expect((await fetch(node.base + path)).status).toBe(400);
	const { sid } = JSON.parse(
		(await (await fetch(`${node.base}/live/?EIO=4&transport=polling`)).text()).slice(1),
	) as { sid: string };
	const post = (body: BodyInit) =>
		fetch(`${node.base}/live/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body }).then(
			({ status }) => status,
			() => 'cut',
		);
	expect(await post('x'.repeat(LIMITS.commandBytesMax * 2))).not.toBe(200);
	await honest.must('projector:show', { view: { kind: 'tables' } });
	expect(honest.online).toBe(true);
	await until(() => node.live.connections === 1, {
		what: 'only the honest one is left',
		withinMs: 25_000,
	});
}, 40_000);

test('SV06 before the reveal no channel carries a tally, not even in answers', async () => {
	const { stores, node } = await start();
	const moderator = await node.open(await stores.tokenFor('moderator'));
	const { voteId } = (await moderator.must('vote:open', {
		dots: 3,
		perItemMax: 3,
		criterion: '?',
	})) as { voteId: `v_${string}` };
	const came: { readonly role: string; readonly text: string }[] = [];
	const listen = async (role: string, token: string) => {
		const page = await node.open(token);
		page.socket.onAny((...sent: unknown[]) => came.push({ role, text: JSON.stringify(sent) }));
		return page;
	};
	for (const role of ['projector', 'observer', 'interpreter'] as const)
		await listen(role, await stores.tokenFor(role));
	moderator.socket.onAny((...sent: unknown[]) =>
		came.push({ role: 'moderator', text: JSON.stringify(sent) }),
	);
	const host = await listen('host', await stores.tokenFor('host', 't_1'));
	const other = await listen('other host', await stores.tokenFor('host', 't_2'));
	const guest = await listen('participant', await stores.seatToken('s_1'));
	const answers = [
		await guest.command('vote:cast', { voteId, dots: { c_1: 2 } }),
		await host.command('vote:count', { voteId, tableId: 't_1', dots: { c_2: 17 } }),
		await moderator.command('vote:close', {}),
	];
	await moderator.whenState(({ vote }) => vote?.ballots === 1 && !vote.open);
	expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
	// what was typed as counted by hand: those who may correct it, and nobody else
	const typed = [{ tableId: 't_1', dots: { c_2: 17 } }];
	for (const page of [host, moderator])
		await page.whenState(({ vote }) => vote?.counts?.length === 1);
	expect([host, moderator, other].map((page) => page.state!.vote!.counts)).toEqual([
		typed,
		typed,
		[],
	]);
	expect(came.length).toBeGreaterThan(0);
	for (const { role, text } of came) {
		expect(text).not.toMatch(/"tally"|"c_1"|counted/);
		if (role !== 'host' && role !== 'moderator')
			expect([role, text]).not.toEqual([role, expect.stringContaining('"c_2"')]);
	}
});
