import type { Told } from '#server/ports/bus.ts';
import type { Clock } from '#server/ports/clock.ts';
import { LIMITS } from '#shared/limits.ts';
import type { FromOthers, OtherNodes } from './awareness-between.ts';
import { readAwareness, toldState, writeAwareness, type Presence } from './awareness.ts';
import { awarenessFrame } from './frame.ts';
import type { Member } from './member.ts';

const EVERY_MS = 1_000 / LIMITS.awarenessPerSecondMax;
/** A page that says the same again only wants not to be forgotten, which others' pages do after 30 s. */
const RENEW_MS = 10_000;
/** Another node that has not said it again for so long has died, and its pages are somewhere else. */
const FORGET_MS = 28_000;
/** Far beyond a page that counts up every 15 seconds, and still far from the end of the numbers. */
const CLOCK_MAX = 2 ** 40;
const LAST_CLOCKS_MAX = 200;

/** Whom the entry is from: a screen of this node, or the name of another node. */
interface Voice {
	readonly by: Member | string;
	/** What the page counts, and what the others are told: ours counts up by itself, so nobody can run ahead of it. */
	heardClock: number;
	told: Presence;
	/** When it was said again last. */
	heardAtMs: number;
}

/** [RO11] [RO17] Who is at work on a board, passed on in the server's words. In no log, gone with its peer or node. */
export class AwarenessRelay implements FromOthers {
	readonly #clock: Clock;
	readonly #members: () => Iterable<Member>;
	readonly #others: OtherNodes;
	readonly #voices = new Map<number, Voice>();
	/** The one client id that a member speaks for: the first it has named. */
	readonly #own = new Map<Member, number>();
	readonly #untold = new Set<number>();
	/** Of those whose state is known: they are still there. */
	readonly #renewed = new Set<number>();
	#isRenewing = false;
	#gone: { readonly by: Member | string; readonly told: Presence }[] = [];
	/** Of those who have gone, the latest at the end. */
	readonly #lastClocks = new Map<number, number>();
	#toldAtMs = -Infinity;
	#isTellingSoon = false;
	/** Another node has opened this document: it is told of everybody who is here. */
	#isWanted = false;
	#isForgettingSoon = false;

	constructor(clock: Clock, members: () => Iterable<Member>, others: OtherNodes) {
		this.#clock = clock;
		this.#members = members;
		this.#others = others;
		others.ask();
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
			if (voice?.by === member) this.#silence(voice);
			return;
		}
		// a page that has nothing to say of itself says again what it was told: these are no words of its own
		const isEcho = voice?.told.clock === clock && voice.told.state === state;
		if (isEcho && voice.by !== member) return;
		// its first words: perhaps the same page on a new socket, before the old one was found dead
		if (!this.#own.has(member)) this.#own.set(member, client);
		else if (this.#own.get(member) !== client) return;
		else if (voice && (voice.by !== member || clock <= voice.heardClock)) return;
		const last = voice?.told.clock ?? this.#lastClocks.get(client) ?? -1;
		const next = { client, clock: voice ? last + 1 : Math.max(last + 1, clock), state: told };
		this.#voices.set(client, { by: member, heardClock: clock, told: next, heardAtMs: this.#nowMs });
		if (voice?.by === member && voice.told.state === told && !this.#untold.has(client))
			return this.#renew(client);
		this.#untold.add(client);
		this.#tellSoon();
	}

	/** [RO17] What the relay of another node has told its own screens; `isAnswer`: perhaps long ago. */
	hearOthers(node: string, entries: readonly Told[], isAnswer: boolean): void {
		for (const told of entries) {
			const voice = this.#voices.get(told.client);
			const isHere = voice && typeof voice.by !== 'string';
			// it has come here meanwhile, and its old socket there is not found dead yet
			if (isAnswer && isHere && told.state !== 'null') {
				const clock = Math.max(voice.told.clock, told.clock + 1);
				voice.told = { ...voice.told, clock };
				this.#untold.add(told.client);
				continue;
			}
			if (told.state === 'null') {
				if (voice?.by === node) this.#silence(voice);
				continue;
			}
			const isOlder = voice && voice.told.clock >= told.clock;
			if (isOlder && voice.by === node) voice.heardAtMs = this.#nowMs;
			if (isOlder) continue;
			// the page may have moved there, and its old socket here is not found dead yet
			this.#voices.set(told.client, { by: node, heardClock: 0, told, heardAtMs: this.#nowMs });
			this.#untold.add(told.client);
		}
		if (this.#untold.size > 0) this.#tellSoon();
		this.#forgetInTime();
	}

	tellOthersAll(): void {
		this.#isWanted = true;
		this.#tellSoon();
	}

	get #nowMs(): number {
		return this.#clock.nowMs();
	}

	/** [RO17] A node that has died says no goodbye. */
	#forgetInTime(): void {
		const foreign = [...this.#voices.values()].filter(({ by }) => typeof by === 'string');
		if (this.#isForgettingSoon || foreign.length === 0) return;
		this.#isForgettingSoon = true;
		const oldestMs = Math.min(...foreign.map(({ heardAtMs }) => heardAtMs));
		this.#clock.after(oldestMs + FORGET_MS - this.#nowMs, () => {
			this.#isForgettingSoon = false;
			for (const voice of foreign) {
				const isThere = this.#voices.get(voice.told.client) === voice;
				if (isThere && this.#nowMs - voice.heardAtMs >= FORGET_MS) this.#silence(voice);
			}
			this.#forgetInTime();
		});
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
	#silence({ by, told }: Voice): void {
		this.#voices.delete(told.client);
		this.#untold.delete(told.client);
		this.#gone.push({ by, told: { ...told, state: 'null' } });
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
		if (voice?.by === member) this.#silence(voice);
	}

	/** Tells one screen who is there now. */
	greet(member: Member): void {
		const others = [...this.#voices.values()].filter((voice) => voice.by !== member);
		if (others.length > 0)
			member.peer.send(awarenessFrame(writeAwareness(others.map(({ told }) => told))));
	}

	#tellSoon(): void {
		if (this.#isTellingSoon) return;
		const waitMs = this.#toldAtMs + EVERY_MS - this.#nowMs;
		if (waitMs <= 0) return this.#tell();
		this.#isTellingSoon = true;
		this.#clock.after(waitMs, () => {
			this.#isTellingSoon = false;
			this.#tell();
		});
	}

	#tell(): void {
		const news = [...this.#untold].map((client) => this.#voices.get(client)!);
		const gone = this.#gone;
		this.#tellOthers(news, gone);
		this.#untold.clear();
		this.#gone = [];
		this.#toldAtMs = this.#nowMs;
		this.#tellScreens([...news, ...gone].map(({ told }) => told));
	}

	/** [RO17] Each node speaks for its own screens alone. */
	#tellOthers(news: readonly Voice[], gone: readonly Pick<Voice, 'by' | 'told'>[]): void {
		const isAnswer = this.#isWanted;
		this.#isWanted = false;
		const here = isAnswer ? [...this.#voices.values()] : news;
		const own = [...here, ...gone].filter(({ by }) => typeof by !== 'string');
		if (own.length === 0) return;
		this.#others.tell(
			own.map(({ told }) => told),
			isAnswer,
		);
	}

	#tellScreens(entries: readonly Presence[]): void {
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
