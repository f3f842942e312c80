// Some of the halls of a load run. All people of a hall are in one thread, so that sent and shown are told by one clock.
import { parentPort, workerData } from 'node:worker_threads';
import { performance } from 'node:perf_hooks';
import type { CardId } from '#shared/ids.ts';
import { SeededRandom } from '#tests/support/seeded-random.ts';
import { pause } from '#tests/support/until.ts';
import { Hall, type HallNews, type HallPlan } from './hall.ts';

export interface HallsOfWorker {
	/** `ws://127.0.0.1:<port>` */
	readonly base: string;
	readonly texts: readonly string[];
}

/** Each is answered once. */
export type HallOrder =
	| { readonly order: 'open'; readonly halls: readonly HallPlan[]; readonly arrivalMs: number }
	| { readonly order: 'measure'; readonly ms: number; readonly graceMs: number };

export interface HallFigures {
	/** Of each card sent while it was measured: ms until the host's screen had it. */
	readonly shownMs: readonly number[];
	/** … until the author's first receipt. */
	readonly savedMs: readonly number[];
	readonly sent: number;
	/** Sent, and on no screen when the grace was over. */
	readonly missing: number;
	readonly moves: number;
	/** Connections that ended since the last answer, by close code. */
	readonly closes: Readonly<Record<number, number>>;
	/** Share of the time that this thread was busy, 0 … 1. */
	readonly busy: number;
}

const { base, texts } = workerData as HallsOfWorker;
const sentAtMs = new Map<CardId, number>();
let shownMs: number[] = [];
let savedMs: number[] = [];
let moves = 0;
let closes: Record<number, number> = {};
let isMeasuring = false;
let measured = new Set<CardId>();

const news: HallNews = {
	sent: (card, atMs) => {
		if (!isMeasuring) return;
		sentAtMs.set(card, atMs);
		measured.add(card);
	},
	shown: (card, atMs) => {
		const sentMs = sentAtMs.get(card);
		if (sentMs === undefined) return;
		shownMs.push(atMs - sentMs);
		measured.delete(card);
	},
	saved: (card, atMs) => {
		const sentMs = sentAtMs.get(card);
		if (sentMs !== undefined) savedMs.push(atMs - sentMs);
	},
	moved: () => moves++,
	closed: (code) => (closes[code] = (closes[code] ?? 0) + 1),
};

async function obey(order: HallOrder): Promise<unknown> {
	if (order.order === 'open') {
		await Promise.all(
			order.halls.map((plan) =>
				new Hall(base, plan, new SeededRandom(plan.seed), texts, news).open(order.arrivalMs),
			),
		);
		return 'open';
	}
	[shownMs, savedMs, moves, measured] = [[], [], 0, new Set()];
	sentAtMs.clear();
	const before = performance.eventLoopUtilization();
	isMeasuring = true;
	await pause(order.ms);
	isMeasuring = false;
	const busy = performance.eventLoopUtilization(before).utilization;
	const graceEndMs = performance.now() + order.graceMs;
	while (measured.size > 0 && performance.now() < graceEndMs) await pause(50);
	const figures: HallFigures = {
		...{ shownMs, savedMs, sent: sentAtMs.size, missing: measured.size, moves, closes, busy },
	};
	closes = {};
	return figures;
}

parentPort!.on('message', (order: HallOrder) => {
	obey(order).then(
		(answer) => parentPort!.postMessage({ answer }),
		(error: unknown) =>
			parentPort!.postMessage({ failed: error instanceof Error ? error.message : 'unknown' }),
	);
});
