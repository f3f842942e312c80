import type { Clock } from '#server/ports/clock.ts';
import type { NodeCounts, Presence } from '#server/ports/presence.ts';
import { PRESENCE_FORGOTTEN_MS, sumOf } from '#server/adapters/memory/presence.ts';
import type { DialogueId } from '#shared/ids.ts';
import type { Presence as Counts } from '#shared/state.ts';
import { presenceKey } from './keys.ts';
import type { RedisLink } from './link.ts';
import { pairsOf } from './replies.ts';

/** What one node sees. */
interface Told {
	readonly counts: NodeCounts;
	/** By the time that all nodes share. */
	readonly untilMs: number;
}

/** A dialogue that nobody tells anything of leaves no key behind. */
const KEY_LIVES_MS = 2 * PRESENCE_FORGOTTEN_MS;

/** Counts of all nodes in Redis; the key goes by itself. */
export class RedisPresence implements Presence {
	readonly #link: RedisLink;
	readonly #clock: Clock;
	readonly #node: string;

	constructor(link: RedisLink, clock: Clock, node: string) {
		this.#link = link;
		this.#clock = clock;
		this.#node = node;
	}

	tell(dialogue: DialogueId, counts: NodeCounts): void {
		const key = presenceKey(dialogue);
		const told: Told = { counts, untilMs: this.#clock.nowMs() + PRESENCE_FORGOTTEN_MS };
		this.#send(key, ['HSET', key, this.#node, JSON.stringify(told)]);
		this.#send(key, ['PEXPIRE', key, String(KEY_LIVES_MS)]);
	}

	async read(dialogue: DialogueId): Promise<Counts> {
		const key = presenceKey(dialogue);
		const nowMs = this.#clock.nowMs();
		const alive: NodeCounts[] = [];
		for (const [node, text] of pairsOf(await this.#link.send(key, true, ['HGETALL', key]))) {
			const { counts, untilMs } = JSON.parse(text.toString()) as Told;
			if (untilMs > nowMs) alive.push(counts);
			// only what is long past: the store's clock may just have been set
			else if (untilMs + KEY_LIVES_MS < nowMs) this.#send(key, ['HDEL', key, node]);
		}
		return sumOf(alive);
	}

	/** [PR1] What is lost is told again within seconds. */
	#send(key: string, command: readonly string[]): void {
		this.#link.send(key, false, command).catch(() => undefined);
	}
}
