import type { Bus, Calls } from '#server/ports/bus.ts';
import { MemoryBus } from '#server/adapters/memory/bus.ts';
import type { RedisBells } from './bells.ts';
import { houseKeys } from './keys.ts';
import type { RedisLink } from './link.ts';

/** Calls to all nodes by one sharded channel; this node hears its own at once, also when Redis is away. */
export class RedisBus implements Bus {
	readonly #link: RedisLink;
	readonly #node: string;
	readonly #here = new MemoryBus();
	readonly #stop: () => void;

	constructor(link: RedisLink, bells: RedisBells, node: string) {
		this.#link = link;
		this.#node = node;
		this.#stop = bells.listen(houseKeys.calls, (message) => this.#heard(message));
	}

	call<C extends keyof Calls>(name: C, what: Calls[C]): void {
		this.#here.call(name, what);
		const message = JSON.stringify([this.#node, name, what]);
		const channel = houseKeys.calls;
		// a hint: what it is about is looked at now and then without it
		this.#link.send(channel, false, ['SPUBLISH', channel, message]).catch(() => undefined);
	}

	listen<C extends keyof Calls>(name: C, listener: (what: Calls[C]) => void): () => void {
		return this.#here.listen(name, listener);
	}

	stop(): void {
		this.#stop();
	}

	/** Only nodes of this program write into the channel. */
	#heard(message: string): void {
		const [node, name, what] = JSON.parse(message) as [string, keyof Calls, Calls[keyof Calls]];
		if (node !== this.#node) this.#here.call(name, what);
	}
}
