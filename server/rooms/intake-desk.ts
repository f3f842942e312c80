import type { Doc } from 'yjs';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { Bus } from '#server/ports/bus.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Together, UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId } from '#shared/ids.ts';
import { BoardEnds, carryWords, cardOf, putCard, setState } from './board-writing.ts';
import { stateOf } from './board-reading.ts';
import { decide, tableOf, type Decision, type NextRow } from './intake-decision.ts';
import type { Registry } from './registry.ts';
import type { Room } from './room.ts';
import type { SeatEntry } from './seat-reading.ts';

export type BoardName = DocName & { readonly kind: 'board' };

export interface DeskNeeds {
	readonly registry: Pick<Registry, 'use'>;
	readonly log: Pick<UpdateLog, 'ledger'>;
	/** As the store has it now, never an older one: a room's epoch is read before, so the two fit. */
	readonly dialogueOf: (id: DialogueId) => Promise<Dialogue | undefined>;
	readonly clock: Pick<Clock, 'nowMs'>;
	readonly bus: Pick<Bus, 'call'>;
}

/** `gone`: the dialogue was erased. Else the cards whose row or place has changed, to be looked at again. */
export type DeskAnswer = 'gone' | ReadonlySet<CardId>;

interface Request {
	readonly seat: SeatId;
	readonly entries: readonly SeatEntry[];
	readonly answer: (answer: DeskAnswer) => void;
	readonly fail: (error: unknown) => void;
}

/** So many cards of several seats go into one writing of a board. */
const CARDS_PER_WRITE_MAX = 200;
/** How often others may be quicker before a writing is given up for now. */
const TRIES_MAX = 20;

/**
 * The place where cards come onto one board. What comes while a writing is under way goes into the next one together,
 * so a burst costs a few writings. Each writing decides afresh from what holds then: epoch, record, ledger, board (IT5).
 */
export class IntakeDesk {
	readonly #needs: DeskNeeds;
	readonly #board: BoardName;
	readonly #queue: Request[] = [];
	/** As the board was at this number of its log: what this desk has put there itself is counted in. */
	#ends: { readonly room: Room; readonly seq: number; readonly ends: BoardEnds } | undefined;
	#running = false;

	constructor(needs: DeskNeeds, board: BoardName) {
		this.#needs = needs;
		this.#board = board;
	}

	/** Nobody waits here. */
	get isIdle(): boolean {
		return !this.#running && this.#queue.length === 0;
	}

	/** Does with these cards of a seat what is to be done now. Rejects if that failed; nothing is half done then. */
	submit(seat: SeatId, entries: readonly SeatEntry[]): Promise<DeskAnswer> {
		return new Promise((answer, fail) => {
			this.#queue.push({ seat, entries, answer, fail });
			if (!this.#running) void this.#run();
		});
	}

	async #run(): Promise<void> {
		this.#running = true;
		await Promise.resolve(); // what comes in this turn goes together
		while (this.#queue.length > 0) await this.#serve(this.#next());
		this.#running = false;
	}

	#next(): readonly Request[] {
		let cards = 0;
		let requests = 0;
		for (const { entries } of this.#queue) {
			cards += entries.length;
			if (requests > 0 && cards > CARDS_PER_WRITE_MAX) break;
			requests++;
		}
		return this.#queue.splice(0, requests);
	}

	/** Never rejects: every request is answered or failed. */
	async #serve(batch: readonly Request[]): Promise<void> {
		try {
			const answers = await this.#needs.registry.use(this.#board, (room) =>
				this.#write(room, batch),
			);
			for (const request of batch) request.answer(answers(request));
		} catch (error) {
			// [IT12] whose request it was that failed, only each alone can tell
			if (batch.length > 1) for (const request of batch) await this.#serve([request]);
			else batch[0]?.fail(error);
		}
	}

	async #write(room: Room, batch: readonly Request[]): Promise<(request: Request) => DeskAnswer> {
		const cards = batch.flatMap(({ entries }) => entries.map(({ id }) => id));
		for (let tries = 0; tries < TRIES_MAX; tries++) {
			// in this order: a record is never older than an epoch that was read before it
			const { epoch } = room;
			const dialogue = await this.#needs.dialogueOf(this.#board.dialogue);
			if (!dialogue) return () => 'gone';
			const rows = await this.#needs.log.ledger(this.#board.dialogue, cards);
			let written: (Written & { readonly keepEnds: () => void }) | undefined;
			const answer = await room.write(epoch, (doc) => {
				const { seq } = room;
				const ends = this.#takeEnds(room, doc);
				const facts = { rows, dialogue, nowMs: this.#needs.clock.nowMs() };
				const done = carryOut(doc, ends, batch, facts, this.#board);
				written = { ...done, keepEnds: () => done.hasPut && this.#keepEnds(room, seq + 1, ends) };
				return done.together;
			});
			if (answer === 'gone') return () => 'gone';
			if (answer === 'ok') {
				written?.keepEnds();
				if (written?.waitingChanged)
					this.#needs.bus.call('waiting.changed', { dialogue: this.#board.dialogue });
			}
			if (answer === 'ok' || answer === 'nothing')
				return (request) => written?.changed.get(request) ?? new Set();
		}
		throw new Error('others were quicker at this board too often');
	}

	/** What counts up on the board; counted again only if somebody else has written there since. */
	#takeEnds(room: Room, doc: Doc): BoardEnds {
		const kept = this.#ends;
		// only a writing that has succeeded gives it back: what was counted in for another one is not on the board
		this.#ends = undefined;
		return kept?.room === room && kept.seq === room.seq ? kept.ends : new BoardEnds(doc);
	}

	#keepEnds(room: Room, seq: number, ends: BoardEnds): void {
		this.#ends = { room, seq, ends };
	}
}

