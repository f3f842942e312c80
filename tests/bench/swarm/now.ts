/** Milliseconds of a clock that all threads of this machine share and nobody sets. */
export function nowMs(): number {
	const [seconds, nanos] = process.hrtime();
	return seconds * 1_000 + nanos / 1e6;
}
