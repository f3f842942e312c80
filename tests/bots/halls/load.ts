import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import { createDialogue } from '#tests/support/outside-api.ts';
import { spreadOf, type Spread } from '#tests/support/percentiles.ts';
import { cpuMsOf, residentMiBOf } from '#tests/support/process-cost.ts';
import { startRedis } from '#tests/support/redis-server.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import type { HallPlan } from './hall.ts';
import type { HallFigures, HallOrder, HallsOfWorker } from './hall.worker.ts';
import { openFiles } from './open-files.ts';

/** How a run goes. */
export interface Load {
	/** So many events at once, one after the other: `[25, 30, 40]`. */
	readonly steps: readonly number[];
	readonly people: number;
	readonly store: 'embedded' | 'redis';
	/** How long each step is measured. */
	readonly seconds: number;
	readonly workers: number;
	readonly seed: number;
	readonly texts: readonly string[];
	/** Beyond this the run ends. */
	readonly lateMs: number;
}

/** What a step was like. Times in ms. */
export interface LoadStep {
	readonly events: number;
	readonly people: number;
	readonly sockets: number;
	/** Sent → on the host's screen. */
	readonly shown: Spread;
	/** Sent → the author's first receipt. */
	readonly saved: Spread;
	readonly missing: number;
	readonly moves: number;
	readonly closes: Readonly<Record<number, number>>;
	readonly cpuPercent: number;
	/** Of the Redis process, where there is one. */
	readonly redisCpuPercent: number;
	readonly residentMiB: number;
	/** Busiest thread of the bots, 0 … 1: near 1 the bots were the limit. */
	readonly busy: number;
}

const TABLES = 5;
/** A person's seat, board and live socket; a host's board and live socket; two who look at all tables. */
const socketsOf = (people: number): number => 3 * people + 2 * TABLES + 2 * (TABLES + 1);
const ARRIVAL_MS = 20_000;
const GRACE_MS = 10_000;
const SPARE_FILES = 1_000;

/** Fills a server of its own with more and more events until cards come too late; tells each step as it is measured. */
export async function runLoad(load: Load, tell: (step: LoadStep) => void): Promise<LoadStep[]> {
	const most = Math.max(...load.steps) * socketsOf(load.people) + SPARE_FILES;
	const files = openFiles(most);
	if (files < most)
		console.log(`only ${files} open files are allowed here: not all steps can be reached`);
	const redis = load.store === 'redis' ? await startRedis() : undefined;
	const server = await startServer({ env: redis ? { REDIS_URL: redis.url } : {} });
	const { base } = server;
	const workers = Array.from({ length: load.workers }, () => {
		const workerData: HallsOfWorker = { base: base.replace('http', 'ws'), texts: load.texts };
		return new Worker(new URL('./hall.worker.ts', import.meta.url), { workerData });
	});
	const found: LoadStep[] = [];
	try {
		let events = 0;
		for (const wanted of load.steps) {
			if (wanted * socketsOf(load.people) + SPARE_FILES > files) break;
			const plans: HallPlan[] = [];
			for (; events < wanted; events++) plans.push(await hallOn(server, events, load));
			await Promise.all(
				workers.map((worker, w) =>
					ask(worker, {
						...{ order: 'open', arrivalMs: ARRIVAL_MS },
						halls: plans.filter((_plan, nth) => nth % workers.length === w),
					}),
				),
			);
			const pids = { server: server.pid, redis: redis?.pid };
			const before = cpuOf(pids);
			const startMs = performance.now();
			const measuring = workers.map((worker) =>
				ask(worker, { order: 'measure', ms: load.seconds * 1_000, graceMs: GRACE_MS }),
			);
			const parts = (await Promise.all(measuring)) as HallFigures[];
			const tookMs = performance.now() - startMs;
			const after = cpuOf(pids);
			const step: LoadStep = {
				...{ events, people: events * load.people, sockets: events * socketsOf(load.people) },
				shown: spreadOf(parts.flatMap(({ shownMs }) => shownMs)),
				saved: spreadOf(parts.flatMap(({ savedMs }) => savedMs)),
				missing: sum(parts, ({ missing }) => missing),
				moves: sum(parts, ({ moves }) => moves),
				closes: addUp(parts.map(({ closes }) => closes)),
				cpuPercent: ((after.server - before.server) / tookMs) * 100,
				redisCpuPercent: ((after.redis - before.redis) / tookMs) * 100,
				residentMiB: residentMiBOf(server.pid),
				busy: Math.max(...parts.map(({ busy }) => busy)),
			};
			found.push(step);
			tell(step);
			if (!(step.shown.p99 <= load.lateMs) || step.missing > 0) break;
		}
	} finally {
		await Promise.all(workers.map((worker) => worker.terminate()));
		await server.remove();
		await redis?.remove();
	}
	return found;
}

