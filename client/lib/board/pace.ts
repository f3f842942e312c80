/** So long after the last key whoever types has the processor to themselves, in milliseconds. */
const PAUSE_MS = 400;
/** But nothing that is new waits longer than this. */
const PATIENCE_MS = 3_000;
/** And what comes meanwhile comes together. */
const TOGETHER_MS = 200;

/**
 * When a screen shows what 150 people write: not card by card but together, and not between two keys of whoever writes on
 * this device. Rules PC1–PC3 in SPEC.md.
 */
export class Pace {
	#typedAtMs = -Infinity;
	#doneAtMs = -Infinity;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		document.addEventListener('input', this.#typed, true);
	}

	/** Does it when there is time. Asked again before, it is done once. */
	soon(act: () => void): void {
		if (this.#timer !== undefined) return;
		const askedAtMs = performance.now();
		const look = (): void => {
			const nowMs = performance.now();
			const quietAtMs = Math.min(this.#typedAtMs + PAUSE_MS, askedAtMs + PATIENCE_MS);
			if (quietAtMs > nowMs) {
				this.#timer = setTimeout(look, quietAtMs - nowMs);
				return;
			}
			this.#timer = undefined;
			this.#doneAtMs = nowMs;
			act();
		};
		this.#timer = setTimeout(look, Math.max(0, this.#doneAtMs + TOGETHER_MS - askedAtMs));
	}

	close(): void {
		clearTimeout(this.#timer);
		document.removeEventListener('input', this.#typed, true);
	}

	#typed = (): void => {
		this.#typedAtMs = performance.now();
	};
}
