import { expect } from 'vitest';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { AppendAnswer, At, UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';

/** What a runner gives for one test: a fresh, empty store. */
export interface LogRig {
	readonly log: UpdateLog;
	/** The same store as another node sees it; `log` itself where there is one node only. */
	readonly other: UpdateLog;
	/** The store after a restart of everything; absent where nothing outlives the process. */
	readonly restart?: () => Promise<UpdateLog>;
}

export const DIALOGUE: DialogueId = 'd_Fest';
export const NEIGHBOUR: DialogueId = 'd_Festung'; // begins with the other's id
export const TABLE: TableId = 't_Arbeit';
export const TABLE_2: TableId = 't_Frauen';
export const SEAT: SeatId = 's_Arbeit'; // ends like the table's id
export const SEAT_2: SeatId = 's_zwei';
export const CARD: CardId = 'c_eins';
export const CARD_2: CardId = 'c_zwei';
export const CARD_3: CardId = 'c_drei';
export const BOARD: DocName = { dialogue: DIALOGUE, kind: 'board', id: TABLE };
export const BOARD_2: DocName = { dialogue: DIALOGUE, kind: 'board', id: TABLE_2 };
export const SEAT_DOC: DocName = { dialogue: DIALOGUE, kind: 'seat', id: SEAT };
export const DESK_DOC: DocName = { dialogue: DIALOGUE, kind: 'desk', id: 'themes' };
export const FOREIGN: DocName = { dialogue: NEIGHBOUR, kind: 'board', id: TABLE };

export const bytes = (...of: number[]): Uint8Array => Uint8Array.from(of);
export const row = (rev: number, rest: Partial<LedgerRow> = {}): LedgerRow => ({
	rev,
	seat: SEAT,
	table: TABLE,
	outcome: 'waiting',
	seen: `f${rev}`,
	...rest,
});

/** Appends one byte at the end, `count` times: entry n is the byte n. Answers where the log then is. */
export async function grow(log: UpdateLog, doc: DocName, count: number): Promise<At> {
	const { epoch, tail, snapshot } = await log.open(doc);
	let seq = tail.at(-1)?.seq ?? snapshot?.seq ?? 0;
	for (let n = 0; n < count; n++) {
		expect(await log.append(doc, { seq, epoch }, bytes(seq + 1))).toEqual({
			ok: true,
			seq: seq + 1,
		});
		seq += 1;
	}
	return { seq, epoch };
}
export const seqs = async (log: UpdateLog, doc: DocName): Promise<number[]> =>
	(await log.open(doc)).tail.map(({ seq }) => seq);
export const whyNot = (answer: AppendAnswer): string => (answer.ok ? 'ok' : answer.why);
