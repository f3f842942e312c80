import type { Clock } from '#server/ports/clock.ts';
import { houseKeys } from './keys.ts';
import type { RedisLink } from './link.ts';
import { textOf } from './replies.ts';
import { script } from './script.ts';

/** Several erasures in a row are one rewriting. */
const QUIET_MS = 5_000;
const LOOK_AGAIN_MS = 10_000;
/** So often the file is rewritten at most for what compactions have dropped: it costs the disk as much as all that is kept. */
const TIDY_EVERY_MS = 10 * 60_000;

/** Also when memory is full: an erasure gives it back. */
const OWE = script('frees', `return redis.call('SET', KEYS[1], 1)`);

/**
 * Sees to it that what was erased is in no byte of Redis's files either. Memory is free at once; the append-only file still
 * holds the commands that once wrote it, until it is rewritten. The debt is written down before the erasure and paid, if
 * need be, after a restart, by whichever node looks first.
 */
export class Sweeper {
	readonly #link: RedisLink;
	readonly #clock: Clock;
	#cancel: () => void = () => undefined;
	#isAsked = false;
	/** A compaction has noted its debt already. */
	#isOwing = false;
	#isStopped = false;

	constructor(link: RedisLink, clock: Clock) {
		this.#link = link;
		this.#clock = clock;
	}

	/** An erasure may have been cut off by the end of a process. */
	start(): void {
		this.#lookAfter(LOOK_AGAIN_MS);
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel();
	}

	/** Before something is erased. */
	async owe(): Promise<void> {
		await this.#link.run(OWE, [houseKeys.rewriting]);
	}

	/** After it was. */
	sweep(): void {
		this.#isAsked = false;
		this.#lookAfter(QUIET_MS);
	}

	/** After a compaction: what it dropped is to leave the file as well, some minutes later. */
	async sweepSoon(): Promise<void> {
		if (this.#isOwing) return;
		this.#isOwing = true;
		this.#isAsked = false;
		await this.owe();
		this.#lookAfter(TIDY_EVERY_MS);
	}

	#lookAfter(ms: number): void {
		this.#cancel();
		if (this.#isStopped) return;
		this.#cancel = this.#clock.after(ms, () => {
			// where it may not be asked for, Redis rewrites by itself some day
			this.#look().catch(() => this.#lookAfter(LOOK_AGAIN_MS));
		});
	}

	async #look(): Promise<void> {
		const key = houseKeys.rewriting;
		if ((await this.#link.send(key, true, ['GET', key])) === null) {
			this.#isOwing = false;
			return;
		}
		if (!this.#isAsked) {
			await this.#link.sendToMasters(['BGREWRITEAOF']);
			this.#isAsked = true;
		} else if (await this.#isRewritten()) {
			await this.#link.send(key, false, ['DEL', key]);
			this.#isOwing = false;
			return;
		}
		this.#lookAfter(LOOK_AGAIN_MS);
	}

	async #isRewritten(): Promise<boolean> {
		const infos = await this.#link.sendToMasters(['INFO', 'persistence']);
		const isDone = infos
			.map(textOf)
			.every(
				(info) =>
					info.includes('aof_rewrite_in_progress:0') &&
					info.includes('aof_rewrite_scheduled:0') &&
					info.includes('aof_last_bgrewrite_status:ok'),
			);
		// an unsuccessful one is asked for again
		if (!isDone && infos.map(textOf).some((info) => info.includes('aof_last_bgrewrite_status:err')))
			this.#isAsked = false;
		return isDone;
	}
}
