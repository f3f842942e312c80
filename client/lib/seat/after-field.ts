/** So long has whoever writes the network to themselves, in milliseconds. */
const AFTER_MS = 500;

/** Fetches what stands beside the field a moment after it: nobody who writes waits for what others wrote. */
export function afterField<T>(fetch: () => Promise<T>): Promise<T> {
	const coming = new Promise((done) => setTimeout(done, AFTER_MS)).then(fetch);
	coming.catch(() => undefined); // said where it is drawn, if it ever is
	return coming;
}
