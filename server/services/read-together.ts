/**
 * Reads once for all who ask at about the same time: a whole hall is judged again by one reading of its record. No answer
 * is older than its question: the reading begins after the last of those who share it has asked.
 */
export function readTogether<Key, Value>(
	read: (key: Key) => Promise<Value>,
): (key: Key) => Promise<Value> {
	const running = new Map<Key, Promise<unknown>>();
	/** Not begun yet: who asks now is in time for it. */
	const next = new Map<Key, Promise<Value>>();

	async function begin(key: Key): Promise<Value> {
		await running.get(key)?.catch(() => undefined);
		next.delete(key);
		const reading = read(key);
		running.set(key, reading);
		try {
			return await reading;
		} finally {
			if (running.get(key) === reading) running.delete(key);
		}
	}

	return (key) => {
		const waiting = next.get(key) ?? Promise.resolve().then(() => begin(key));
		next.set(key, waiting);
		return waiting;
	};
}
