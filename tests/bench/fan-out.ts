import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { pause } from '#tests/support/until.ts';
import { cpuMsOf, residentMiBOf } from '#tests/support/process-cost.ts';
import type { Target } from './peers.ts';
import type { Typed, Typing } from './typing.worker.ts';

export const SOCKETS_PER_BOARD = 31;
const WORKERS = 2;

export interface FanOut {
	readonly target: string;
	readonly keysPerSecond: number;
	readonly deliveriesPerSecond: number;
	/** Share of all keys that all others have got, 0 … 1, half a second after the last one. */
	readonly delivered: number;
	readonly framesPerDelivery: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
	readonly cpuMsPerThousand: number;
	readonly residentMiB: number;
	readonly closed: number;
}

/** Everybody at every board types for a while: what arrives where, how late, and what it costs the process. */
export async function fanOut(
	target: Target,
	how: { readonly keysPerSecond: number; readonly seconds: number; readonly board: Uint8Array },
): Promise<FanOut> {
	const typists = target.boards.flatMap(({ path, token }, board) =>
		Array.from({ length: SOCKETS_PER_BOARD }, (_, card) => ({
			...{ nth: board * SOCKETS_PER_BOARD + card, card, path, token },
		})),
	);
	const keysMax = Math.ceil(how.keysPerSecond * how.seconds) + 5;
	const pressedAtMs = new SharedArrayBuffer(typists.length * keysMax * 8);
	const workers = Array.from({ length: WORKERS }, (_, w) => {
		const workerData: Typing = {
			...{ ...how, base: target.base, keysMax, pressedAtMs },
			typists: typists.filter(({ nth }) => nth % WORKERS === w),
		};
		return new Worker(new URL('./typing.worker.ts', import.meta.url), { workerData });
	});
	await Promise.all(workers.map((worker) => once(worker, 'message')));

	const [cpuBefore, beganMs] = [cpuMsOf(target.pid), performance.now()];
	const typed = Promise.all(workers.map((worker) => once(worker, 'message')));
	for (const worker of workers) worker.postMessage('go');
	await typed;
	await pause(500); // what is still on its way belongs to the figures; what comes later was too late
	const seconds = (performance.now() - beganMs) / 1_000;
	const cpuMs = cpuMsOf(target.pid) - cpuBefore;
	const residentMiB = residentMiBOf(target.pid);
	const answers = Promise.all(workers.map((worker) => once(worker, 'message')));
	for (const worker of workers) worker.postMessage('report');
	const parts = (await answers).map(([part]) => part as Typed);
	await Promise.all(workers.map((worker) => worker.terminate()));

	const sum = (of: (part: Typed) => number) => parts.reduce((total, part) => total + of(part), 0);
	const [keys, deliveries] = [sum((part) => part.keys), sum((part) => part.deliveries)];
	return {
		target: target.name,
		keysPerSecond: keys / how.seconds,
		deliveriesPerSecond: deliveries / seconds,
		delivered: deliveries / (keys * (SOCKETS_PER_BOARD - 1)),
		framesPerDelivery: sum((part) => part.frames) / deliveries,
		p50Ms: percentileOf(parts, 0.5),
		p99Ms: percentileOf(parts, 0.99),
		cpuMsPerThousand: (cpuMs / deliveries) * 1_000,
		residentMiB,
		closed: sum((part) => part.closed),
	};
}

function percentileOf(parts: readonly Typed[], share: number): number {
	const all = new Map<number, number>();
	let count = 0;
	for (const { tenths } of parts)
		for (const [tenth, times] of tenths) {
			all.set(tenth, (all.get(tenth) ?? 0) + times);
			count += times;
		}
	let below = 0;
	for (const tenth of [...all.keys()].toSorted((a, b) => a - b)) {
		below += all.get(tenth)!;
		if (below >= share * count) return tenth / 10;
	}
	return Number.NaN;
}
