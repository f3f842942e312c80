import { CLOSE } from '#shared/close-codes.ts';
import { docPath, type DocName } from '#shared/document.ts';
import type { DialogueId } from '#shared/ids.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { NO_OTHERS, type AwarenessBetween } from './awareness-between.ts';
import { Beat } from './beat.ts';
import { condenseHere, type Condense } from './condense.ts';
import type { Sleep } from './doze.ts';
import { DEFAULTS, type RegistryLimits } from './registry-limits.ts';
import { Room } from './room.ts';
import { SeatMemory } from './seat-memory.ts';

export type { RegistryLimits } from './registry-limits.ts';

export interface RegistryNeeds {
	readonly log: UpdateLog;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly limits?: Partial<RegistryLimits>;
	/** How other nodes are told who is at work here; absent: there are none. */
	readonly between?: AwarenessBetween;
	/** Where logs are condensed; absent: in this thread. */
	readonly condense?: Condense;
	/** How the process sleeps between two strikes of the beat; absent: it does not. */
	readonly sleep?: Sleep;
}

/** As many as a node that comes up can take in meanwhile; 3,750 have gone after two and a half seconds. */
const SCREENS_PER_PAUSE = 150;
const PAUSE_MS = 100;

/** The node goes down and opens nothing any more. */
export class DrainingError extends Error {
	constructor() {
		super('the node goes down');
		this.name = 'DrainingError';
	}
}

interface Slot {
	readonly doc: DocName;
	readonly loading: Promise<Room>;
	room?: Room;
	holds: number;
	/** Since when nobody looks at it or holds it. */
	idleSinceMs: number | null;
	isBeingDropped: boolean;
}

/** All rooms of this node. Rules RE1–RE4 in SPEC.md. */
export class Registry {
	readonly #needs: RegistryNeeds;
	readonly #limits: RegistryLimits;
	readonly #beat: Beat;
	readonly #memory: SeatMemory;
	readonly #slots = new Map<string, Slot>();
	readonly #openListeners = new Set<(room: Room) => void>();
	readonly #pausedListeners = new Set<(room: Room, paused: boolean) => void>();
	readonly #stop: (() => void)[] = [];
	#isDraining = false;

