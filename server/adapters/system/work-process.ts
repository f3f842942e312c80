import { fork, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Clock } from '#server/ports/clock.ts';

/** It reads code and fonts; it writes nothing and starts nothing. */
const PERMISSIONS = ['--permission', '--allow-fs-read=*'];

export interface WorkProcessNeeds {
	readonly clock: Clock;
	/** What the process runs: answers every message with one. */
	readonly program: URL;
	/** So long may one task take, the start of the process included. */
	readonly taskMs: number;
	/** So many may wait for the one that is being done. */
	readonly waitingMax: number;
	/** A process that has nothing to do ends, and gives its memory back. */
	readonly idleMs: number;
	/** Of JavaScript's own heap, and of its youngest part. */
	readonly heapMegabytes: number;
	readonly youngMegabytes?: number;
	/** Whether it may load native code. */
	readonly addons?: boolean;
	/** All it gets of an environment: the server's secrets are in the server's. */
	readonly environment?: Readonly<Record<string, string>>;
}

/** Whoever waits for a task: hears when its turn comes, and may give it up. */
export interface TaskWatcher {
	readonly signal?: AbortSignal | undefined;
	readonly told?: (stage: 'waiting' | 'begun') => void;
}

/** Why a task was not done: too many wait, it took too long, nobody wanted it any more, or the process ended in the middle. */
export type NotDone = 'busy' | 'too-slow' | 'given-up' | 'ended';
export class NotDoneError extends Error {
	readonly why: NotDone;
	constructor(why: NotDone) {
		super(`not done: ${why}`);
		this.name = 'NotDoneError';
		this.why = why;
	}
}

/**
 * A process of its own that does one task at a time, in the order asked, started with the first one. It is no thread of the
 * server, because a thread that runs out of memory, or a fault in native code, takes the whole server with it.
 */
export class WorkProcess<Task extends object, Done> {
	readonly #needs: WorkProcessNeeds;
	#process: ChildProcess | undefined;
	#last: Promise<unknown> = Promise.resolve();
	#asked = 0;
	#cancelIdle: (() => void) | undefined;

	constructor(needs: WorkProcessNeeds) {
		this.#needs = needs;
	}

	/** The process that holds memory now; undefined: none. */
	get processId(): number | undefined {
		return this.#process?.pid;
	}

	/** Ends the process; what is being done there fails. */
	close(): void {
		if (this.#process) this.#end(this.#process);
	}

	/** What the process answers. Rejects with NotDoneError. */
	async do(task: Task, { signal, told }: TaskWatcher = {}): Promise<Done> {
		if (this.#asked > this.#needs.waitingMax) throw new NotDoneError('busy');
		this.#asked++;
		told?.('waiting');
		const mine = this.#last.then(() => {
			if (!signal?.aborted) told?.('begun');
			return this.#begin(task, signal);
		});
		this.#last = mine.catch(() => undefined);
		try {
			return await mine;
		} finally {
			this.#asked--;
		}
	}

	#begin(task: Task, signal: AbortSignal | undefined): Promise<Done> {
		if (signal?.aborted) return Promise.reject(new NotDoneError('given-up'));
		const { clock, taskMs, idleMs } = this.#needs;
		this.#cancelIdle?.();
		const worker = (this.#process ??= this.#start());
		return new Promise<Done>((resolve, reject) => {
			const cancelLimit = clock.after(taskMs, () => endAs('too-slow'));
			// nobody waits for it any more: the next one shall not either
			const onGivenUp = (): void => endAs('given-up');
			const onDone = (done: Done): void => settle(() => resolve(done));
			const onEnd = (): void => settle(() => reject(new NotDoneError('ended')));
			const endAs = (why: NotDone): void => {
				settle(() => reject(new NotDoneError(why)));
				this.#end(worker);
			};
			const settle = (then: () => void): void => {
				cancelLimit();
				signal?.removeEventListener('abort', onGivenUp);
				worker.off('message', onDone).off('error', onEnd).off('exit', onEnd);
				if (worker === this.#process)
					this.#cancelIdle = clock.after(idleMs, () => this.#end(worker));
				then();
			};
			signal?.addEventListener('abort', onGivenUp);
			worker.on('message', onDone).on('error', onEnd).on('exit', onEnd);
			worker.send(task, (error) => error && onEnd());
		});
	}

	#start(): ChildProcess {
		const { program, heapMegabytes, youngMegabytes, addons, environment = {} } = this.#needs;
		const worker = fork(fileURLToPath(program), {
			execArgv: [
				`--max-old-space-size=${heapMegabytes}`,
				...(youngMegabytes === undefined ? [] : [`--max-semi-space-size=${youngMegabytes}`]),
				...PERMISSIONS,
				...(addons ? ['--allow-addons'] : []),
			],
			env: environment,
			serialization: 'advanced',
			// what a dying process says could hold what people wrote
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		// behind the server, where the machine is busy: the hall comes first
		if (worker.pid !== undefined)
			os.setPriority(worker.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
		// a server that stops does not wait for it: it ends with its channel
		worker.unref();
		worker.channel?.unref();
		worker.on('error', () => this.#end(worker)).on('exit', () => this.#end(worker));
		return worker;
	}

	#end(worker: ChildProcess): void {
		worker.kill('SIGKILL');
		if (worker !== this.#process) return;
		this.#process = undefined;
		this.#cancelIdle?.();
	}
}
