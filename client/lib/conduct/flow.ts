import type { TableId } from '#shared/ids.ts';

/** Over so long a time cards a minute are counted, in milliseconds. */
const FLOW_MS = 5 * 60_000;

/**
 * How fast cards come at each table. Boards hold no times, so it counts what arrives while this page looks on. Rule CK6.
 */
export class Flow {
	readonly #tables = new Map<
		TableId,
		{ count: number; sinceMs: number; came: number[]; isLive: boolean }
	>();

	/**
	 * How many cards have come to a table so far.
	 *
	 * @param isLive - whether this page has them as they come; what was missed while it was away has come at no known time
	 */
	note(table: TableId, count: number, isLive: boolean, nowMs: number): void {
		const known = this.#tables.get(table);
		if (!isLive || !known?.isLive) {
			this.#tables.set(table, { count, sinceMs: nowMs, came: [], isLive });
			return;
		}
		for (let n = known.count; n < count; n++) known.came.push(nowMs);
		known.count = count;
	}

	/** Cards a minute, rounded; undefined: it has not been looked on for a minute yet. */
	perMinute(table: TableId, nowMs: number): number | undefined {
		const known = this.#tables.get(table);
		const watchedMs = known ? Math.min(FLOW_MS, nowMs - known.sinceMs) : 0;
		if (!known || watchedMs < 60_000) return undefined;
		known.came = known.came.filter((atMs) => nowMs - atMs < FLOW_MS);
		return Math.round(known.came.length / (watchedMs / 60_000));
	}
}
