import type { TableId } from '#shared/ids.ts';

/** What the test tells a process of the load. */
export interface Orders {
	readonly base: string;
	readonly dialogueId: string;
	readonly code: string;
	/** Tables under load, each with the token of its host. */
	readonly tables: readonly { readonly id: TableId; readonly hostToken: string }[];
	/** Where to keep what was seen. */
	readonly evidence: string;
	readonly seed: number;
	readonly round: number;
}

/** What it answers: once when the load runs, and at the end how many operations it did in how many ms. */
export type Answer =
	| { readonly is: 'going' }
	| { readonly is: 'over'; readonly operations: number; readonly tookMs: number };

/** Waits for the orders of the test. Without a test there is nothing to do: the process ends. */
export function orders(): Promise<Orders> {
	process.on('disconnect', () => process.exit(1));
	return new Promise((resolve) => process.once('message', (message) => resolve(message as Orders)));
}

export function answer(what: Answer): Promise<void> {
	return new Promise((resolve) => process.send!(what, () => resolve()));
}
