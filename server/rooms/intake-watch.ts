import type { Doc } from 'yjs';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { BoardCardState } from '#shared/board.ts';
import type { CardId, SeatId } from '#shared/ids.ts';
import { cardOf } from './board-writing.ts';
import { readStates, stateOf } from './board-reading.ts';
import type { BoardName } from './intake-desk.ts';
import type { Room } from './room.ts';

export interface WatchNeeds {
	readonly log: Pick<UpdateLog, 'ledger' | 'ledgerOf'>;
	readonly clock: Pick<Clock, 'after' | 'nowMs'>;
	readonly logger: Pick<Logger, 'warn'>;
	/** Whether this room is still the one for its board. */
	readonly isOpen: (room: Room) => boolean;
	/** These cards were set aside at the board, or brought back; said again, it is the same. Then it goes into the ledger. */
	readonly turned: (board: BoardName, cards: readonly Turned[]) => Promise<void>;
	/** A seat's receipts are owed a look; the debt is written already. */
	readonly owed: (seat: SeatId) => void;
}

/** A card that somebody has set aside or brought back at a board. `rev`: the revision of its row that will say so. */
export interface Turned {
	readonly card: CardId;
	readonly rev: number;
	readonly to: 'shown' | 'aside';
}

/** While people write, all cards are looked at so often: what they change is not seen in what they send. */
export const LOOK_EVERY_MS = 500;
/** What another node's host did, that node writes into the ledger; this one looks only if it has not. */
const OTHERS_FIRST_MS = 1_000;
const AGAIN_AFTER_MS = 2_000;
const TRIES_MAX = 20;

/**
 * [IT9] Looks at one board while it is open: what a host sets aside or brings back goes into the ledger, and the card's
 * seat is owed a look in the same step. A look at all cards when the board is opened catches what a dead node left over.
 */
export class BoardWatch {
	readonly #needs: WatchNeeds;
	readonly #room: Room;
	readonly #board: BoardName;
	/** The states as compared last; undefined: never, or the last comparison failed. */
	#known: ReadonlyMap<CardId, BoardCardState> | undefined;
	/** Came onto the board after that. Without them nobody would miss what a host deletes before the next look. */
	readonly #met = new Set<CardId>();
	/** On the record of conduct, and not yet in the ledger. */
	readonly #noted = new Map<CardId, Turned>();
	#running = false;
	#again = false;
	#lookedAtMs = -Infinity;
	/** The next look that is not now. */
	#next: { readonly atMs: number; readonly cancel: () => void } | undefined;
	#ended = false;

	constructor(needs: WatchNeeds, room: Room, board: BoardName) {
		this.#needs = needs;
		this.#room = room;
		this.#board = board;
		room.onKept(({ by }) => {
			if (by === 'peer') return this.#lookAt(this.#lookedAtMs + LOOK_EVERY_MS);
			this.#meet();
			if (by === 'log') this.#lookAt(this.#nowMs + OTHERS_FIRST_MS);
		});
	}