	constructor(needs: RegistryNeeds) {
		this.#needs = needs;
		this.#limits = { ...DEFAULTS, ...needs.limits };
		this.#beat = new Beat(needs.clock, this.#limits.beatMs, needs.sleep);
		this.#memory = new SeatMemory(this.#limits);
		this.#stop.push(
			needs.log.onBell((doc, seq) => this.#slots.get(docPath(doc))?.room?.heard(seq)),
		);
		if (needs.between)
			this.#stop.push(needs.between.listen((path) => this.#slots.get(path)?.room?.fromOthers));
		this.#every(this.#limits.sweepMs, () => this.#sweep());
		if (this.#limits.pollMs > 0) this.#every(this.#limits.pollMs, () => this.#poll());
	}

	/**
	 * [RE1] Loads if need be, and keeps the room from being dropped until `release`. Rejects if it cannot be loaded, and
	 * with DrainingError once the node goes down.
	 */
	async hold(doc: DocName): Promise<{ room: Room; release: () => void }> {
		if (this.#isDraining) throw new DrainingError();
		const path = docPath(doc);
		let slot = this.#slots.get(path);
		if (!slot) {
			slot = { doc, loading: this.#load(doc), holds: 0, idleSinceMs: null, isBeingDropped: false };
			this.#slots.set(path, slot);
		}
		const held = slot;
		held.holds++;
		held.idleSinceMs = null;
		let isHeld = true;
		const release = (): void => {
			if (!isHeld) return;
			isHeld = false;
			held.holds--;
		};
		try {
			return { room: await held.loading, release };
		} catch (error) {
			release();
			throw error;
		}
	}

	/** Holds the room while `use` is under way. */
	async use<T>(doc: DocName, use: (room: Room) => Promise<T> | T): Promise<T> {
		const { room, release } = await this.hold(doc);
		try {
			return await use(room);
		} finally {
			release();
		}
	}

	/** The room of a document if it is in memory now; it may be dropped at any time. */
	peek(doc: DocName): Room | undefined {
		return this.#slots.get(docPath(doc))?.room;
	}

	/** What the seats in memory weigh, in bytes: about what they take. */
	get seatsMemoryBytes(): number {
		return this.#memory.bytes;
	}

	/** Rooms in memory now. */
	get open(): readonly Room[] {
		return [...this.#slots.values()].flatMap(({ room }) => room ?? []);
	}

	/** Told of each room that was opened, before anybody gets it. */
	onOpen(listener: (room: Room) => void): () => void {
		this.#openListeners.add(listener);
		return () => this.#openListeners.delete(listener);
	}

	/** Told when a room's log has been silent for a second, and when it answers again. [RO3] */
	onPaused(listener: (room: Room, paused: boolean) => void): () => void {
		this.#pausedListeners.add(listener);
		return () => this.#pausedListeners.delete(listener);
	}

	/** [RE3] Takes nothing in any more, appends what was accepted, closes the screens with 1012, drops everything. */
	async drain(): Promise<void> {
		this.#isDraining = true;
		for (const stop of this.#stop.splice(0)) stop();
		const isKept = await Promise.race([
			// a load that is still under way gives no room any more
			Promise.all(this.open.map((room) => room.settle())).then(() => true),
			this.#pause(this.#limits.drainMs).then(() => false),
		]);
		await this.#sendAway(isKept ? PAUSE_MS : 0);
		this.#slots.clear();
	}

	/** Stock clients come back after fixed times: those who leave one after the other do not knock all at once. */
	async #sendAway(pauseMs: number): Promise<void> {
		let screens = 0;
		for (const room of this.open) {
			if (screens >= SCREENS_PER_PAUSE) {
				screens = 0;
				await this.#pause(pauseMs);
			}
			screens += room.peers;
			room.end(CLOSE.goingDown, 'the node goes down');
		}
	}

	/** The dialogue was erased: its screens are closed with 4410. */
	erased(dialogue: DialogueId): void {
		for (const room of this.#of(dialogue)) room.end(CLOSE.erased, 'the dialogue was erased');
	}

	/**
	 * Rights may have changed: every screen of this dialogue’s boards is judged again now; who has lost them is closed. The
	 * conduct decides about boards alone: seats are their owners’, the desk is for those who conduct.
	 */
	async rejudge(dialogue: DialogueId): Promise<void> {
		const boards = this.#of(dialogue).filter(({ name }) => name.kind === 'board');
		await Promise.all(boards.map((room) => room.rejudge()));
	}

	#of(dialogue: DialogueId): readonly Room[] {
		return this.open.filter(({ name }) => name.dialogue === dialogue);
	}

	async #load(doc: DocName): Promise<Room> {
		const path = docPath(doc);
		const memory = this.#memory.of(doc);
		try {
			const room: Room = new Room(doc, await this.#opened(doc), {
				...this.#needs,
				limits: this.#limits,
				condense: this.#needs.condense ?? condenseHere,
				beat: this.#beat,
				otherNodes: this.#needs.between?.of(doc) ?? NO_OTHERS,
				memory,
				told: {
					paused: (paused) => {
						for (const listener of this.#pausedListeners) listener(room, paused);
					},
					ended: () => {
						memory?.forget();
						if (this.#slots.get(path)?.room === room) this.#slots.delete(path);
					},
				},
			});
			const slot = this.#slots.get(path);
			if (!slot || this.#isDraining) {
				memory?.forget();
				throw new DrainingError();
			}
			slot.room = room;
			for (const listener of this.#openListeners) listener(room);
			return room;
		} catch (error) {
			this.#slots.delete(path);
			if (!(error instanceof DrainingError))
				this.#needs.logger.error(
					{ event: 'room.load_failed', doc: path, ...(error instanceof Error && { error }) },
					'a document could not be loaded',
				);
			throw error;
		}
	}

	#opened(doc: DocName): ReturnType<UpdateLog['open']> {
		return new Promise((done, failed) => {
			const cancel = this.#needs.clock.after(this.#limits.loadMs, () =>
				failed(new Error('the log does not answer')),
			);
			this.#needs.log.open(doc).then(done, failed).finally(cancel);
		});
	}

	#sweep(): void {
		const nowMs = this.#needs.clock.nowMs();
		for (const slot of this.#slots.values()) {
			const { room } = slot;
			if (!room || slot.isBeingDropped) continue;
			room.rest();
			if (room.peers > 0 || slot.holds > 0) slot.idleSinceMs = null;
			else slot.idleSinceMs ??= nowMs;
			const idleMs = slot.idleSinceMs === null ? 0 : nowMs - slot.idleSinceMs;
			const { boardIdleMs, seatIdleMs } = this.#limits;
			const isInTheWay = slot.idleSinceMs !== null && (this.#memory.of(slot.doc)?.isTight ?? false);
			if (isInTheWay || idleMs >= (room.name.kind === 'seat' ? seatIdleMs : boardIdleMs))
				void this.#drop(slot, room);
			else void this.#compact(room, this.#limits.tailEntriesMax, this.#limits.tailEntriesKept);
		}
	}

	/** [RE2] Compaction first, while others may still come; then it is dropped in one step if nobody has. */
	async #drop(slot: Slot, room: Room): Promise<void> {
		slot.isBeingDropped = true;
		// nobody here follows it any more, and what was deleted is to be gone
		await this.#compact(room, this.#limits.tailEntriesMaxOnDrop, 0);
		slot.isBeingDropped = false;
		if (room.peers === 0 && slot.holds === 0 && room.isAtRest) room.end(CLOSE.busy, 'dropped');
	}

	async #compact(room: Room, tailMin: number, keepTail: number): Promise<void> {
		try {
			await room.compact(tailMin, { bytesMin: this.#limits.tailBytesMax, keepTail });
		} catch (error) {
			this.#needs.logger.warn(
				{ event: 'snapshot.failed', ...(error instanceof Error && { error }) },
				'a snapshot could not be kept; the log stays as it is',
			);
		}
	}

	#poll(): void {
		for (const room of this.open) room.lookIntoLog();
	}

	#pause(ms: number): Promise<void> {
		return new Promise((done) => this.#needs.clock.after(ms, done));
	}

	#every(ms: number, act: () => void): void {
		const wait = (): (() => void) =>
			this.#needs.clock.after(ms, () => {
				act();
				cancel = wait();
			});
		let cancel = wait();
		this.#stop.push(() => cancel());
	}
}
