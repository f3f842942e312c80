import type { Role } from '#shared/roles.ts';
import { LIMITS } from '#shared/limits.ts';
import { TokenBucket } from './token-bucket.ts';

/** Those whose links are shared by several devices, and who do not conduct. A seat is one device. */
const SHARED: readonly Role[] = ['host', 'projector', 'interpreter', 'observer'];

/** [LV17] How many commands all connections under one link may have carried out, whichever of them sends. */
export class LinkPace {
	/** By the token's hash. They outlive the connections: who leaves and comes again begins with nothing new. */
	readonly #buckets = new Map<string, TokenBucket>();

	/** Links that are remembered now. */
	get size(): number {
		return this.#buckets.size;
	}

	/** Whether one more command from this link may be carried out now. */
	take(tokenHash: string, role: Role, nowMs: number): boolean {
		if (!SHARED.includes(role)) return true;
		let bucket = this.#buckets.get(tokenHash);
		if (!bucket) {
			const { commandsPerSecondPerLinkMax, commandsBurstPerLinkMax } = LIMITS;
			bucket = new TokenBucket(commandsPerSecondPerLinkMax, commandsBurstPerLinkMax, nowMs);
			this.#buckets.set(tokenHash, bucket);
		}
		return bucket.take(nowMs);
	}

	/** Forgets the links that could begin anew without getting more. */
	forgetFull(nowMs: number): void {
		for (const [hash, bucket] of this.#buckets)
			if (bucket.isFull(nowMs)) this.#buckets.delete(hash);
	}
}
