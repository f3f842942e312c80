import type { Clock } from '#server/ports/clock.ts';
import type { LostDevice, Presence } from '#server/ports/presence.ts';
import type { DialogueId, SeatId } from '#shared/ids.ts';
import type { Presence as Counts } from '#shared/state.ts';
import { countPresence, inOrder, markOf } from './presence-counts.ts';
import type { Screen } from './screen.ts';

interface Needs {
	readonly presence: Presence;
	readonly clock: Clock;
}

/** [LV8] Told again well before the others forget it (PR1). */
const PRESENCE_AGAIN_MS = 10_000;
/** [LV16] A device that has been away for so long has gone home. */
const LOST_REMEMBERED_MS = 15 * 60_000;
const LOST_MAX = 500;

/** Who is here at one dialogue: tells the other nodes what this one sees, and reads what all see. */
export class HallPresence {
	readonly #dialogue: DialogueId;
	readonly #needs: Needs;
	/** By the device's mark, the longest lost first. */
	readonly #lost = new Map<string, LostDevice>();
	#told: { readonly own: string; readonly atMs: number } | undefined;
	#counts: Counts | undefined;

	constructor(dialogue: DialogueId, needs: Needs) {
		this.#dialogue = dialogue;
		this.#needs = needs;
	}

	/** As read last. */
	get counts(): Counts | undefined {
		return this.#counts;
	}

	/** [LV16] A connection has ended. It is no loss if its device has said goodbye, or has another one. */
	left(screen: Screen, others: Iterable<Screen>): void {
		const { viewer, at, heardAtMs } = screen;
		if (viewer.seat === undefined || at === undefined) return;
		for (const other of others) if (other.viewer.seat === viewer.seat) return;
		const mark = markOf(viewer.seat);
		this.#lost.delete(mark);
		this.#lost.set(mark, { table: at, heardAtMs });
		if (this.#lost.size > LOST_MAX) this.#lost.delete(this.#lost.keys().next().value!);
	}

	came(seat: SeatId | undefined): void {
		if (seat !== undefined) this.#lost.delete(markOf(seat));
	}

	/** False: everybody knows what there is to know. */
	async count(screens: Iterable<Screen>): Promise<boolean> {
		const { presence, clock } = this.#needs;
		const nowMs = clock.nowMs();
		for (const [mark, { heardAtMs }] of this.#lost)
			if (nowMs - heardAtMs > LOST_REMEMBERED_MS) this.#lost.delete(mark);
		const own = { ...countPresence(screens), lost: Object.fromEntries(this.#lost) };
		const written = JSON.stringify(own);
		if (written !== this.#told?.own || nowMs - this.#told.atMs >= PRESENCE_AGAIN_MS) {
			presence.tell(this.#dialogue, own);
			this.#told = { own: written, atMs: nowMs };
		}
		const counts = inOrder(await presence.read(this.#dialogue));
		if (this.#counts && JSON.stringify(this.#counts) === JSON.stringify(counts)) return false;
		this.#counts = counts;
		return true;
	}

	/** Nobody is here any more. */
	close(): void {
		this.#needs.presence.tell(this.#dialogue, { tables: {}, seats: 0 });
	}
}
