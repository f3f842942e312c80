import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { spreadOf, type Spread } from '#tests/support/percentiles.ts';
import { startServer } from '#tests/support/server.ts';
import type { Returning } from './returning.worker.ts';

const WORKERS = 2;

export interface ReturnBench {
	readonly clients: number;
	readonly startedInMs: number;
	/** From the moment that the server takes writes again to each client's whole state. */
	readonly backMs: Spread;
}

/** Kills a server under so many seats (two sockets each) and starts it again; the clients retry as the stock client does. */
export async function returning(seatCount: number): Promise<ReturnBench> {
	const server = await startServer();
	const dialogue = await createDialogue(server.base, server.adminToken);
	const seats = await Promise.all(
		Array.from({ length: seatCount }, () => joinSeat(server.base, dialogue.code)),
	);
	const workers = Array.from({ length: WORKERS }, (_, w) => {
		const workerData: Returning = {
			base: server.base,
			tableId: dialogue.tables[0]!.id,
			seats: seats.filter((_seat, nth) => nth % WORKERS === w),
		};
		return new Worker(new URL('./returning.worker.ts', import.meta.url), { workerData });
	});
	await Promise.all(workers.map((worker) => once(worker, 'message')));
	const answers = Promise.all(workers.map((worker) => once(worker, 'message')));
	await server.kill9();
	await server.start();
	const upMs = performance.timeOrigin + performance.now();
	const times = (await answers).flatMap(([part]) => part as number[]);
	await Promise.all(workers.map((worker) => worker.terminate()));
	await server.remove();
	return {
		clients: times.length,
		startedInMs: server.startedInMs,
		backMs: spreadOf(times.map((atMs) => Math.max(0, atMs - upMs))),
	};
}
