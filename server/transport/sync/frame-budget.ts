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

	/**
	 * Takes one frame. `frames`: as how many it counts, for what costs the server more than it costs to send. Returns for how
	 * long nothing more should be read, in ms; 0: go on.
	 */
	take(bytes: number, frames: number, nowMs: number): number {
		const { framesPerSecondMax, framesBurstMax, syncBytesPerSecondMax, syncBytesBurstMax } =
			this.#limits;
		const seconds = Math.max(0, nowMs - this.#atMs) / 1_000;
		this.#atMs = nowMs;
		this.#frames = Math.min(framesBurstMax, this.#frames + seconds * framesPerSecondMax) - frames;
		this.#bytes =
			Math.min(syncBytesBurstMax, this.#bytes + seconds * syncBytesPerSecondMax) - bytes;
		const owedS = Math.max(
			-this.#frames / framesPerSecondMax,
			-this.#bytes / syncBytesPerSecondMax,
			0,
		);
		return Math.ceil(owedS * 1_000);
	}
}

export interface FrameLimits {
	readonly framesPerSecondMax: number;
	readonly framesBurstMax: number;
	readonly syncBytesPerSecondMax: number;
	readonly syncBytesBurstMax: number;
}
