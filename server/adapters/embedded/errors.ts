/** The store cannot be opened. The message is one plain sentence for whoever starts the server. */
export class StoreUnusableError extends Error {
	constructor(sentence: string, cause?: unknown) {
		super(sentence, { cause });
		this.name = 'StoreUnusableError';
	}
}

/** What was to be written may or may not have been; nothing is known until it is read again. */
export class CommitFailedError extends Error {
	constructor(cause: unknown) {
		super(`the commit failed: ${cause instanceof Error ? cause.message : 'unknown cause'}`, {
			cause,
		});
		this.name = 'CommitFailedError';
	}
}

/** What is kept of one document is not what was written. Carries ids and numbers only. */
export class DamagedLogError extends Error {
	constructor(docPath: string, what: string) {
		super(`the log of ${docPath} is damaged: ${what}`);
		this.name = 'DamagedLogError';
	}
}

const PRIMARY_CODE_BITS = 0xff;
/** SQLITE_ERROR (of a statement), CORRUPT (of the pages it touched), TOOBIG, CONSTRAINT, MISMATCH, RANGE. */
const OF_ONE_OPERATION = new Set([1, 11, 18, 19, 20, 25]);

/**
 * Whether an exception concerns only the operation that threw it. Anything that SQLite says about the disk, memory or
 * locks concerns the whole commit, since it may have rolled it back by itself.
 */
export function concernsOneOperation(e: unknown): boolean {
	if (!(e instanceof Error && 'errcode' in e && typeof e.errcode === 'number')) return true;
	return OF_ONE_OPERATION.has(e.errcode & PRIMARY_CODE_BITS);
}
