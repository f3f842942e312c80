import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clock } from '#server/ports/clock.ts';
import type { Report, ReportRenderer, Watcher } from '#server/ports/report-renderer.ts';
import type { SheetPrinter } from '#server/ports/sheet-printer.ts';
import { EXPORT_FORMATS } from '#shared/api.ts';
import { RejectedError, type RejectionCode } from '#shared/rejections.ts';
import type { Drawing, Drawn } from './drawing.ts';
import { PLAIN_ORDER } from './minutes.ts';

/** So long may one report take, the start of the process included. */
const DRAWING_MS = 10_000;
/** So many may wait for the one being drawn. */
const WAITING_MAX = 8;
/** A process that has nothing to do ends: typesetting holds some hundred megabytes. */
const IDLE_MS = 60_000;
/** Of JavaScript's own heap, and of its youngest part; Typst has its memory beside it. */
const HEAP_MEGABYTES = 320;
const YOUNG_MEGABYTES = 4;
/** It reads code and fonts; it writes nothing and starts nothing. `addons`: native Typst. */
const PERMISSIONS = ['--permission', '--allow-fs-read=*', '--allow-addons'];
/**
 * It gets nothing of the environment, in which the server's secrets are. Typst in one thread and memory in one arena take
 * a third less memory and hardly more time.
 */
const ENVIRONMENT = { RAYON_NUM_THREADS: '1', MALLOC_ARENA_MAX: '1' };

interface Needs {
	readonly clock: Clock;
	readonly drawingMs?: number;
	readonly waitingMax?: number;
	readonly idleMs?: number;
	/** What the process runs. */
	readonly program?: URL;
}

/**
 * Renderers that share one process and draw one report at a time, in the order asked. It is no thread of the server,
 * because a thread that runs out of memory, or a fault in native code, takes the whole server with it. A `render` that is
 * refused throws RejectedError: `export/busy` if too many wait, `export/too-slow` if this one took too long,
 * `export/given-up` if its signal says so; then its process ends at once.
 */
export class OfficeReports {
	readonly renderers: readonly ReportRenderer[];
	/** What is printed for the day is drawn there, too, in its turn. */
	readonly printer: SheetPrinter;
	#needs: Required<Needs>;
	#process: ChildProcess | undefined;
	#last: Promise<unknown> = Promise.resolve();
	#asked = 0;
	#cancelIdle: (() => void) | undefined;

	constructor(needs: Needs) {
		this.#needs = {
			drawingMs: DRAWING_MS,
			waitingMax: WAITING_MAX,
			idleMs: IDLE_MS,
			program: new URL('./drawing-process.ts', import.meta.url),
			...needs,
		};
		this.renderers = EXPORT_FORMATS.map((format) => ({
			format,
			// a string crosses to the other process many times faster than the values in it
			render: (results, order = PLAIN_ORDER, watcher) =>
				this.#inTurn(() => ({ format, order, results: JSON.stringify(results) }), watcher),
		}));
		this.printer = {
			print: (order, watcher) => this.#inTurn(() => ({ format: 'sheet', order }), watcher),
		};
	}

	/** Whether the process holds memory now. */
	get awake(): boolean {
		return this.#process !== undefined;
	}

	/** Ends the process; a report that is being drawn fails. */
	close(): void {
		if (this.#process) this.#end(this.#process);
	}

	async #inTurn(wanted: () => Drawing, { signal, told }: Watcher = {}): Promise<Report> {
		if (this.#asked > this.#needs.waitingMax) throw no('export/busy', 'too many reports wait');
		this.#asked++;
		told?.('waiting');
		const drawing = wanted();
		const mine = this.#last.then(() => {
			told?.('drawing');
			return this.#draw(drawing, signal);
		});
		this.#last = mine.catch(() => undefined);
		try {
			return await mine;
		} finally {
			this.#asked--;
		}
	}

	#draw(drawing: Drawing, signal: AbortSignal | undefined): Promise<Report> {
		if (signal?.aborted) return Promise.reject(GIVEN_UP());
		const { clock, drawingMs, idleMs } = this.#needs;
		this.#cancelIdle?.();
		const drawer = (this.#process ??= this.#start());
		return new Promise<Report>((resolve, reject) => {
			const cancelLimit = clock.after(drawingMs, () => {
				settle(() => reject(no('export/too-slow', `not within ${drawingMs} ms`)));
				this.#end(drawer);
			});
			// nobody waits for it any more: the next one shall not either
			const onGivenUp = (): void => {
				settle(() => reject(GIVEN_UP()));
				this.#end(drawer);
			};
			const onDrawn = (answer: Drawn): void =>
				settle(() =>
					'report' in answer ? resolve(answer.report) : reject(fault(drawing, answer)),
				);
			const onEnd = (): void => settle(() => reject(fault(drawing, {})));
			const settle = (then: () => void): void => {
				cancelLimit();
				signal?.removeEventListener('abort', onGivenUp);
				drawer.off('message', onDrawn).off('error', onEnd).off('exit', onEnd);
				if (drawer === this.#process)
					this.#cancelIdle = clock.after(idleMs, () => this.#end(drawer));
				then();
			};
			signal?.addEventListener('abort', onGivenUp);
			drawer.on('message', onDrawn).on('error', onEnd).on('exit', onEnd);
			drawer.send(drawing, (error) => error && onEnd());
		});
	}

	#start(): ChildProcess {
		const drawer = fork(fileURLToPath(this.#needs.program), {
			execArgv: [
				`--max-old-space-size=${HEAP_MEGABYTES}`,
				`--max-semi-space-size=${YOUNG_MEGABYTES}`,
				...PERMISSIONS,
			],
			env: ENVIRONMENT,
			serialization: 'advanced',
			// what a dying process says could hold what people wrote
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		// a server that stops does not wait for it: it ends with its channel
		drawer.unref();
		drawer.channel?.unref();
		drawer.on('error', () => this.#end(drawer)).on('exit', () => this.#end(drawer));
		return drawer;
	}

	#end(drawer: ChildProcess): void {
		drawer.kill('SIGKILL');
		if (drawer !== this.#process) return;
		this.#process = undefined;
		this.#cancelIdle?.();
	}
}

const GIVEN_UP = () => no('export/given-up', 'nobody waits for it any more');

function no(code: RejectionCode, detail: string): RejectedError {
	return new RejectedError({ code, detail });
}

function fault({ format }: Drawing, { stack = '' }: { readonly stack?: string }): Error {
	const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
	const error = new Error(`no ${format} could be drawn`);
	error.stack = [`Error: ${error.message}`, ...places].join('\n');
	return error;
}
