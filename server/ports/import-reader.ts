import type { AboutBody, CreateDialogueBody } from '#shared/api.ts';
import type { TableId } from '#shared/ids.ts';
import type { Result } from '#shared/rejections.ts';
import type { Brought } from './records.ts';

/** Everything of which a dialogue is made that another installation has exported: checked, and ready to be written. */
export interface TakenOver {
	readonly body: CreateDialogueBody;
	readonly about: AboutBody;
	readonly brought: Brought;
	readonly tables: readonly { readonly id: TableId; readonly theme: string }[];
	/** What stands on each table's board, and in the documents of the desk: one update each. */
	readonly boards: ReadonlyMap<TableId, Uint8Array>;
	readonly minutes: Uint8Array;
	readonly themes: Uint8Array;
}

/**
 * Reads a file that somebody wants to take over, beside the server: a large one is the work of seconds, and a hostile one
 * may ask for any memory. A "no" is `request/invalid` or `import/invalid`, which name the place and no content, or
 * `import/busy`, also where `signal` has given it up. Rejects where the reading itself is at fault.
 *
 * `file`: the bytes as they were sent.
 */
export interface ImportReader {
	read(file: Uint8Array, signal?: AbortSignal): Promise<Result<TakenOver>>;
}
