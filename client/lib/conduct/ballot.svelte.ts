import type { Acknowledgement } from '#shared/commands.ts';
import type { Vote } from '#shared/state.ts';
import { sumOf, type Dots, type ItemId } from './vote-items.ts';

/** How long after the last tap the ballot goes, in milliseconds. */
const SEND_AFTER_MS = 400;
/** How soon it is tried again after the server could not take it, in milliseconds. */
const AGAIN_AFTER_MS = 3_000;
/** These say something about the moment, not about the ballot. */
const PASSING: readonly string[] = ['request/too-many', 'store/unavailable', 'server/fault'];

/** What this device keeps of a ballot, so that a reload loses nothing. */
export interface KeptBallot {
	readonly dots: Dots;
	/** What the server has confirmed; undefined: nothing yet. */
	readonly counted?: Dots;
}

export interface BallotNeeds {
	/** Sends the whole ballot; rejects when it could not be sent. */
	readonly send: (dots: Dots) => Promise<Acknowledgement>;
	readonly keep: (ballot: KeptBallot) => void;
	readonly kept: KeptBallot | undefined;
}

/**
 * One person's dots in one vote. The ballot goes whole, a moment after the last tap; only what the server has confirmed
 * is called counted. Rules BT2–BT5 in SPEC.md.
 */
export class Ballot {
	dots = $state.raw<Dots>({});
	#counted = $state.raw<Dots>();
	/** The server does not take ballots any more. */
	isClosed = $state(false);
	/** Something on it no longer hangs on a wall; its dots came back. */
	hasLost = $state(false);
	readonly vote: Vote;
	readonly #needs: BallotNeeds;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isSending = false;
	#isLeft = false;

	constructor(vote: Vote, needs: BallotNeeds) {
		this.vote = vote;
		this.#needs = needs;
		this.dots = needs.kept?.dots ?? {};
		this.#counted = needs.kept?.counted;
		// [BT4] what an earlier page could not send
		if (needs.kept && !this.isCounted) this.#later(0);
	}

	/** How many dots are still to be given. */
	get left(): number {
		return Math.max(0, this.vote.dots - sumOf(this.dots));
	}
	get isCounted(): boolean {
		return this.#counted !== undefined && areSame(this.dots, this.#counted);
	}
	/** Nothing was given, nor sent. */
	get isUntouched(): boolean {
		return this.#counted === undefined && sumOf(this.dots) === 0;
	}
	of(item: ItemId): number {
		return this.dots[item] ?? 0;
	}
	mayGive(item: ItemId): boolean {
		return !this.isClosed && this.left > 0 && this.of(item) < this.vote.perItemMax;
	}

	give(item: ItemId): void {
		if (this.mayGive(item)) this.#set(item, this.of(item) + 1);
	}
	take(item: ItemId): void {
		if (!this.isClosed && this.of(item) > 0) this.#set(item, this.of(item) - 1);
	}
	/** Takes all dots back from these. */
	takeAll(items: readonly ItemId[]): void {
		if (this.isClosed) return;
		this.#change(without(this.dots, items));
	}

	/** Nothing is sent any more by this page; what is kept stays. */
	leave(): void {
		this.#isLeft = true;
		clearTimeout(this.#timer);
	}

	#set(item: ItemId, n: number): void {
		this.#change(n === 0 ? without(this.dots, [item]) : { ...this.dots, [item]: n });
	}
	#change(dots: Dots): void {
		this.dots = dots;
		this.hasLost = false;
		this.#keep();
		this.#later(SEND_AFTER_MS);
	}

	#later(ms: number): void {
		clearTimeout(this.#timer);
		if (!this.#isLeft) this.#timer = setTimeout(() => void this.#send(), ms);
	}

	/** One at a time, so that an older one can never come after a newer one. */
	async #send(): Promise<void> {
		if (this.#isSending) return;
		this.#isSending = true;
		const sent = this.dots;
		const answer = await this.#needs.send(sent).catch(() => undefined);
		this.#isSending = false;
		if (this.#isLeft) return;
		if (answer?.ok) {
			this.#counted = sent;
			this.#keep();
			if (!areSame(sent, this.dots)) this.#later(0);
		} else if (!answer || PASSING.includes(answer.rejection.code)) this.#later(AGAIN_AFTER_MS);
		else if (answer.rejection.code === 'vote/unknown-item') this.#lose(answer.rejection.detail);
		else this.#close();
	}

	/** [BT5] The server names what it does not find; its dots are free again. */
	#lose(item: string): void {
		const rest = without(this.dots, [item as ItemId]);
		// a name that is not on it would be asked about for ever
		if (areSame(rest, this.dots)) return this.#later(AGAIN_AFTER_MS);
		this.dots = rest;
		this.hasLost = true;
		this.#keep();
		this.#later(0);
	}

	/** [BT3] Too late: what was confirmed counts, and that is what is shown. */
	#close(): void {
		this.isClosed = true;
		this.dots = this.#counted ?? {};
		this.#keep();
	}

	#keep(): void {
		this.#needs.keep({ dots: this.dots, ...(this.#counted && { counted: this.#counted }) });
	}
}

function without(dots: Dots, items: readonly ItemId[]): Dots {
	return Object.fromEntries(Object.entries(dots).filter(([id]) => !items.includes(id as ItemId)));
}

function areSame(a: Dots, b: Dots): boolean {
	const ids = Object.keys(a) as ItemId[];
	return ids.length === Object.keys(b).length && ids.every((id) => a[id] === b[id]);
}
