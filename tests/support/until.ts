/** What to wait for, in words, and for how long. */
export interface Wait {
	/** For the error: "card c_1 on the screen". */
	readonly what: string;
	readonly withinMs?: number;
	readonly everyMs?: number;
}

/** Polls until `look` answers something true and returns that; rejects after `withinMs` (25 s, patience for a crowded machine). */
export async function until<T>(
	look: () => T | Promise<T>,
	{ what, withinMs = 25_000, everyMs = 5 }: Wait,
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
	const endMs = performance.now() + withinMs;
	for (;;) {
		const seen = await look();
		if (seen) return seen as Exclude<T, false | null | undefined | 0 | ''>;
		if (performance.now() > endMs) throw new Error(`not within ${withinMs} ms: ${what}`);
		await pause(everyMs);
	}
}

/** Lets `ms` pass: the rhythm of people in bots and load, never a way to wait for something in a test. */
export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
