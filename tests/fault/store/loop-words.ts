import type { LedgerRow } from '#server/domain/ledger.ts';
import type { Dots } from '#server/ports/ballot-box.ts';
import type { DialogueId, SeatId, VoteId } from '#shared/ids.ts';

export const DIALOGUE: DialogueId = 'd_fault';
export const VOTE: VoteId = 'v_fault';
export const seatOf = (n: number): SeatId => `s_${n}`;
export const ballotOf = (seq: number): Dots => ({ c_1: seq });
/** What stands under a number is known beforehand, so that it can be told from anything else. */
export const entryOf = (n: number, seq: number, bytes: number): Uint8Array =>
	Uint8Array.from({ length: bytes }, (_, at) => (n * 31 + seq * 7 + at) % 256);
export const rowOf = (n: number, seq: number): LedgerRow => ({
	rev: 1,
	seat: seatOf(n),
	table: 't_1',
	outcome: 'waiting',
	seen: `${seq}`,
});
