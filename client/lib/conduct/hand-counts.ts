import type { TableId, VoteId } from '#shared/ids.ts';
import type { Dots } from './vote-items.ts';

/**
 * What was typed in at this device as counted by hand, so that it can be corrected: before the reveal the server tells
 * nobody a number.
 */
export function typedCount(vote: VoteId, table: TableId): Dots {
	try {
		const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null;
		return kept?.vote === vote ? (kept.tables[table] ?? {}) : {};
	} catch {
		return {}; // closed or damaged storage: it is typed in again
	}
}

export function keepTypedCount(vote: VoteId, table: TableId, dots: Dots): void {
	try {
		const before = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null;
		const tables = { ...(before?.vote === vote && before.tables), [table]: dots };
		localStorage.setItem(KEY, JSON.stringify({ vote, tables } satisfies Kept));
	} catch {
		// it holds for this page only
	}
}

/** Of one vote only: the next one is counted afresh. */
interface Kept {
	readonly vote: VoteId;
	readonly tables: Readonly<Record<TableId, Dots>>;
}
const KEY = 'thementisch.hand-counts';
