import type { Dialogue } from '#server/domain/dialogue.ts';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { Bus } from '#server/ports/bus.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { docPath } from '#shared/document.ts';
import type { DialogueId, SeatId, TableId } from '#shared/ids.ts';
import { IntakeDesk } from './intake-desk.ts';
import { passSeat, type SeatName } from './intake-pass.ts';
import { Pace } from './intake-pace.ts';
import { BoardWatch, type Turned } from './intake-watch.ts';
import type { Registry } from './registry.ts';
import type { Room } from './room.ts';

export interface IntakeNeeds {
	readonly registry: Pick<Registry, 'use' | 'onOpen' | 'peek'>;
	readonly log: Pick<UpdateLog, 'ledger' | 'ledgerOf' | 'due' | 'owe' | 'settle'>;
	/** As the store has it at the moment of asking, never an older one; undefined if there is none (any more). */
	readonly dialogueOf: (id: DialogueId) => Promise<Dialogue | undefined>;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly bus: Pick<Bus, 'call'>;
	/**
	 * Told before the ledger of cards that were set aside or brought back at a board, on any node, once at least for each
	 * time. What it rejects is tried again.
	 */
	readonly turned?: (
		dialogue: DialogueId,
		table: TableId,
		cards: readonly Turned[],
	) => Promise<void>;
}

/** A seat that is to be looked at. */
interface Errand {
	readonly name: SeatName;
	/** Up to which its debt is known; undefined: unknown, the walk will settle it. */
	seq: number | undefined;
	isRunning: boolean;
	/** Changed while it was being looked at. */
	isAskedAgain: boolean;
}

/** Looks at so many seats at once: their cards meet at the desks and share writings. */
const PASSES_MAX = 32;
/** How often all debts are looked through, for what a dead or failing node has left over. */
const WALK_EVERY_MS = 2_000;
const STOP_WITHIN_MS = 2_000;

/**
 * The clerk between seats and boards: rules IT1–IT12 in SPEC.md. It keeps nothing that the log does not have; thrown
 * away at any moment, another one goes on from there, and several may work on one log.
 */
export class Intake {
	readonly #needs: IntakeNeeds;
	readonly #errands = new Map<string, Errand>();
	readonly #ready: Errand[] = [];
	readonly #running = new Set<Promise<void>>();
	readonly #desks = new Map<string, IntakeDesk>();
	readonly #watches = new Map<Room, BoardWatch>();
	readonly #pace: Pace;
	/** Debts seen at the last walk and not known to be in work here. */
	#seen = new Map<string, number>();
	#unlisten: (() => void) | undefined;
	#cancelWalk: (() => void) | undefined;
	#stopped = false;

	constructor(needs: IntakeNeeds) {
		this.#needs = needs;
		this.#pace = new Pace(needs.clock);
	}

	/** Looks at every seat that is owed a look, then goes on; to be called once, before any document is opened. */
	async start(): Promise<void> {
		this.#unlisten = this.#needs.registry.onOpen((room) => this.#follow(room));
		await this.#walk('all');
	}

