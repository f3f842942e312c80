import type { Clock } from '#server/ports/clock.ts';
import { LIMITS } from '#shared/limits.ts';
import { readAwareness, toldState, writeAwareness, type Presence } from './awareness.ts';
import { awarenessFrame } from './frame.ts';
import type { Member } from './member.ts';

const EVERY_MS = 1_000 / LIMITS.awarenessPerSecondMax;
/** A page that says the same again only wants not to be forgotten, which others' pages do after 30 s. */
const RENEW_MS = 10_000;
/** Far beyond a page that counts up every 15 seconds, and still far from the end of the numbers. */
const CLOCK_MAX = 2 ** 40;
const LAST_CLOCKS_MAX = 200;

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
	/** Of those whose state is known: they are still there. */
	readonly #renewed = new Set<number>();
	#isRenewing = false;
	#gone: Presence[] = [];
	/** Of those who have gone, the latest at the end. */
	readonly #lastClocks = new Map<number, number>();
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
		const voice = this.#voices.get(client);
		if (told === 'null') {
			if (voice?.member === member) this.#silence(voice);
			return;
		}
		// its first words: perhaps the same page on a new socket, before the old one was found dead
		if (!this.#own.has(member)) this.#own.set(member, client);
		else if (this.#own.get(member) !== client) return;
		else if (voice && (voice.member !== member || clock <= voice.heardClock)) return;
		const last = voice?.told.clock ?? this.#lastClocks.get(client) ?? -1;
		const next = { client, clock: voice ? last + 1 : Math.max(last + 1, clock), state: told };
		this.#voices.set(client, { member, heardClock: clock, told: next });
		if (voice?.told.state === told && !this.#untold.has(client)) return this.#renew(client);
		this.#untold.add(client);
		this.#tellSoon();
	}

	/** All renewals of a while go out together. */
	#renew(client: number): void {
		this.#renewed.add(client);
		if (this.#isRenewing) return;
		this.#isRenewing = true;
		this.#clock.after(RENEW_MS, () => {
			this.#isRenewing = false;
			for (const client of this.#renewed) if (this.#voices.has(client)) this.#untold.add(client);
			this.#renewed.clear();
			this.#tell();
		});
	}

	/** Said with its last clock, as stock servers do; its return counts on from there. */
	#silence({ told }: Voice): void {
		this.#voices.delete(told.client);
		this.#untold.delete(told.client);
		this.#gone.push({ ...told, state: 'null' });
		this.#lastClocks.delete(told.client);
		this.#lastClocks.set(told.client, told.clock);
		if (this.#lastClocks.size > LAST_CLOCKS_MAX)
			this.#lastClocks.delete(this.#lastClocks.keys().next().value!);
		this.#tellSoon();
	}

	/** The peer has gone, or may not write any more. */
	forget(member: Member): void {
		const client = this.#own.get(member);
		this.#own.delete(member);
		const voice = client === undefined ? undefined : this.#voices.get(client);
		if (voice?.member === member) this.#silence(voice);
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
