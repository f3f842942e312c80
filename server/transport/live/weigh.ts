/** What one command of usual size weighs in values; a hand count of a full table weighs a few of them. */
const VALUES_PER_UNIT = 100;
/** A text is read faster than as many values. */
const CHARS_PER_VALUE = 32;
/** No command nests deeper, so what lies below is not read by anybody. */
const DEPTH_MAX = 6;
const VALUES_MAX = 4_000;

/**
 * [LV3] How many commands of usual size this one is worth: 1 for any that a page sends. Reading what somebody sent costs
 * time by the number of its values, and nobody else is served meanwhile.
 */
export function weightOf(sent: readonly unknown[]): number {
	return 1 + Math.floor(valuesIn(sent, DEPTH_MAX, VALUES_MAX) / VALUES_PER_UNIT);
}

/** Counted no further than `most`. */
function valuesIn(value: unknown, depth: number, most: number): number {
	if (typeof value === 'string') return 1 + value.length / CHARS_PER_VALUE;
	if (typeof value !== 'object' || value === null || depth === 0) return 1;
	let count = 1;
	for (const key in value) {
		count += valuesIn((value as Record<string, unknown>)[key], depth - 1, most - count);
		if (count > most) return most;
	}
	return count;
}
