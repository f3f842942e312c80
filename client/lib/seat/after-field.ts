/** So long has whoever writes the network to themselves, in milliseconds. */
const AFTER_MS = 500;
/** So long after a failure it is asked for again, in milliseconds. */
const AGAIN_MS = 3_000;

/** Fetches what stands beside the field a moment after it: nobody who writes waits for what others wrote. */
export function afterField<T>(fetch: () => Promise<T>): Promise<T> {
	return rest(AFTER_MS).then(() => insist(fetch));
}

/** Fetches a part of the page; while there is no network, again and again. */
export async function insist<T>(fetch: () => Promise<T>): Promise<T> {
	for (;;)
		try {
			return await fetch();
		} catch {
			await rest(AGAIN_MS);
		}
}

const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
