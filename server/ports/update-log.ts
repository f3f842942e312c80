import type { LedgerRow } from '#server/domain/ledger.ts';
import type { DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';

/** Whose a card is when nobody is to know any more. No device ever gets this id. */
export const FORGOTTEN_SEAT: SeatId = 's_forgotten';

/** Stores keep rows without judging them; adapters take their form from here. */
export type { LedgerRow };

/**
 * Moves with every change of rights: `<counter of the dialogue>.<counter of the table>` for boards; for seats it moves
 * when they are forgotten, for the desk never. After a restore the generation follows, so it moves for all.
 */
export type Epoch = string;

/** One accepted change of a document. It says nothing about who made it or on which device. */
export interface Entry {
	readonly seq: number;
	readonly update: Uint8Array;
}

export interface Snapshot {
	/** The last number whose change is in `state`. */
	readonly seq: number;
	readonly state: Uint8Array;
}

/** Where a writer believes the log to be. */
export interface At {
	readonly seq: number;
	readonly epoch: Epoch;
}

/** What is written in the same atomic step as an entry. */
export interface Together {
	/** The intake owes this seat a look. */
	readonly due?: SeatId;
	/** `was`: the row's revision that the writer has seen; null: there must be no row. */
	readonly ledger?: readonly {
		readonly card: CardId;
		readonly was: number | null;
		readonly row: LedgerRow;
	}[];
}

/**
 * `conflict`: the log is not at `at.seq`; read what others appended and try again. `stale-epoch`: rights have changed;
 * judge again. `taken`: a ledger row is not at `was`. `gone`: the dialogue was erased.
 */
export type AppendAnswer =
	| { readonly ok: true; readonly seq: number }
	| { readonly ok: false; readonly why: 'conflict' | 'stale-epoch' | 'taken' | 'gone' };

/** Where a log stands. */
export interface Head {
	/** [UL13] That of its dialogue: higher after every restore from an older state; the first is 1. */
	readonly generation: number;
	readonly epoch: Epoch;
	/** Number of the last entry; 0: there is none. */
	readonly seq: number;
}

export interface Opened extends Omit<Head, 'seq'> {
	readonly snapshot?: Snapshot;
	/** Contiguous from `snapshot.seq + 1`, or from 1. */
	readonly tail: readonly Entry[];
}

/**
 * What is owed to a seat. `seq` is at least the number that the seat's own log had reached when the debt was written, and
 * every writing of a debt raises it, also one without an entry: settle with the `seq` that `due` answered before the look.
 */
export interface Due {
	readonly dialogue: DialogueId;
	readonly seat: SeatId;
	readonly seq: number;
}

/**
 * The durable record of boards and seats, and of what the intake knows of cards. The log is the truth; a document in
 * memory is a copy of it that may be thrown away at any time. Rules UL1–UL15 in `server/ports/SPEC.md`. What
 * rejects may have been written or not; reading tells.
 */
export interface UpdateLog {
	/** [UL4] Everything, without a hole; an unknown document is empty. Rejects rather than return a hole. */
	open(doc: DocName): Promise<Opened>;

	/** [UL14] Where it stands, without what it holds: as `open` would tell it. */
	head(doc: DocName): Promise<Head>;

	/**
	 * [UL1] `ok` once it would survive a power cut, under the number `at.seq + 1`. [UL2] Compares and writes in one atomic
	 * step. [UL3] Rejects when it does not know whether it wrote; `read` tells. An `update` of null writes `together`
	 * alone and takes no number.
	 */
	append(
		doc: DocName,
		at: At,
		update: Uint8Array | null,
		together?: Together,
	): Promise<AppendAnswer>;

	/** [UL5] The entries after this number, contiguous; `trimmed` if the first of them is no longer kept. */
	read(doc: DocName, after: number): Promise<readonly Entry[] | 'trimmed'>;

	/**
	 * [UL6] Keeps a snapshot and drops the entries it covers, all but the last `keepTail`. `stale`: an equal or newer
	 * snapshot is there, or the log has not come as far as this one says.
	 */
	compact(doc: DocName, snapshot: Snapshot, keepTail: number): Promise<'ok' | 'stale'>;

	/** [UL7] A new epoch for one table, or with null for all; linear with `append`. */
	fence(dialogue: DialogueId, table: TableId | null): Promise<Epoch>;

	/** [UL8] Everything of this dialogue is gone; every later append answers `gone`. */
	erase(dialogue: DialogueId): Promise<void>;

	/**
	 * [UL13] The dialogue's documents have gone back to an older state, those included that this state does not know: a new
	 * generation. Answers it.
	 */
	renew(dialogue: DialogueId): Promise<number>;

	/**
	 * [UL15] Nothing of any seat is left: logs, snapshots, debts, and in the ledger which card is whose; there it is
	 * `FORGOTTEN_SEAT`'s, and `sinceMs` of held words, which would tell what came together, is 0. Boards stay, but of their
	 * entries those that a snapshot holds are gone: an entry can be what one seat sent at once. Should it be cut off, whoever
	 * asks again goes on.
	 */
	forgetSeats(dialogue: DialogueId): Promise<void>;

	/** [UL9] The rows of these cards; a card without a row is absent. */
	ledger(dialogue: DialogueId, cards: readonly CardId[]): Promise<ReadonlyMap<CardId, LedgerRow>>;
	/** [UL9] All rows of a dialogue. */
	ledgerOf(dialogue: DialogueId): Promise<ReadonlyMap<CardId, LedgerRow>>;

	/** [UL10] The seats that the intake owes a look, of all dialogues. */
	due(): Promise<readonly Due[]>;
	/** [UL10] Writes a debt without an entry, for a seat whose cards must be judged again. */
	owe(dialogue: DialogueId, seats: readonly SeatId[]): Promise<void>;
	/** [UL10] Settled, unless the debt has grown since `due.seq`. */
	settle(due: Due): Promise<void>;

	/** [UL11] Told after each append on any node. A hint: it may be lost or come twice. Answers what ends the telling. */
	onBell(listener: (doc: DocName, seq: number) => void): () => void;

	/** [UL12] What an `ok` is worth. */
	durability(): 'fsync' | 'replicated-fsync' | 'every-second' | 'none';
}
