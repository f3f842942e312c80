import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { spreadOf, type Spread } from '#tests/support/percentiles.ts';
import { cpuMsOf } from '#tests/support/process-cost.ts';
import type { Joined, Joining } from './joining.worker.ts';

const WORKERS = 2;

export interface JoinBench {
	readonly target: string;
	readonly readyMs: Spread;
	readonly cpuMs: number;
	readonly cards: number;
}

/** So many clients open the same board at the same moment. */
export async function joinAll(
	target: { readonly name: string; readonly base: string; readonly pid: number },
	path: string,
	tokens: readonly string[],
): Promise<JoinBench> {
	const workers = Array.from({ length: WORKERS }, (_, w) => {
		const workerData: Joining = {
			...{ base: target.base, path },
			tokens: tokens.filter((_token, nth) => nth % WORKERS === w),
		};
		return new Worker(new URL('./joining.worker.ts', import.meta.url), { workerData });
	});
	await Promise.all(workers.map((worker) => once(worker, 'message')));
	const cpuBefore = cpuMsOf(target.pid);
	const answers = Promise.all(workers.map((worker) => once(worker, 'message')));
	for (const worker of workers) worker.postMessage('go');
	const parts = (await answers).map(([part]) => part as Joined);
	const cpuMs = cpuMsOf(target.pid) - cpuBefore;
	await Promise.all(workers.map((worker) => worker.terminate()));
	return {
		target: target.name,
		readyMs: spreadOf(parts.flatMap((part) => part.readyMs)),
		cpuMs,
		cards: Math.min(...parts.map((part) => part.cards)),
	};
}