	/**
	 * Nothing new is begun; resolves when what was begun has ended, or the log has been silent for too long: what is left
	 * over is owed, and done by another node or after the next start. To be called before the registry is drained.
	 */
	async stop(): Promise<void> {
		this.#stopped = true;
		this.#unlisten?.();
		this.#cancelWalk?.();
		this.#ready.length = 0;
		for (const watch of this.#watches.values()) watch.end();
		await Promise.race([
			Promise.all(this.#running),
			new Promise<void>((done) => this.#needs.clock.after(STOP_WITHIN_MS, done)),
		]);
	}

	/** Something of this seat is to be looked at now. `seq`: up to which the debt for it is known. */
	seatChanged(dialogue: DialogueId, seat: SeatId, seq?: number): void {
		if (this.#stopped) return;
		const name: SeatName = { dialogue, kind: 'seat', id: seat };
		const key = docPath(name);
		const errand = this.#errands.get(key);
		if (!errand) {
			const fresh: Errand = { name, seq, isRunning: false, isAskedAgain: false };
			this.#errands.set(key, fresh);
			this.#begin(key, fresh);
			return;
		}
		if (seq !== undefined) errand.seq = Math.max(seq, errand.seq ?? 0);
		errand.isAskedAgain = errand.isRunning;
	}

	/** After a change of steps, freezing, reveal or settings: whoever has something that waited is owed a look. */
	async rejudge(dialogue: DialogueId): Promise<void> {
		const rows = await this.#needs.log.ledgerOf(dialogue);
		const seats = new Set<SeatId>();
		for (const row of rows.values()) if (dependsOnRules(row)) seats.add(row.seat);
		if (seats.size === 0) return;
		await this.#needs.log.owe(dialogue, [...seats]);
		for (const due of await this.#needs.log.due())
			if (due.dialogue === dialogue && seats.has(due.seat))
				this.seatChanged(dialogue, due.seat, due.seq);
	}

	/** How many seats are waiting for a look or are being looked at, for metrics. */
	get backlog(): number {
		return this.#errands.size;
	}

	#follow(room: Room): void {
		const { name } = room;
		if (name.kind === 'board') {
			const watch = new BoardWatch(
				{
					...this.#needs,
					isOpen: (one) => this.#needs.registry.peek(one.name) === one,
					turned: async (board, cards) =>
						await this.#needs.turned?.(board.dialogue, board.id, cards),
					owed: (seat) => this.seatChanged(name.dialogue, seat),
				},
				room,
				name,
			);
			for (const [other] of this.#watches)
				if (this.#needs.registry.peek(other.name) !== other) this.#watches.delete(other);
			this.#watches.set(room, watch);
			watch.look();
			return;
		}
		if (name.kind !== 'seat') return;
		room.onKept(({ by, seq }) => {
			if (by === 'peer') this.seatChanged(name.dialogue, name.id, seq);
			// another node's receipt may be older than what the ledger says by now
			else if (by === 'log') this.seatChanged(name.dialogue, name.id);
		});
		// a tablet that comes back finds receipts that are true, whatever was left over
		if (!this.#errands.has(docPath(name))) this.seatChanged(name.dialogue, name.id);
	}

	#begin(key: string, errand: Errand): void {
		const waitMs = this.#pace.take(key);
		if (waitMs === 0) this.#makeReady(errand);
		else this.#needs.clock.after(waitMs, () => this.#makeReady(errand));
	}

	#makeReady(errand: Errand): void {
		if (this.#stopped) return;
		this.#ready.push(errand);
		this.#startPasses();
	}

	#startPasses(): void {
		while (this.#running.size < PASSES_MAX) {
			const errand = this.#ready.shift();
			if (!errand || this.#stopped) return;
			const pass = this.#pass(errand).finally(() => {
				this.#running.delete(pass);
				this.#startPasses();
			});
			this.#running.add(pass);
		}
	}

	/** Never rejects: a seat that fails keeps its debt, and the walk finds it (IT12). */
	async #pass(errand: Errand): Promise<void> {
		const { name, seq } = errand;
		errand.isRunning = true;
		errand.seq = undefined;
		try {
			const hasChanged = await passSeat({ ...this.#needs, deskOf: this.#deskOf }, name, seq);
			if (!hasChanged) this.#pace.giveBack(docPath(name));
		} catch (error) {
			if (this.#stopped) return;
			this.#needs.logger.warn(
				{
					event: 'intake.seat_failed',
					dialogue: name.dialogue,
					seat: name.id,
					error: error as Error,
				},
				'a seat is looked at again later',
			);
		}
		const key = docPath(name);
		if (errand.isAskedAgain && !this.#stopped) {
			errand.isRunning = errand.isAskedAgain = false;
			this.#begin(key, errand);
		} else this.#errands.delete(key);
	}

	readonly #deskOf = (dialogue: DialogueId, table: TableId): IntakeDesk => {
		const name = { dialogue, kind: 'board', id: table } as const;
		const key = docPath(name);
		let desk = this.#desks.get(key);
		if (!desk) {
			desk = new IntakeDesk(this.#needs, name);
			this.#desks.set(key, desk);
		}
		return desk;
	};

	/** `all`: everything that is owed. `left over`: what was owed at the last walk, too, and nobody has settled since. */
	async #walk(which: 'all' | 'left over'): Promise<void> {
		try {
			const due = await this.#needs.log.due();
			const seen = new Map<string, number>();
			for (const { dialogue, seat, seq } of due) {
				const key = docPath({ dialogue, kind: 'seat', id: seat });
				if (which === 'all' || this.#seen.get(key) === seq) this.seatChanged(dialogue, seat, seq);
				seen.set(key, seq);
			}
			this.#seen = seen;
		} catch (error) {
			this.#needs.logger.warn(
				{ event: 'intake.walk_failed', error: error as Error },
				'the seats that are owed a look are read again later',
			);
		}
		for (const [key, desk] of this.#desks) if (desk.isIdle) this.#desks.delete(key);
		this.#pace.forget();
		if (!this.#stopped)
			this.#cancelWalk = this.#needs.clock.after(WALK_EVERY_MS, () => void this.#walk('left over'));
	}
}

/** Whether another step, setting or freeze may change what becomes of this card. Late cards wait for a host alone. */
function dependsOnRules(row: LedgerRow): boolean {
	if (row.outcome === 'refused') return row.note === undefined;
	if (row.outcome === 'late') return row.admitted === true;
	return row.outcome === 'waiting' || row.later === true || row.held !== undefined;
}
