import type { Clock } from '#server/ports/clock.ts';
import { LIMITS } from '#shared/limits.ts';
import { readAwareness, toldState, writeAwareness, type Presence } from './awareness.ts';
import { awarenessFrame } from './frame.ts';
import type { Member } from './member.ts';

const EVERY_MS = 1_000 / LIMITS.awarenessPerSecondMax;
/** Far beyond a page that counts up every 15 seconds, and still far from the end of the numbers. */
const CLOCK_MAX = 2 ** 40;

interface Voice {
	readonly member: Member;
	/** What the page counts, and what the others are told: ours counts up by itself, so nobody can run ahead of it. */
	heardClock: number;
	told: Presence;
}

/** [RO11] Who is at work on a board, passed on in the server's words. In no log, gone with its peer. */
export class AwarenessRelay {
	readonly #clock: Clock;
	readonly #members: () => Iterable<Member>;
	readonly #voices = new Map<number, Voice>();
	/** The one client id that a member speaks for: the first it has named. */
	readonly #own = new Map<Member, number>();
	readonly #untold = new Set<number>();
	#gone: Presence[] = [];
	#toldAtMs = -Infinity;
	#isTellingSoon = false;

	constructor(clock: Clock, members: () => Iterable<Member>) {
		this.#clock = clock;
		this.#members = members;
	}

	/** From a peer that may write. Foreign ids, too much and nonsense are dropped: stock clients echo what they hear. */
	hear(member: Member, bytes: Uint8Array): void {
		if (bytes.byteLength > LIMITS.awarenessBytesMax) return;
		for (const entry of readAwareness(bytes) ?? []) this.#hearEntry(member, entry);
	}

	#hearEntry(member: Member, { client, clock, state }: Presence): void {
		const told = toldState(state, member.peer.role);
		if (told === undefined || clock > CLOCK_MAX) return;
		if (!this.#own.has(member)) {
			if (told === 'null') return;
			this.#own.set(member, client);
			const before = this.#voices.get(client);
			// the same page on a new socket, before the old one was found dead
			const next = before ? Math.max(before.told.clock + 1, clock) : clock;
			this.#say({ member, heardClock: clock, told: { client, clock: next, state: told } });
			return;
		}
		const voice = this.#voices.get(client);
		if (voice?.member !== member || clock <= voice.heardClock) return;
		const next = { client, clock: voice.told.clock + 1, state: told };
		this.#say({ member, heardClock: clock, told: next });
	}

	#say(voice: Voice): void {
		const { client } = voice.told;
		this.#voices.set(client, voice);
		this.#untold.add(client);
		this.#tellSoon();
	}

	/** The peer has gone, or may not write any more. Said with its last clock: a return counts further. */
	forget(member: Member): void {
		const client = this.#own.get(member);
		this.#own.delete(member);
		if (client === undefined || this.#voices.get(client)?.member !== member) return;
		this.#gone.push({ ...this.#voices.get(client)!.told, state: 'null' });
		this.#voices.delete(client);
		this.#untold.delete(client);
		this.#tellSoon();
	}

	/** Tells one screen who is there now. */
	greet(member: Member): void {
		const others = [...this.#voices.values()].filter((voice) => voice.member !== member);
		if (others.length > 0)
			member.peer.send(awarenessFrame(writeAwareness(others.map(({ told }) => told))));
	}

	#tellSoon(): void {
		if (this.#isTellingSoon) return;
		const waitMs = this.#toldAtMs + EVERY_MS - this.#clock.nowMs();
		if (waitMs <= 0) return this.#tell();
		this.#isTellingSoon = true;
		this.#clock.after(waitMs, () => {
			this.#isTellingSoon = false;
			this.#tell();
		});
	}

	#tell(): void {
		const entries = [...this.#untold].map((client) => this.#voices.get(client)!.told);
		entries.push(...this.#gone);
		this.#untold.clear();
		this.#gone = [];
		this.#toldAtMs = this.#clock.nowMs();
		if (entries.length === 0) return;
		const forAll = awarenessFrame(writeAwareness(entries));
		for (const member of this.#members()) {
			if (!member.isFollowing || member.isBarred || member.peer.isSlow) continue;
			// a page would take what it hears about itself for its own state
			const own = this.#own.get(member);
			const others = entries.filter(({ client }) => client !== own);
			if (others.length === entries.length) member.peer.send(forAll);
			else if (others.length > 0) member.peer.send(awarenessFrame(writeAwareness(others)));
		}
	}
}
