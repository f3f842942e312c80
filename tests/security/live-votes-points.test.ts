import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '#server/stores.ts';
import { OPEN, READ } from '#server/adapters/redis/log-scripts.ts';
import { RedisStore } from '#server/adapters/redis/store.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import { CutDisk, writeImage } from '#tests/fault/disk/cut-disk.ts';
import { needStrace, recordDisk } from '#tests/fault/disk/recording.ts';
import { newDataDir } from '#tests/fault/store/data-dir.ts';
import { memoryDisk } from '#tests/support/memory-disk.ts';
import { Poll, PollNode, type PollStores } from '#tests/support/poll.ts';
import { startRedis } from '#tests/support/redis-server.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';

/** The long run: `VOTE_SEATS=500`; in one vote, each seat casts its ballot ten times over. */
const SEATS = Number(process.env['VOTE_SEATS'] ?? 5);
/** `all`: every death at every point; else they take turns. */
const DEATHS_AT_POINTS = process.env['DEATHS_AT_POINTS'] ?? 'turns';
const DEATHS = ['unheard', 'unanswered'] as const;

/** The vote is brought to its end by a node that lives; then everything is where it has to be, once. */
async function expectExact(poll: Poll, stores: PollStores, where: string): Promise<void> {
	const node = new PollNode(stores);
	expect(await poll.go(node), where).toBe(true);
	expect(await poll.replay(node), where).toEqual(['ok', 'vote/closed']);
	const { found, expected } = await poll.tallies(stores);
	expect(found, where).toEqual(expected);
	await node.registry.drain();
}

test(
	'[BB3] [LC4] [TA1] Redis: the node dies before and after every write of a vote, ten duplicates of each ballot: none double, none lost',
	async () => {
		const redis = await startRedis({ inMemory: true });
		onTestFinished(() => redis.remove());
		const living = await RedisStore.open([redis.url], { node: 'b' });
		onTestFinished(() => living.close());
		const random = new SeededRandom(seedOf(process.env['SEED']));
		const reads = [OPEN.sha, READ.sha];
		const isWrite = (request: Buffer) =>
			request.includes('EVAL') && !reads.some((sha) => request.includes(sha));
		let points = 0;
		let sent = 0;
		for (let isOver = false; !isOver; points++)
			for (const death of DEATHS_AT_POINTS === 'all' ? DEATHS : [DEATHS[points % 2]!]) {
				const poll = new Poll(`d_${points}${death}`, SEATS, random);
				await poll.setUp(living);
				const network = await TcpProxy.open(redis.port);
				const dying = await RedisStore.open([`redis://127.0.0.1:${network.port}`], { node: 'a' });
				let seen = 0;
				let isDead = false;
				network.cutAt((request) => {
					if (!isWrite(request) || seen++ !== points) return false;
					isDead = true;
					return death === 'unheard' ? 'unheard' : true;
				});
				isOver = await poll.go(new PollNode(dying, () => isDead));
				await network.close();
				await expectExact(poll, living, `seed ${random.seed}: ${death} at write ${points}`);
				await dying.close();
				sent += poll.sent;
			}
		process.stdout.write(
			`deaths around each write of a vote (Redis), seed ${random.seed}: ${points} points, ` +
				`${SEATS} seats, ${sent} ballots sent, 0 double, 0 lost\n`,
		);
		expect(points).toBeGreaterThan(10);
	},
	60_000 + SEATS * 20_000,
);

test(
	'[BB3] [TA1] embedded store: kill -9 and power cut at every point of a vote: none double, none lost',
	async () => {
		needStrace();
		const dir = newDataDir();
		const random = new SeededRandom(seedOf(process.env['SEED']));
		const program = path.join(import.meta.dirname, '../support/tell-poll.ts');
		const events = recordDisk(
			[process.execPath, program, dir, String(SEATS), String(random.seed)],
			dir,
		).filter((event) => !('file' in event && event.file.endsWith('-shm')));
		const disk = new CutDisk();
		const acknowledged: string[] = [];
		const counted = { points: 0, kills: 0, cuts: 0 };
		let isSetUp = false;
		async function expectKept(image: ReturnType<CutDisk['killed']>, where: string): Promise<void> {
			const folder = fs.mkdtempSync(path.join(memoryDisk(), 'thementisch-poll-'));
			writeImage(folder, image);
			const stores = openEmbedded(folder, new SystemClock());
			try {
				const poll = new Poll('d_1', SEATS, new SeededRandom(random.seed));
				for (const id of acknowledged) poll.acknowledged.add(id);
				await expectExact(poll, stores, where);
			} finally {
				await stores.close();
				fs.rmSync(folder, { recursive: true, force: true });
			}
		}
		for (const event of events) {
			disk.tell(event);
			if (event.is === 'said')
				for (const word of event.line.split('\n')) {
					if (word === 'set up') isSetUp = true;
					else acknowledged.push(word);
				}
			if (!isSetUp) continue;
			const where = `seed ${random.seed}: event ${counted.points++}`;
			if (event.is !== 'said') {
				counted.kills++;
				await expectKept(disk.killed(), `${where}, killed`);
			}
			if (disk.isSettled) continue;
			counted.cuts++;
			await expectKept(disk.torn(random), `${where}, power cut`);
		}
		expect(acknowledged.length).toBe(SEATS + 4);
		expect(counted.kills).toBeGreaterThan(20);
		process.stdout.write(
			`deaths around each write of a vote (embedded): ${JSON.stringify({ seed: random.seed, seats: SEATS, ...counted })}, 0 double, 0 lost\n`,
		);
	},
	60_000 + SEATS * 20_000,
);
