// The thread that condenses logs, so that nobody who types waits for it.
import { parentPort } from 'node:worker_threads';
import { condensed } from './condense.ts';
import type { Answer, Task } from './condenser.ts';

parentPort?.on('message', ({ id, kind, updates }: Task) => {
	const answer: Answer = { id, made: condensed(kind, updates) };
	parentPort?.postMessage(answer);
});
