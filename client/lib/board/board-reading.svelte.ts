import { untrack } from 'svelte';
import type { CardId } from '#shared/ids.ts';
import { Arrivals } from './arrivals.svelte.ts';
import { columnIn } from './board-filter.ts';
import { lookAt, type Look } from './board-look.ts';
import type { Board, CardView, Column } from './board.svelte.ts';
import { drawnOf, hangingIn, HungCards, type Hung } from './hung-cards.ts';
import { inTurns } from './in-turns.ts';
import { Pace } from './pace.ts';

/** So many cards of each question are drawn at once; the others follow, picture by picture. */
const SLICE_CARDS = 12;

/** What is read, by whom. */
export interface Read {
	readonly board: Board;
	readonly questions: readonly string[];
	/** The cards of this device. */
	readonly own: ReadonlySet<CardId>;
	/** The server's content has come. */
	readonly opened: boolean;
}

/** Which cards somebody wants to see: kept while the board is out of view. */
export interface BoardChoice {
	/** undefined: all. */
	question: string | undefined;
	language: string | undefined;
}

/**
 * A board as it is read on one device. It follows the document at its own pace, looks at a full board in turns and draws it
 * slice by slice, so that the page never stops answering. Made by the component that draws it. Rules BD6 and BD7 in SPEC.md.
 */
export class BoardReading {
	readonly arrivals = new Arrivals();
	readonly #what: Read;
	readonly #choice: BoardChoice;
	/** The last look; undefined: none yet. */
	#last = $state.raw<Look>();
	#isLooking = false;
	/** Something has changed since the look that is on its way began. */
	#isStale = false;
	#stopLooking = (): void => undefined;
	/** The cards that are drawn by now: what hangs stays, and the others come. */
	#isDrawn = new WeakSet<CardView>();
	#hasBegun = false;
	/** Changes with each slice. */
	#sliced = $state.raw({});
	readonly #hung = new HungCards();
	readonly #pace = new Pace();

	/** Of another board nothing is shown, however soon after it this one came. */
	readonly #look = $derived.by(() =>
		this.#last?.board === this.#what.board ? this.#last : undefined,
	);
	readonly #all = $derived(this.#look?.columns ?? []);
	readonly languages = $derived(this.#look?.languages ?? []);
	/** The cards of a language may all have gone: then it is no choice any more. */
	readonly language = $derived(this.languages.find(([tag]) => tag === this.#choice.language)?.[0]);
	/** Question by question, with all cards that are chosen. */
	readonly columns = $derived.by(() => {
		const { language } = this;
		return language === undefined
			? this.#all
			: this.#all.map((column) => columnIn(column, language));
	});
	readonly total = $derived(this.#all.reduce((sum, { count }) => sum + count, 0));
	readonly #waiting = $derived.by(() => {
		void this.#sliced;
		return this.columns.map((column) =>
			hangingIn(column).filter((card) => !this.#isDrawn.has(card)),
		);
	});
	/** The same, as far as they are drawn by now. */
	readonly drawn = $derived.by(() => {
		void this.#sliced;
		return this.columns.map((column) => drawnOf(column, (card) => this.#isDrawn.has(card)));
	});

	/** @param what - getters: what they answer may change */
	constructor(what: Read, choice: BoardChoice) {
		this.#what = what;
		this.#choice = choice;
		$effect(() => {
			const { board, questions, own, opened } = this.#what;
			board.follow();
			void [questions, own];
			if (opened) untrack(() => this.#lookSoon());
		});
		$effect.pre(() => this.#drawMore());
		$effect(() => {
			const others = this.#look?.cards.map(({ id }) => id);
			if (others) untrack(() => this.arrivals.look(others.filter((id) => !this.#what.own.has(id))));
		});
		$effect(() => () => {
			this.#stopLooking();
			this.#pace.close();
			this.arrivals.close();
		});
	}

	chooseQuestion(question: string | undefined): void {
		this.#choice.question = question;
		this.#beginAnew();
	}

	chooseLanguage(language: string | undefined): void {
		this.#choice.language = language;
		this.#beginAnew();
	}

	hung(cards: Column['loose'], { parts }: Column): readonly Hung[] {
		const own = untrack(() => this.#what.own);
		return cards.map((card) => this.#hung.of(card, parts, own));
	}

	/** The first time at once, then at its own pace. */
	#lookSoon(): void {
		if (this.#isLooking) this.#isStale = true;
		else if (this.#look) this.#pace.soon(() => this.#lookNow());
		else this.#lookNow();
	}

	#lookNow(): void {
		if (this.#isLooking) return;
		this.#isLooking = true;
		this.#isStale = false;
		this.#stopLooking = inTurns(lookAt(this.#what.board, this.#what.questions), (look) => {
			this.#isLooking = false;
			this.#last = look;
			if (this.#isStale) this.#lookSoon();
		});
	}

	#beginAnew(): void {
		this.#isDrawn = new WeakSet();
		this.#hasBegun = false;
		this.#sliced = {};
	}

	#drawMore(): (() => void) | undefined {
		const waiting = this.#waiting;
		if (waiting.every((cards) => cards.length === 0)) return undefined;
		const draw = (): void => {
			for (const cards of waiting)
				for (const card of cards.slice(0, SLICE_CARDS)) this.#isDrawn.add(card);
			this.#hasBegun = true;
			this.#sliced = {};
		};
		if (!this.#hasBegun) return void untrack(draw);
		const frame = requestAnimationFrame(draw);
		return () => cancelAnimationFrame(frame);
	}
}
