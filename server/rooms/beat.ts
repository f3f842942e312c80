import type { Clock } from '#server/ports/clock.ts';
import { Doze, type Sleep } from './doze.ts';

/** Beyond this a hall would see the board jump. */
const LONGEST_MS = 60;
/** A timer that is later than this was kept waiting by work, not by the clock. */
const LATE_MS = 4;
const SLOWER = 1.25;
const QUICKER = 0.97;

/** One room's place in the beat. */
export interface Turn {
	/** Resolves when it is this room's turn; undefined: it is now. */
	next(): Promise<void> | undefined;
	/** What it was for is done. */
	over(): void;
	/** A frame waits for it. */
	came(): void;
}

interface Waiting {
	/** Not before then. */
	readonly dueMs: number;
	readonly struck: (atMs: number) => void;
}

/**
 * One pace for all rooms of a node. What comes in while nothing was kept for a beat is kept at once; after that with the
 * next strike: the store commits for all rooms together, and each screen is written to once. When the process cannot
 * follow, a room's turn comes round less often, so that more is done with one write; the strikes stay as frequent, so that
 * rooms spread over them and do not wait for each other's screens. [RO16]
 */
export class Beat {
	readonly #clock: Clock;
	readonly #strikeMs: number;
	readonly #doze: Doze;
	#everyMs: number;
	#lastMs = -Infinity;
	#waiting: Waiting[] = [];

	/** `everyMs`: from strike to strike; 0: everything at once. `sleep`: how the process sleeps in between; absent: it does not. */
	constructor(clock: Clock, everyMs: number, sleep: Sleep = () => undefined) {
		this.#clock = clock;
		this.#doze = new Doze(clock, everyMs, sleep);
		this.#strikeMs = this.#everyMs = everyMs;
	}

	/** How long it takes now until a room's turn comes round again. */
	get everyMs(): number {
		return this.#everyMs;
	}

	turn(): Turn {
		let lastMs = -Infinity;
		const struck = (atMs: number): void => void (lastMs = atMs);
		return {
			next: () => this.#next(lastMs + this.#everyMs, struck),
			over: () => this.#doze.over(),
			came: () => this.#doze.came(),
		};
	}

	#next(dueMs: number, struck: (atMs: number) => void): Promise<void> | undefined {
		const nowMs = this.#clock.nowMs();
		if (this.#strikeMs === 0) {
			this.#doze.struck(1);
			return undefined;
		}
		const isResting = this.#waiting.length === 0 && nowMs >= this.#lastMs + this.#strikeMs;
		if (isResting && nowMs >= dueMs) {
			this.#lastMs = nowMs;
			this.#quicker();
			this.#doze.struck(1);
			struck(nowMs);
			return undefined;
		}
		return new Promise((done) => {
			this.#waiting.push({ dueMs, struck: (atMs) => (struck(atMs), done()) });
			if (this.#waiting.length === 1)
				this.#strikeAt(Math.max(this.#lastMs + this.#strikeMs, nowMs));
		});
	}

	#strikeAt(atMs: number): void {
		this.#doze.awaits(this.#everyMs > this.#strikeMs ? undefined : atMs);
		this.#clock.after(Math.max(0, atMs - this.#clock.nowMs()), () => this.#strike(atMs));
	}

	#strike(plannedMs: number): void {
		const nowMs = this.#clock.nowMs();
		if (nowMs - plannedMs > LATE_MS) this.#everyMs = Math.min(LONGEST_MS, this.#everyMs * SLOWER);
		else this.#quicker();
		this.#lastMs = nowMs;
		// a strike is never exact: who would be due in a moment does not wait for the next one
		const isDue = ({ dueMs }: Waiting) => dueMs <= nowMs + this.#strikeMs / 2;
		const due = this.#waiting.filter(isDue);
		this.#waiting = this.#waiting.filter((one) => !isDue(one));
		this.#doze.struck(due.length);
		if (this.#waiting.length > 0) this.#strikeAt(nowMs + this.#strikeMs);
		for (const { struck } of due) struck(nowMs);
	}

	#quicker(): void {
		this.#everyMs = Math.max(this.#strikeMs, this.#everyMs * QUICKER);
	}
}
