import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { SeatId, VoteId } from '#shared/ids.ts';
import type { Live } from '#tests/support/live.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { until } from '#tests/support/until.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});
async function start() {
	const stores = await LiveStores.with(sampleDialogue(), {
		t_1: ['c_1', 'c_2', 'c_3'],
		t_2: ['c_4'],
	});
	for (const name of ['one', 'two']) nodes.push(await LiveNode.start(stores, name));
	const [node, other] = nodes as [LiveNode, LiveNode];
	const moderator = await node.open(await stores.tokenFor('moderator'));
	return { stores, node, other, moderator };
}
const openVote = async (moderator: Live, more: object = {}): Promise<VoteId> => {
	const body = { dots: 3, perItemMax: 2, criterion: 'Was ist dringend?', ...more };
	return ((await moderator.must('vote:open', body)) as { voteId: VoteId }).voteId;
};
const codeOf = (answer: Awaited<ReturnType<Live['command']>>) =>
	answer.ok ? 'ok' : answer.rejection.code;

test('[BB3] [TA1] 500 seats × 10 duplicates over two nodes: one ballot each, and the tally is the recount', async () => {
	const seed = seedOf(process.env['SEED']);
	const random = new SeededRandom(seed);
	const { stores, node, other, moderator } = await start();
	const voteId = await openVote(moderator);
	const expected: Record<string, number> = {};
	const castTenTimes = async (seat: SeatId) => {
		const token = await stores.seatToken(seat);
		const pages = await Promise.all([node.open(token), other.open(token)]);
		const dots: Record<string, number> = {};
		for (let left = 3; left > 0; left--) {
			const card = random.pick(['c_1', 'c_2', 'c_3', 'c_4'])!;
			if ((dots[card] ?? 0) < 2) dots[card] = (dots[card] ?? 0) + 1;
		}
		for (const [card, k] of Object.entries(dots)) expected[card] = (expected[card] ?? 0) + k;
		const id = randomUUID();
		const answers = await Promise.all(
			Array.from({ length: 10 }, (_, k) =>
				pages[k % 2]!.command('vote:cast', { voteId, dots }, k < 8 ? id : randomUUID()),
			),
		);
		expect(new Set(answers.map(codeOf)), `seed ${seed}`).toEqual(new Set(['ok']));
		pages.forEach((page) => page.leave());
	};
	// a hundred at once: whoever comes in last does not wait for five hundred
	for (let from = 0; from < 500; from += 100)
		await Promise.all(Array.from({ length: 100 }, (_, n) => castTenTimes(`s_${from + n}`)));
	await moderator.whenState(({ vote }) => vote?.ballots === 500);
	expect(moderator.tally).toBeUndefined();
	await moderator.must('vote:close', {});
	await moderator.must('vote:reveal', {});
	const tally = await until(() => moderator.tally, { what: 'the tally' });
	expect(tally).toEqual({
		voteId,
		items: Object.fromEntries(
			Object.entries(expected)
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([card, dots]) => [card, { dots, counted: 0 }]),
		),
		ballots: 500,
	});
	expect(Object.values(expected).reduce((a, b) => a + b)).toBeGreaterThan(1_000);
	const box = await stores.ballots.read('d_1', voteId);
	expect(box.ballots.size).toBe(500);
}, 60_000);

test('[VO5] [VO6] [LC4] a ballot is refused with the reason, and one after the close, too', async () => {
	const { stores, node, other, moderator } = await start();
	const guest = await node.open(await stores.seatToken('s_1'));
	const cast = (voteId: VoteId, dots: Record<string, number>, id?: string) =>
		guest.command('vote:cast', { voteId, dots }, id).then(codeOf);
	expect(await cast('v_1', {})).toBe('vote/unknown');
	const voteId = await openVote(moderator, { tableIds: ['t_1'] });
	expect(await cast(voteId, { c_1: 2, c_2: 2 })).toBe('vote/over-budget');
	expect(await cast(voteId, { c_1: 3 })).toBe('vote/over-budget');
	expect(await cast(voteId, { c_4: 1 })).toBe('vote/unknown-item'); // of a table without the vote
	expect(await cast(voteId, { c_9: 1 })).toBe('vote/unknown-item');
	expect(await cast(voteId, { g_1: 1 })).toBe('vote/unknown-item');
	expect(await cast(voteId, { c_1: 0.5 })).toBe('request/invalid');
	const id = randomUUID();
	expect(await cast(voteId, { c_1: 1 }, id)).toBe('ok');
	expect(await cast(voteId, { c_2: 1 })).toBe('ok'); // replaces it
	expect(await cast(voteId, { c_1: 1 }, id)).toBe('ok'); // the earlier one once more: changes nothing
	expect(codeOf(await moderator.command('vote:cast', { voteId, dots: {} }))).toBe(
		'command/not-allowed',
	);
	expect(
		codeOf(await moderator.command('vote:open', { dots: 1, perItemMax: 1, criterion: '?' })),
	).toBe('vote/open');
	await moderator.must('vote:close', {});
	const late = await other.open(await stores.seatToken('s_2'));
	for (const page of [guest, late])
		expect(codeOf(await page.command('vote:cast', { voteId, dots: { c_1: 1 } }))).toBe(
			'vote/closed',
		);
	expect(await cast(voteId, { c_1: 1 }, id)).toBe('ok'); // was taken in time
	const { ballots } = await stores.ballots.read('d_1', voteId);
	expect([...ballots]).toEqual([['s_1', { c_2: 1 }]]);
});

