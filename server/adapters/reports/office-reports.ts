import { NotDoneError, WorkProcess } from '#server/adapters/system/work-process.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Report, ReportRenderer, Watcher } from '#server/ports/report-renderer.ts';
import type { SheetPrinter } from '#server/ports/sheet-printer.ts';
import { EXPORT_FORMATS } from '#shared/api.ts';
import { RejectedError, type RejectionCode } from '#shared/rejections.ts';
import type { Drawing, Drawn } from './drawing.ts';
import { PLAIN_ORDER } from './minutes.ts';
import { SharedWork } from './shared-work.ts';

/** So long may one report take, the start of the process included. */
const DRAWING_MS = 10_000;
/** So many may wait for the one being drawn. */
const WAITING_MAX = 8;
/** Typesetting holds some hundred megabytes. */
const IDLE_MS = 60_000;
/** Typst has its memory beside it. */
const HEAP_MEGABYTES = 320;
const YOUNG_MEGABYTES = 4;
/** Typst in one thread and memory in one arena take a third less memory and hardly more time. */
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
 * Renderers that share one process and draw one report at a time, in the order asked; who asks for the same report while it
 * is being made gets that one. A `render` that is refused throws RejectedError: `export/busy` if too many wait,
 * `export/too-slow` if this one took too long, `export/given-up` if its signal says so; then its process ends at once.
 */
export class OfficeReports {
	readonly renderers: readonly ReportRenderer[];
	/** What is printed for the day is drawn there, too, in its turn. */
	readonly printer: SheetPrinter;
	readonly #process: WorkProcess<Drawing, Drawn>;
	readonly #underWay = new SharedWork<Drawn>();

	constructor({ clock, drawingMs, waitingMax, idleMs, program }: Needs) {
		this.#process = new WorkProcess({
			clock,
			program: program ?? new URL('./drawing-process.ts', import.meta.url),
			taskMs: drawingMs ?? DRAWING_MS,
			waitingMax: waitingMax ?? WAITING_MAX,
			idleMs: idleMs ?? IDLE_MS,
			heapMegabytes: HEAP_MEGABYTES,
			youngMegabytes: YOUNG_MEGABYTES,
			addons: true,
			environment: ENVIRONMENT,
		});
		this.renderers = EXPORT_FORMATS.map((format) => ({
			format,
			// a string crosses to the other process many times faster than the values in it
			render: (results, order = PLAIN_ORDER, watcher) =>
				this.#draw({ format, order, results: JSON.stringify(results) }, watcher),
		}));
		this.printer = {
			print: (order, watcher) => this.#draw({ format: 'sheet', order }, watcher),
		};
	}

	/** The process that holds memory now; undefined: none. */
	get processId(): number | undefined {
		return this.#process.processId;
	}

	/** Ends the process; a report that is being drawn fails. */
	close(): void {
		this.#process.close();
	}

	async #draw(drawing: Drawing, { signal, told }: Watcher = {}): Promise<Report> {
		// the same results in the same form are the same report
		const drawn = await this.#underWay
			.join(keyOf(drawing), (watcher) => this.#process.do(drawing, watcher), {
				signal,
				told: (stage) => told?.(stage === 'begun' ? 'drawing' : stage),
			})
			.catch(refused(drawing));
		if ('report' in drawn) return drawn.report;
		throw fault(drawing, drawn);
	}
}

function keyOf({ format, order, ...more }: Drawing): string {
	return [format, JSON.stringify(order), 'results' in more ? more.results : ''].join('\n');
}

function refused(drawing: Drawing): (error: unknown) => never {
	return (error) => {
		if (!(error instanceof NotDoneError)) throw error;
		if (error.why === 'ended') throw fault(drawing, {});
		const [code, detail] = WORDS[error.why];
		throw new RejectedError({ code, detail });
	};
}

const WORDS: Record<'busy' | 'too-slow' | 'given-up', [RejectionCode, string]> = {
	busy: ['export/busy', 'too many reports wait'],
	'too-slow': ['export/too-slow', 'it was not drawn in time'],
	'given-up': ['export/given-up', 'nobody waits for it any more'],
};

function fault({ format }: Drawing, { stack = '' }: { readonly stack?: string }): Error {
	const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
	const error = new Error(`no ${format} could be drawn`);
	error.stack = [`Error: ${error.message}`, ...places].join('\n');
	return error;
}