interface Written {
	/** Null: there was nothing to do. */
	readonly together: Together | null;
	/** A card has come onto the board, so there is an entry in its log. */
	readonly hasPut: boolean;
	readonly changed: ReadonlyMap<Request, ReadonlySet<CardId>>;
	readonly waitingChanged: boolean;
}

interface Facts {
	readonly rows: ReadonlyMap<CardId, LedgerRow>;
	readonly dialogue: Dialogue;
	readonly nowMs: number;
}

/** Decides every card and does it on the writer's document; the rows are written in the same step, or nothing is. */
function carryOut(
	doc: Doc,
	ends: BoardEnds,
	batch: readonly Request[],
	{ rows, dialogue, nowMs }: Facts,
	board: BoardName,
): Written {
	const cardsBefore = ends.cards;
	const ledger: NonNullable<Together['ledger']>[number][] = [];
	const changed = new Map<Request, Set<CardId>>();
	const touched = new Set<CardId>();
	let waitingChanged = false;
	for (const request of batch)
		for (const entry of request.entries) {
			const { id } = entry;
			const row = rows.get(id);
			const again = () => changed.set(request, (changed.get(request) ?? new Set()).add(id));
			// two seats with one id in one writing, or a row that has come elsewhere: look again with the row of then
			if (touched.has(id) || tableOf(entry, row) !== board.id) {
				again();
				continue;
			}
			const decision = decide(entry, { seat: request.seat, row, dialogue, nowMs });
			if (!decision) continue;
			// [IT14] the rest of the room is the hosts'; who takes a card back is always heard
			const goesOn = decision.does === 'reword' || decision.does === 'return';
			const next =
				row && goesOn && ends.isCrowded
					? { ...withoutRevision(row), later: true }
					: apply(doc, ends, id, decision);
			touched.add(id);
			if (row && isSame(row, next)) continue;
			ledger.push({
				card: id,
				was: row?.rev ?? null,
				row: { rev: (row?.rev ?? 0) + 1, ...defined(next) },
			});
			waitingChanged ||= row?.held !== undefined || next.held !== undefined;
			again();
		}
	const together = ledger.length > 0 ? { ledger } : null;
	return { together, hasPut: ends.cards > cardsBefore, changed, waitingChanged };
}

/** Does it on the board; the answer is the row that is true afterwards. */
function apply(doc: Doc, ends: BoardEnds, id: CardId, decision: Decision): NextRow {
	const { row } = decision;
	switch (decision.does) {
		case 'note':
			return row;
		case 'put': {
			const put = putCard(doc, ends, id, decision.words);
			if (typeof put === 'number')
				return { ...row, number: put, question: decision.words.question };
			return { ...row, outcome: 'refused', reason: put, admitted: undefined };
		}
		case 'reword': {
			const question = carryWords(doc, ends, id, decision.words, row.question) ?? row.question;
			return { ...row, question };
		}
		case 'withdraw':
			return { ...row, outcome: turn(doc, id, 'shown', 'withdrawn') };
		case 'return':
			return { ...row, outcome: turn(doc, id, 'withdrawn', 'shown') };
	}
}

/** Turns a card's state, unless a host has set it aside (or taken it away) meanwhile: that holds. */
function turn(
	doc: Doc,
	id: CardId,
	from: 'shown' | 'withdrawn',
	to: 'shown' | 'withdrawn',
): 'shown' | 'withdrawn' | 'aside' {
	const card = cardOf(doc, id);
	if (!card) return to === 'shown' ? 'aside' : to;
	if (stateOf(card) === from) setState(doc, id, to);
	return stateOf(card);
}

function withoutRevision({ rev: _, ...row }: LedgerRow): NextRow {
	return row;
}

function isSame(row: LedgerRow, next: NextRow): boolean {
	const inOrder = (of: NextRow) => Object.entries(defined(of)).sort(([a], [b]) => (a < b ? -1 : 1));
	return JSON.stringify(inOrder(withoutRevision(row))) === JSON.stringify(inOrder(next));
}

/** Without the fields that were taken away: a store may not know the difference between undefined and absent. */
function defined(row: NextRow): NextRow {
	return Object.fromEntries(
		Object.entries(row).filter(([, value]) => value !== undefined),
	) as unknown as NextRow;
}