/** A dialogue, and the address of its hall: 127.1.x.y, one for each. */
async function hallOn(server: ServerProcess, nth: number, load: Load): Promise<HallPlan> {
	const tables = Array.from({ length: TABLES }, (_, n) => ({ theme: `Tisch ${n + 1}` }));
	const dialogue: CreateDialogueAnswer = await createDialogue(server.base, server.adminToken, {
		tables,
	});
	const { links } = dialogue;
	return {
		...{ dialogueId: dialogue.id, code: dialogue.code, people: load.people },
		tables: dialogue.tables.map(({ id }) => id),
		hostTokens: dialogue.tables.map(({ id }) => links.hosts[id]!.token),
		moderatorToken: links.moderator.token,
		projectorToken: links.projector.token,
		from: `127.1.${Math.floor(nth / 250)}.${(nth % 250) + 1}`,
		seed: load.seed + nth,
	};
}

async function ask(worker: Worker, order: HallOrder): Promise<unknown> {
	const answered = once(worker, 'message');
	worker.postMessage(order);
	const [{ answer, failed }] = (await answered) as [{ answer?: unknown; failed?: string }];
	if (failed !== undefined) throw new Error(failed);
	return answer;
}

const cpuOf = ({ server, redis }: { server: number; redis: number | undefined }) => ({
	server: cpuMsOf(server),
	redis: redis === undefined ? 0 : cpuMsOf(redis),
});

const sum = <T>(parts: readonly T[], of: (part: T) => number): number =>
	parts.reduce((all, part) => all + of(part), 0);

function addUp(parts: readonly Readonly<Record<number, number>>[]): Record<number, number> {
	const all: Record<number, number> = {};
	for (const part of parts)
		for (const [code, times] of Object.entries(part))
			all[Number(code)] = (all[Number(code)] ?? 0) + times;
	return all;
}

/** Texts of the demo cards, for people who have to write something. */
export function textsIn(file: string): string[] {
	const lines = JSON.parse(fs.readFileSync(file, 'utf8')) as { text?: unknown }[];
	return lines.flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
}

export function machine(): string {
	const [cpu] = os.cpus();
	return `${os.availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), Node ${process.version}, load ${os.loadavg()[0]!.toFixed(2)} at the start`;
}

/** A step as people read it in a terminal. */
export function lineOf({ events, people, sockets, shown, saved, ...step }: LoadStep): string {
	const spread = ({ count, p50, p95, p99, max }: Spread) =>
		`p50 ${p50.toFixed(0)} · p95 ${p95.toFixed(0)} · p99 ${p99.toFixed(0)} · max ${max.toFixed(0)} ms (${count})`;
	const codes = Object.entries(step.closes).map(([code, times]) => `${code}: ${times}`);
	return [
		`${events} events, ${people} people, ${sockets} sockets`,
		`  sent → shown   ${spread(shown)}`,
		`  sent → receipt ${spread(saved)}`,
		`  missing ${step.missing} · hosts' moves ${step.moves} · closes ${codes.join(', ') || 'none'}`,
		`  server ${step.cpuPercent.toFixed(0)} % of a core, ${step.residentMiB.toFixed(0)} MiB · Redis ${step.redisCpuPercent.toFixed(0)} % · busiest thread of the bots ${(step.busy * 100).toFixed(0)} %`,
	].join('\n');
}
