import type { Clock } from '#server/ports/clock.ts';
import type { DialogueId } from '#shared/ids.ts';

/** What the door says to somebody with a code. `later`: ask again after so many seconds. */
export type Answer =
	{ readonly open: true } | { readonly open: false; readonly laterSeconds: number };

interface Needs {
	readonly clock: Clock;
	/** Wrong codes that an address may try at once. */
	readonly missesMax: number;
}

/** Beyond the budget an address learns about one code it does not know yet in this time. */
const SLOT_MS = 3_000;
const ADDRESSES_MAX = 10_000;
const KNOWN_PER_ADDRESS_MAX = 200;
const WRONG_PER_ADDRESS_MAX = 200;
/** People whose question is kept open until the next slot; 150 fit, with as many guesses around them. */
const WAITING_PER_ADDRESS_MAX = 400;
const WAITING_MAX = 4_000;

/** A code that waits for the slot, and everybody who has asked for it. */
interface Asked {
	readonly found: DialogueId | undefined;
	readonly people: ((answer: Answer) => void)[];
}

interface Place {
	/** Misses that are left, with fractions; grows by one in SLOT_MS. */
	left: number;
	asOfMs: number;
	/** Dialogues that people at this address are in: their codes pass at any time. */
	readonly known: Set<DialogueId>;
	/** Codes that were wrong here lately. They are answered without taking the slot. */
	readonly wrong: Set<string>;
	readonly asked: Map<string, Asked>;
	waiting: number;
	cancel: (() => void) | undefined;
}

const OPEN: Answer = { open: true };

/**
 * Keeps people from guessing join codes without ever keeping the hall out. All 150 tablets of a hall have one address, so
 * no limit may ask "how many from here?". It asks "how many *different* codes?": the hall has one. Rules JD1–JD6 in SPEC.md.
 */
export class JoinDoor {
	readonly #clock: Clock;
	readonly #missesMax: number;
	readonly #places = new Map<string, Place>();
	#waiting = 0;

	constructor({ clock, missesMax }: Needs) {
		this.#clock = clock;
		this.#missesMax = missesMax;
	}

	/**
	 * May somebody at this address be told about this code now?
	 *
	 * @param found - the dialogue that has this code; undefined: none has. The caller tells it only after `open`
	 */
	async ask(address: string, code: string, found: DialogueId | undefined): Promise<Answer> {
		const place = this.#place(address);
		if (found !== undefined && place.known.has(found)) return OPEN; // [JD2]
		if (found === undefined && place.wrong.has(code)) return OPEN; // [JD5] told before: nothing is learnt
		this.#refill(place);
		if (place.left < 1 || place.asked.size > 0) return this.#wait(place, code, found);
		this.#tell(place, code, found);
		return OPEN;
	}

	/** [JD2] Somebody at this address is in this dialogue: its code passes there at any time. */
	know(address: string, dialogue: DialogueId): void {
		remember(this.#place(address).known, dialogue, KNOWN_PER_ADDRESS_MAX);
	}

	/** Lets everybody go who still waits: the server ends. */
	close(): void {
		for (const place of this.#places.values()) {
			place.cancel?.();
			this.#sendAway(place);
		}
	}

	/** [JD3], [JD4]: until the next slot, which goes to the code that most people ask for. */
	#wait(place: Place, code: string, found: DialogueId | undefined): Promise<Answer> | Answer {
		if (place.waiting >= WAITING_PER_ADDRESS_MAX || this.#waiting >= WAITING_MAX)
			if (!this.#makeRoom(place, code)) return later(this.#untilSlotMs(place));
		const asked = place.asked.get(code) ?? { found, people: [] };
		place.asked.set(code, asked);
		place.waiting += 1;
		this.#waiting += 1;
		place.cancel ??= this.#clock.after(this.#untilSlotMs(place), () => this.#slot(place));
		return new Promise((answer) => asked.people.push(answer));
	}

	/** A code that one person asks for gives way to everybody else: guesses are all different. */
	#makeRoom(place: Place, code: string): boolean {
		for (const [other, { people }] of place.asked)
			if (other !== code && people.length === 1) {
				this.#answer(place, other, later(this.#untilSlotMs(place)));
				return true;
			}
		return false;
	}

	#slot(place: Place): void {
		place.cancel = undefined;
		this.#refill(place);
		let chosen = '';
		let most = 0;
		for (const [code, { people }] of place.asked)
			if (people.length > most) [chosen, most] = [code, people.length];
		this.#tell(place, chosen, place.asked.get(chosen)?.found);
		this.#answer(place, chosen, OPEN);
		this.#sendAway(place);
	}

	/** [JD1] A wrong code costs; a right one makes its dialogue known here. */
	#tell(place: Place, code: string, found: DialogueId | undefined): void {
		if (found !== undefined) return remember(place.known, found, KNOWN_PER_ADDRESS_MAX);
		place.left = Math.max(0, place.left - 1);
		remember(place.wrong, code, WRONG_PER_ADDRESS_MAX);
	}

	#sendAway(place: Place): void {
		for (const code of place.asked.keys()) this.#answer(place, code, later(SLOT_MS));
	}

	#answer(place: Place, code: string, answer: Answer): void {
		const people = place.asked.get(code)?.people ?? [];
		place.asked.delete(code);
		place.waiting -= people.length;
		this.#waiting -= people.length;
		for (const tell of people) tell(answer);
	}

	#untilSlotMs(place: Place): number {
		return Math.ceil(Math.max(0, 1 - place.left) * SLOT_MS);
	}

	#refill(place: Place): void {
		const nowMs = this.#clock.nowMs();
		const gained = Math.max(0, nowMs - place.asOfMs) / SLOT_MS;
		place.left = Math.min(this.#missesMax, place.left + gained);
		place.asOfMs = nowMs;
	}

	#place(address: string): Place {
		let place = this.#places.get(address);
		if (!place) {
			place = {
				left: this.#missesMax,
				asOfMs: this.#clock.nowMs(),
				known: new Set(),
				wrong: new Set(),
				asked: new Map(),
				waiting: 0,
				cancel: undefined,
			};
			this.#places.set(address, place);
			this.#forgetOldest();
		}
		return place;
	}

	#forgetOldest(): void {
		if (this.#places.size <= ADDRESSES_MAX) return;
		for (const [address, place] of this.#places)
			if (place.waiting === 0) {
				this.#places.delete(address);
				return;
			}
	}
}

function later(ms: number): Answer {
	return { open: false, laterSeconds: Math.max(1, Math.ceil(ms / 1_000)) };
}

/** Adds and drops the oldest; what is named again is young again. */
function remember<T>(all: Set<T>, one: T, max: number): void {
	all.delete(one);
	all.add(one);
	if (all.size > max) all.delete(all.values().next().value!);
}
