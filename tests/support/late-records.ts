import type { MemoryRecords } from '#server/adapters/memory/records.ts';
import { settled } from './virtual-clock.ts';

/**
 * The same records over a slow line: what `get` answers was true a while ago.
 *
 * @param line - what else an answer has to wait for after it was read
 */
export function lateRecords(
	original: MemoryRecords,
	line: (kind: string) => Promise<void> = () => settled(1),
): MemoryRecords {
	const get: MemoryRecords['get'] = async (kind, id) => {
		const answer = await original.get(kind, id);
		await line(kind);
		return answer;
	};
	return changed(original, { get });
}

/** The same records, and nobody is told of a change: every bell is lost. */
export function deafRecords(original: MemoryRecords): MemoryRecords {
	return changed(original, { watch: () => () => undefined });
}

/** The same records, with something of them done otherwise. */
export function changed(original: MemoryRecords, instead: Partial<MemoryRecords>): MemoryRecords {
	return new Proxy(original, {
		get(target, name) {
			if (Object.hasOwn(instead, name)) return Reflect.get(instead, name) as unknown;
			const value: unknown = Reflect.get(target, name);
			// private fields are found on the original alone
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		},
	});
}
