import type { Clock } from '#server/ports/clock.ts';
import type { ImportReader, TakenOver } from '#server/ports/import-reader.ts';
import { reject, type Rejection, type Result } from '#shared/rejections.ts';
import { NotDoneError, WorkProcess, type NotDone } from './work-process.ts';

/** The largest file that is none takes two seconds on an old machine. */
const READING_MS = 20_000;
/** Each of those who wait holds a file of up to 16 MiB. */
const WAITING_MAX = 3;
/** Nobody takes over one dialogue after the other. */
const IDLE_MS = 2_000;
/** A dialogue of 5,000 cards takes a third of it. */
const HEAP_MEGABYTES = 384;

/** What the process answers; `places`: where an exception came from, without its message. */
export type FileRead =
	{ readonly read: Result<TakenOver> } | { readonly places: readonly string[] };

interface Needs {
	readonly clock: Clock;
	/** What the process runs: answers a file with a FileRead. */
	readonly program: URL;
}

/** Reads files in a process of its own, one at a time; what takes it all memory or too long is no dialogue. */
export class ProcessImportReader implements ImportReader {
	readonly #process: WorkProcess<Uint8Array, FileRead>;

	constructor(needs: Needs) {
		this.#process = new WorkProcess({
			...needs,
			taskMs: READING_MS,
			waitingMax: WAITING_MAX,
			idleMs: IDLE_MS,
			heapMegabytes: HEAP_MEGABYTES,
		});
	}

	async read(file: Uint8Array, signal?: AbortSignal): Promise<Result<TakenOver>> {
		try {
			const answer = await this.#process.do(file, { signal });
			if ('read' in answer) return answer.read;
			const error = new Error('a file could not be read');
			error.stack = [`Error: ${error.message}`, ...answer.places].join('\n');
			throw error;
		} catch (error) {
			if (error instanceof NotDoneError) return { ok: false, rejection: NO[error.why] };
			throw error;
		}
	}

	/** Ends the process; a file that is being read is refused. */
	close(): void {
		this.#process.close();
	}
}

const NO: Record<NotDone, Rejection> = {
	busy: reject('import/busy', 'other files are being read').rejection,
	'too-slow': reject('import/invalid', 'it takes longer to read than any dialogue').rejection,
	'given-up': reject('import/busy', 'nobody waits for it any more').rejection,
	ended: reject('import/invalid', 'it takes more memory than any dialogue').rejection,
};
