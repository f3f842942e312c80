/** Redis cannot be used as it is. The message is one plain sentence for whoever starts the server. */
export class RedisUnusableError extends Error {
	constructor(sentence: string, cause?: unknown) {
		super(sentence, { cause });
		this.name = 'RedisUnusableError';
	}
}

/**
 * Redis has refused, has not answered in time, or cannot be reached. What was to be written may or may not have been;
 * nothing is known until it is read again. The message is the first word of Redis's own (`OOM`, `READONLY`), never more:
 * the rest may name keys and addresses.
 */
export class RedisFaultError extends Error {
	constructor(why: string, cause?: unknown) {
		super(`Redis does not do it: ${why}`, { cause });
		this.name = 'RedisFaultError';
	}
}

/** What is kept of one document is not what was written. Carries ids and numbers only. */
export class DamagedStreamError extends Error {
	constructor(docPath: string, what: string) {
		super(`the log of ${docPath} is damaged: ${what}`);
		this.name = 'DamagedStreamError';
	}
}

/** The first word of what Redis or the network said. */
export function wordOf(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown';
	if ('code' in error && typeof error.code === 'string') return error.code;
	return /^[A-Z]{2,}\b/.exec(error.message)?.[0] ?? error.constructor.name;
}
