import { flushSync } from 'svelte';

/** Counts how often something is drawn again. */
export function watch<T>(read: () => T): {
	readonly times: number;
	readonly last: T | undefined;
	stop: () => void;
} {
	let times = 0;
	let last: T | undefined;
	const stop = $effect.root(() => {
		$effect(() => {
			last = read();
			times++;
		});
	});
	flushSync();
	return {
		get times() {
			return times;
		},
		get last() {
			return last;
		},
		stop,
	};
}