	/** Compares now; while a comparison is under way, once more after it. */
	look(): void {
		if (this.#ended) return;
		if (this.#running) this.#again = true;
		else void this.#run();
	}

	end(): void {
		this.#ended = true;
		this.#next?.cancel();
	}

	#meet(): void {
		if (!this.#known) return; // then the next look asks for all that the ledger has
		for (const card of this.#room.read(readStates).keys())
			if (!this.#known.has(card)) this.#met.add(card);
	}

	get #nowMs(): number {
		return this.#needs.clock.nowMs();
	}

	/** Then, or earlier if that was said before. */
	#lookAt(atMs: number): void {
		if (this.#ended || (this.#next && this.#next.atMs <= atMs)) return;
		this.#next?.cancel();
		this.#next = undefined;
		const waitMs = atMs - this.#nowMs;
		if (waitMs <= 0) return this.look();
		const cancel = this.#needs.clock.after(waitMs, () => {
			this.#next = undefined;
			if (this.#needs.isOpen(this.#room)) this.look();
		});
		this.#next = { atMs, cancel };
	}

	async #run(): Promise<void> {
		this.#running = true;
		do {
			this.#again = false;
			try {
				await this.#compare();
			} catch (error) {
				this.#known = undefined;
				if (this.#ended) break;
				const { dialogue, id } = this.#board;
				this.#needs.logger.warn(
					{ event: 'intake.watch_failed', dialogue, table: id, error: error as Error },
					'what hosts set aside is compared again later',
				);
				this.#lookAt(this.#nowMs + AGAIN_AFTER_MS);
			}
		} while (this.#again && !this.#ended);
		this.#running = false;
	}

	async #compare(): Promise<void> {
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			this.#lookedAtMs = this.#nowMs;
			const before = this.#known;
			const states = this.#room.read(readStates);
			const met = [...this.#met];
			const bySeat = Map.groupBy(
				[...(await this.#rowsOfChanged(before, met, states))].filter(([card, row]) =>
					correction(row, states.get(card)),
				),
				([, row]) => row.seat,
			);
			let isTold = true;
			for (const [seat, rows] of bySeat)
				isTold = (await this.#correct(seat, new Map(rows))) && isTold;
			if (!isTold) continue;
			this.#known = states;
			for (const card of met) this.#met.delete(card);
			return;
		}
		throw new Error('others were quicker at this board too often');
	}

	/** The rows of the cards that stand otherwise than before; all of the table's, if there is no before. */
	async #rowsOfChanged(
		before: ReadonlyMap<CardId, BoardCardState> | undefined,
		met: readonly CardId[],
		states: ReadonlyMap<CardId, BoardCardState>,
	): Promise<ReadonlyMap<CardId, LedgerRow>> {
		const { dialogue, id } = this.#board;
		if (!before) {
			const rows = [...(await this.#needs.log.ledgerOf(dialogue))];
			return new Map(rows.filter(([, { table }]) => table === id));
		}
		const changed: CardId[] = [];
		for (const [card, state] of states) if (before.get(card) !== state) changed.push(card);
		for (const card of [...before.keys(), ...met]) if (!states.has(card)) changed.push(card);
		if (changed.length === 0) return new Map();
		const rows = [...(await this.#needs.log.ledger(dialogue, changed))];
		return new Map(rows.filter(([, { table }]) => table === id));
	}

	/** False if a row has changed meanwhile. What is written is decided once more on the board as the log has it. */
	async #correct(seat: SeatId, rows: ReadonlyMap<CardId, LedgerRow>): Promise<boolean> {
		// on the record first: should this node die in between, whoever looks next finds the same row and says the same
		await this.#note(this.#room.read((doc) => turnedAt(doc, rows)));
		let turned: readonly Turned[] = [];
		const answer = await this.#room.write(this.#room.epoch, (doc) => {
			turned = turnedAt(doc, rows);
			const ledger = turned.map(({ card, rev, to }) => {
				const row = rows.get(card)!;
				return { card, was: row.rev, row: { ...row, rev, outcome: to } };
			});
			return ledger.length > 0 ? { ledger, due: seat } : null;
		});
		const isDone = answer === 'ok' || answer === 'nothing';
		if (isDone) await this.#noteRest(rows, turned);
		if (answer === 'ok' && turned.length > 0) this.#needs.owed(seat);
		return isDone || answer === 'gone';
	}

	/** Once for each, also where the writing after it has to be tried again. */
	async #note(turned: readonly Turned[]): Promise<void> {
		const fresh = turned.filter(({ card, to }) => this.#noted.get(card)?.to !== to);
		if (fresh.length === 0) return;
		await this.#needs.turned(this.#board, fresh);
		for (const one of fresh) this.#noted.set(one.card, one);
	}

	/** What somebody has turned once more between the record and the ledger is on the record with both. */
	async #noteRest(rows: ReadonlyMap<CardId, LedgerRow>, written: readonly Turned[]): Promise<void> {
		await this.#note(written);
		const kept = new Set(written.map(({ card }) => card));
		const back = [...rows.keys()].flatMap((card): Turned[] => {
			const noted = kept.has(card) ? undefined : this.#noted.get(card);
			return noted ? [{ ...noted, to: noted.to === 'aside' ? 'shown' : 'aside' }] : [];
		});
		await this.#note(back);
		for (const card of rows.keys()) this.#noted.delete(card);
	}
}

/** Which of these cards the ledger has otherwise than the board. */
function turnedAt(doc: Doc, rows: ReadonlyMap<CardId, LedgerRow>): readonly Turned[] {
	return [...rows].flatMap(([id, row]) => {
		const card = cardOf(doc, id);
		const to = correction(row, card && stateOf(card));
		return to ? [{ card: id, rev: row.rev + 1, to }] : [];
	});
}

/** What the ledger should say of a card on the board, if that is something else; a card that is gone is `aside`, too. */
function correction(
	row: LedgerRow,
	state: BoardCardState | undefined,
): 'shown' | 'aside' | undefined {
	if (row.number === undefined) return undefined;
	switch (row.outcome) {
		case 'shown':
			return state === 'shown' ? undefined : 'aside';
		case 'aside':
			return state === 'shown' ? 'shown' : undefined;
		case 'withdrawn':
			return state === 'shown' || state === 'aside' ? state : undefined;
		default:
			return undefined;
	}
}
