import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServerClock } from '../../client/lib/hall/server-clock.ts';
import { Hall, openHall } from '#tests/support/hall.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import type { Live } from '#tests/support/live.ts';
import { startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';

const NODES_WRONG_BY_MS = [7_000, -7_000];
const HOUR_MS = 3_600_000;
const DEVICES_WRONG_BY_MS = [0, 26 * HOUR_MS, -3 * HOUR_MS + 1_234, 400 * 24 * HOUR_MS];
const SPREAD_MAX_MS = 300;
/** What keeps a crowded machine from telling the time when it is asked. */
const SLACK_MS = 10 * SPREAD_MAX_MS;
let redis: RedisServer;
let nodes: ServerProcess[];
let beganMs: number;

beforeAll(async () => {
	beganMs = Date.now();
	redis = await startRedis();
	const preload = path.resolve(import.meta.dirname, '../support/wrong-date.ts');
	nodes = await Promise.all(
		NODES_WRONG_BY_MS.map((wrongByMs, n) =>
			startServer({
				under: ['env', `NODE_OPTIONS=--import=${preload}`],
				env: {
					REDIS_URL: redis.url,
					NODE_NAME: `node-${n}`,
					CLOCK_WRONG_BY_MS: String(wrongByMs),
				},
			}),
		),
	);
});
afterAll(async () => {
	await Promise.all(nodes.map((node) => node.remove()));
	await redis.remove();
});

/** The device's clock as a page has it: wrong on the wall, measured against its server. */
async function countingOn(page: Live, wrongByMs: number): Promise<ServerClock> {
	const clock = new ServerClock({
		wall: () => Date.now() + wrongByMs,
		steady: () => performance.now(),
	});
	for (let n = 0; n < 3; n++) {
		const sentAtMs = clock.readMs();
		const { serverTimeMs } = (await page.must('clock:read', {})) as { serverTimeMs: number };
		clock.measured(sentAtMs, serverTimeMs);
	}
	return clock;
}

test('[TI2] nodes wrong by ±7 s, devices by hours and days: all countdowns agree', async () => {
	const [a, b] = nodes as [ServerProcess, ServerProcess];
	const onA = await openHall(a, { steps: [{ id: 'write', kind: 'write', minutes: 10 }] });
	const onB = new Hall(b, onA.dialogue);
	const spreads: number[] = [];
	// the clocks on their walls are wrong indeed: what each writes into its log says so
	for (const [n, wrongByMs] of NODES_WRONG_BY_MS.entries()) {
		const [, written = ''] = /"time":"([^"]+)"/.exec(nodes[n]!.stderr) ?? [];
		const writtenAtMs = Date.parse(written) - wrongByMs;
		expect(writtenAtMs).toBeGreaterThanOrEqual(beganMs - 1_000);
		expect(writtenAtMs).toBeLessThanOrEqual(Date.now() + 1_000);
	}
	// the step is started on one node and counted down on both
	for (const starting of [onA, onB]) {
		const moderator = await starting.live(onA.moderatorToken);
		const startedMs = Date.now();
		await moderator.must('step:start', { stepId: 'write' });
		const answeredMs = Date.now();
		const ends = await Promise.all(
			[onA, onB].flatMap((hall) =>
				DEVICES_WRONG_BY_MS.map(async (wrongByMs) => {
					const page = await hall.live((await hall.join()).token);
					const { step } = await page.whenState((seen) => seen.step !== null);
					const clock = await countingOn(page, wrongByMs);
					// when this device will show nought, by a clock that is right
					return { atMs: Date.now() + step!.endsAtMs - clock.nowMs(), page };
				}),
			),
		);
		const times = ends.map(({ atMs }) => atMs);
		spreads.push(Math.max(...times) - Math.min(...times));
		// and it is the right time
		for (const atMs of times) {
			expect(atMs - startedMs).toBeGreaterThan(600_000 - SLACK_MS);
			expect(atMs - answeredMs).toBeLessThan(600_000 + SLACK_MS);
		}
		for (const { page } of ends) page.leave();
		await moderator.must('step:end', {});
	}
	for (const ms of spreads) keptTime('[TI2] spread of 8 countdowns', ms, SPREAD_MAX_MS);
});
