/**
 * What one socket may send: so much a second, more for a while. It is allowed to overdraw with the frame that is there
 * already; what follows has to wait.
 */
export class FrameBudget {
	readonly #limits: FrameLimits;
	#frames: number;
	#bytes: number;
	#atMs: number;

	constructor(limits: FrameLimits, nowMs: number) {
		this.#limits = limits;
		this.#frames = limits.framesBurstMax;
		this.#bytes = limits.syncBytesBurstMax;
		this.#atMs = nowMs;
	}

	/** Takes one frame. `frames`: as how many it counts, for what costs the server more than it costs to send. */
	take(bytes: number, frames: number, nowMs: number): void {
		this.#refill(nowMs);
		this.#frames -= frames;
		this.#bytes -= bytes;
	}

	/** For how long nothing more should be read, in ms; 0: go on. */
	owedMs(nowMs: number): number {
		this.#refill(nowMs);
		const { framesPerSecondMax, syncBytesPerSecondMax } = this.#limits;
		const frames = -this.#frames / framesPerSecondMax;
		const bytes = -this.#bytes / syncBytesPerSecondMax;
		return Math.ceil(Math.max(0, frames, bytes) * 1_000);
	}

	#refill(nowMs: number): void {
		const limits = this.#limits;
		const seconds = Math.max(0, nowMs - this.#atMs) / 1_000;
		this.#atMs = nowMs;
		const frames = this.#frames + seconds * limits.framesPerSecondMax;
		const bytes = this.#bytes + seconds * limits.syncBytesPerSecondMax;
		this.#frames = Math.min(limits.framesBurstMax, frames);
		this.#bytes = Math.min(limits.syncBytesBurstMax, bytes);
	}
}

export interface FrameLimits {
	readonly framesPerSecondMax: number;
	readonly framesBurstMax: number;
	readonly syncBytesPerSecondMax: number;
	readonly syncBytesBurstMax: number;
}