test('[BB2] closing in the middle of a burst: acknowledged ballots count, refused ones do not', async () => {
	const { stores, node, other, moderator } = await start();
	let oks = 0;
	let noes = 0;
	for (let round = 0; round < 10; round++) {
		const voteId = await openVote(moderator);
		const pages = await Promise.all(
			Array.from({ length: 30 }, async (_, n) =>
				(n % 2 ? node : other).open(await stores.seatToken(`s_${round}_${n}`)),
			),
		);
		const casts = pages.map((page) => page.command('vote:cast', { voteId, dots: { c_1: 1 } }));
		await casts[round];
		const close = moderator.must('vote:close', {});
		const more = pages.map((page) => page.command('vote:cast', { voteId, dots: { c_2: 1 } }));
		await close;
		const { ballots } = await stores.ballots.read('d_1', voteId);
		const [first, second] = [await Promise.all(casts), await Promise.all(more)];
		for (let n = 0; n < pages.length; n++) {
			const counted = second[n]!.ok ? { c_2: 1 } : first[n]!.ok ? { c_1: 1 } : undefined;
			expect(ballots.get(`s_${round}_${n}`)).toEqual(counted);
			oks += Number(second[n]!.ok);
			noes += Number(!second[n]!.ok);
		}
		pages.forEach((page) => page.leave());
	}
	expect(oks + noes).toBe(300);
	expect(noes).toBeGreaterThan(0);
});

test('[VO7] [LC5] [LV9] a hand count by the host of the table, shown beside the dots', async () => {
	const { stores, node, other, moderator } = await start();
	const host = await other.open(await stores.tokenFor('host', 't_1'));
	const voteId = await openVote(moderator);
	const count = (tableId: 't_1' | 't_2', dots: Record<string, number>) =>
		host.command('vote:count', { voteId, tableId, dots }).then(codeOf);
	expect(await count('t_2', { c_4: 5 })).toBe('command/not-allowed');
	expect(await count('t_1', { c_4: 5 })).toBe('vote/unknown-item');
	expect(await count('t_1', { c_1: 5 })).toBe('ok');
	await moderator.must('vote:reveal', {});
	const wall = await node.open(await stores.tokenFor('projector'));
	const counted = (n: number) => wall.tally?.items.c_1?.counted === n;
	await until(() => counted(5), { what: 'the hand count' });
	expect(await count('t_1', { c_1: 7, c_2: 0 })).toBe('ok');
	await until(() => counted(7), { what: 'the corrected hand count' });
	expect(wall.tally).toEqual({ voteId, items: { c_1: { dots: 0, counted: 7 } }, ballots: 0 });
});

test('[LV9] after the reveal the tally follows an open vote, at most four times a second', async () => {
	const { stores, node, moderator } = await start();
	const voteId = await openVote(moderator);
	const arrivals: number[] = [];
	moderator.socket.on('tally', () => arrivals.push(performance.now()));
	const startMs = performance.now();
	await moderator.must('vote:reveal', {});
	const guests = await Promise.all(
		Array.from({ length: 40 }, async (_, n) => node.open(await stores.seatToken(`s_${n}`))),
	);
	let n = 0;
	const voteOn = async () => {
		const guest = guests[n++ % guests.length]!;
		await guest.must('vote:cast', {
			voteId,
			dots: { [Math.floor(n / 40) % 2 ? 'c_1' : 'c_2']: 1 },
		});
		return arrivals.length >= 6 && n > 100;
	};
	await until(voteOn, { what: 'six tallies', everyMs: 10 });
	await until(() => moderator.tally?.ballots === 40, { what: 'all ballots' });
	// counted from the reveal on: a busy process may hear of two at once, but not of more than there were
	for (const [n, atMs] of arrivals.entries()) expect(n).toBeLessThanOrEqual((atMs - startMs) / 240); // timers may fire a little early
	expect(guests.at(-1)!.tally?.items.c_1).toBeDefined();
});
