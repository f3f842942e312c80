/** How long a measurement is believed, in milliseconds: clocks of tablets drift by a few milliseconds in this time. */
const BELIEVED_MS = 5 * 60_000;
/** By how much the two own clocks may part before the device must have slept or its clock was set, in milliseconds. */
const JUMP_MS = 250;

/** What the device's own clocks say, both in milliseconds: the one on the wall, and the one that only counts. */
export interface OwnClocks {
	readonly wall: () => number;
	readonly steady: () => number;
}

/**
 * The server's time, as well as this page can know it. The device's own clock may be wrong by hours and may be set at any
 * moment, so only the counting clock is used, and the distance to the server is measured. Rules CL1–CL4 in conduct/SPEC.md.
 */
export class ServerClock {
	readonly #own: OwnClocks;
	/** Server's time minus the counting clock. */
	#offsetMs: number | undefined;
	#samples: { readonly atMs: number; readonly tripMs: number; readonly offsetMs: number }[] = [];
	#partedMs: number;

	constructor(own: OwnClocks = { wall: () => Date.now(), steady: () => performance.now() }) {
		this.#own = own;
		this.#partedMs = own.wall() - own.steady();
	}

	/** Milliseconds since 1970. Before the server was ever heard, what the device believes. */
	nowMs(): number {
		return this.#offsetMs === undefined ? this.#own.wall() : this.#own.steady() + this.#offsetMs;
	}

	/** What `measured` wants as `sentAtMs`. */
	readMs(): number {
		return this.#own.steady();
	}

	/** [CL2] A time that came without being asked for: better than nothing, until something was measured. */
	heard(serverTimeMs: number): void {
		this.#offsetMs ??= serverTimeMs - this.#own.steady();
	}

	/** [CL1] The answer to a question that was sent at `sentAtMs`: the server's time in the middle of the way. */
	measured(sentAtMs: number, serverTimeMs: number): void {
		const atMs = this.#own.steady();
		const tripMs = atMs - sentAtMs;
		this.#samples = this.#samples.filter((one) => atMs - one.atMs < BELIEVED_MS);
		this.#samples.push({ atMs, tripMs, offsetMs: serverTimeMs - (sentAtMs + atMs) / 2 });
		this.#offsetMs = this.#samples.reduce((best, one) =>
			one.tripMs < best.tripMs ? one : best,
		).offsetMs;
	}

	/** [CL3] Forgets what was measured, keeps the time that follows from it: another node may answer now. */
	doubt(): void {
		this.#samples = [];
	}

	/** [CL4] Whether the device has slept or its clock was set since the last call: then it has to be measured again. */
	hasJumped(): boolean {
		const partedMs = this.#own.wall() - this.#own.steady();
		const jumped = Math.abs(partedMs - this.#partedMs) > JUMP_MS;
		this.#partedMs = partedMs;
		return jumped;
	}
}
