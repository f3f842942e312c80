/** Time, so that tests can make it pass. */
export interface Clock {
	/** Milliseconds since 1970. */
	nowMs(): number;
	/** Calls once after this many milliseconds; the answer cancels. Never keeps the process alive. */
	after(ms: number, call: () => void): () => void;
}
