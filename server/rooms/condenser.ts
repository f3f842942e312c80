import { Worker } from 'node:worker_threads';
import type { DocName } from '#shared/document.ts';
import type { Condense, Condensed } from './condense.ts';

/** What the thread is asked, and what it answers. */
export interface Task {
	readonly id: number;
	readonly kind: DocName['kind'];
	readonly updates: readonly Uint8Array[];
}
export interface Answer {
	readonly id: number;
	readonly made: Condensed | 'unfit';
}

interface Waiting {
	readonly done: (made: Answer['made']) => void;
	readonly failed: (error: Error) => void;
}

/**
 * Condenses logs in a thread of its own, one after the other. It is started with the first task and never keeps the process
 * alive; should it end, what waited is rejected and the next task starts another.
 */
export class Condenser {
	readonly #waiting = new Map<number, Waiting>();
	#worker: Worker | undefined;
	#last = 0;
	#hasEnded = false;

	readonly condense: Condense = (kind, updates) =>
		new Promise((done, failed) => {
			if (this.#hasEnded) return failed(new Error('nothing is condensed any more'));
			const id = ++this.#last;
			this.#waiting.set(id, { done, failed });
			this.#thread().postMessage({ id, kind, updates } satisfies Task);
		});

	async stop(): Promise<void> {
		this.#hasEnded = true;
		await this.#worker?.terminate();
	}

	#thread(): Worker {
		if (this.#worker) return this.#worker;
		const worker = new Worker(new URL('./condense.worker.ts', import.meta.url));
		this.#worker = worker;
		worker.unref();
		worker.on('message', ({ id, made }: Answer) => {
			this.#waiting.get(id)?.done(made);
			this.#waiting.delete(id);
		});
		const ended = (error?: Error): void => {
			if (this.#worker !== worker) return;
			this.#worker = undefined;
			for (const { failed } of this.#waiting.values())
				failed(error ?? new Error('the thread has ended'));
			this.#waiting.clear();
		};
		worker.on('error', ended);
		worker.on('exit', () => ended());
		return worker;
	}
}
