/** One card that a tablet writes. */
export interface PlannedCard {
	/** Which tablet, from 0. */
	readonly tablet: number;
	/** After the beginning. */
	readonly atMs: number;
}

/** Between two cards of one tablet; a sixth more or less, so that they do not go in step. */
const EVERY_MS = 12_000;
const FIRST_MS = 1_000;
/** The last cards need time to arrive before the end. */
const REST_MS = 4_000;
/** Within so long all tablets send one card each. */
const BURST_MS = 1_000;

/** [GP4] Who writes when: steadily, and half way through all within a second. The same question has the same answer. */
export function practicePlan(tablets: number, seconds: number): readonly PlannedCard[] {
	const wholeMs = seconds * 1_000;
	const lastMs = Math.max(FIRST_MS, wholeMs - REST_MS);
	const cards: PlannedCard[] = [];
	for (let tablet = 0; tablet < tablets; tablet++) {
		const everyMs = EVERY_MS * (5 / 6 + ((tablet * 7) % 11) / 30);
		const startMs = FIRST_MS + (everyMs * ((tablet * 13) % tablets)) / tablets;
		for (let atMs = startMs; atMs <= lastMs; atMs += everyMs) cards.push({ tablet, atMs });
		cards.push({ tablet, atMs: Math.min(lastMs, wholeMs / 2) + (BURST_MS * tablet) / tablets });
	}
	return cards.sort((a, b) => a.atMs - b.atMs);
}
