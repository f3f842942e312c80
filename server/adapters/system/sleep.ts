const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** Stops this thread for so many milliseconds: nothing is read, written or called meanwhile. */
export function sleep(ms: number): void {
	Atomics.wait(NEVER, 0, 0, ms);
}
