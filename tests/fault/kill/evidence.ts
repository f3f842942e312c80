import fs from 'node:fs';
import type { CardId, GroupId, SeatId, TableId } from '#shared/ids.ts';
import type { BoardCardState } from '#shared/board.ts';
import type { JoinAnswer } from '#shared/api.ts';

/** A card as some screen showed it, or as a host was told that it is durable. Texts only grow, ranks only rise. */
export interface CardEvidence {
	readonly kind: 'card';
	readonly table: TableId;
	readonly id: CardId;
	readonly text: string;
	readonly rank: string;
	readonly state: BoardCardState;
	readonly number: number;
	readonly group: GroupId | undefined;
}

/** A group's title. Titles only grow, but for those that begin with `-`: they only shrink. */
export interface GroupEvidence {
	readonly kind: 'group';
	readonly table: TableId;
	readonly id: GroupId;
	readonly title: string;
}

/** A word of the server about a card in its author's seat. `text`: as it was sent. */
export interface ReceiptEvidence {
	readonly kind: 'receipt';
	readonly seatId: SeatId;
	readonly table: TableId;
	readonly id: CardId;
	readonly state: 'saved' | 'shown';
	readonly text: string;
}

/** A card in a seat, of which type 100 said that it is durable. */
export interface SeatEvidence {
	readonly kind: 'seat';
	readonly seatId: SeatId;
	readonly id: CardId;
	readonly text: string;
}

/** Its author was about to take it back: it need not come to its board any more. */
export interface TakenBack {
	readonly kind: 'taken-back';
	readonly id: CardId;
}

/** How a fresh client can look into a seat later on. */
export interface SeatKey {
	readonly kind: 'key';
	readonly seat: JoinAnswer;
}

export type Evidence =
	CardEvidence | GroupEvidence | ReceiptEvidence | SeatEvidence | TakenBack | SeatKey;

/** Keeps evidence on disk, synced before it returns: what one process has seen, whatever happens next. */
export class EvidenceFile {
	readonly #file: number;

	constructor(path: string) {
		this.#file = fs.openSync(path, 'a');
	}

	write(evidence: readonly Evidence[]): void {
		if (evidence.length === 0) return;
		fs.writeSync(this.#file, evidence.map((one) => `${JSON.stringify(one)}\n`).join(''));
		fs.fdatasyncSync(this.#file);
	}
}

/** Reads such a file; a last line that was cut off by the end of its process is no evidence. */
export function readEvidence(path: string): Evidence[] {
	const lines = fs.readFileSync(path, 'utf8').split('\n');
	return lines.slice(0, -1).map((line) => JSON.parse(line) as Evidence);
}
