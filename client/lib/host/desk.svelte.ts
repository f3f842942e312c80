import { tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { CardView, GroupView } from '#lib/board/board.svelte.ts';
import type { Place } from '#lib/board/sorting.ts';
import type { Spot, Step } from '#lib/board/placing.ts';
import type { CardId, GroupId } from '#shared/ids.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { Filter } from './filter.ts';
import type { HostedTable, LightTarget } from './hosted-table.ts';
import type { SimilarHints } from './similar-hints.svelte.ts';
import type { WallView } from './wall-view.svelte.ts';

/** A question as the screen shows it. */
export interface QuestionHead {
	readonly id: string;
	readonly text: string;
	readonly lang: string;
	/** Its place among the questions: decides its colour and sign. */
	readonly index: number;
}

/** Where hints are drawn. */
interface Hinting {
	readonly hints: SimilarHints;
	readonly view: WallView;
}

/** What lies open above the wall. */
export type Sheet =
	| { readonly is: 'edit'; readonly card: CardView; readonly part?: 'translation' }
	| { readonly is: 'group-with' | 'merge-with'; readonly card: CardView }
	| { readonly is: 'into-group'; readonly cards: readonly CardId[] }
	| { readonly is: 'add' }
	| { readonly is: 'aside' }
	/** Those that are looked for, or all. */
	| { readonly is: 'waiting'; readonly filter?: Filter };

export interface OpenMenu {
	readonly anchor: HTMLElement;
	readonly of:
		| { readonly card: CardView }
		| { readonly group: GroupView }
		/** The whole wall. */
		| { readonly wall: true };
}

/**
 * What a host does at the wall with hands and eyes: choosing, opening, putting. Every act is said aloud, and the focus
 * goes with the card.
 */
export class Desk {
	readonly #table: () => HostedTable;
	readonly #questions: () => readonly QuestionHead[];
	readonly #m: () => Messages<'host'>;
	/** Puts something of this table in the hall's light; undefined: there is no hall. */
	readonly #light: ((target: LightTarget) => Promise<boolean>) | undefined;
	sheet = $state.raw<Sheet>();
	#from: HTMLElement | undefined;
	menu = $state.raw<OpenMenu>();
	isChoosing = $state(false);
	readonly chosen = new SvelteSet<CardId>();
	/** For screen readers: what has just happened. */
	said = $state('');
	/** What was moved last: it is shown for a moment. */
	arrived = $state<CardId | GroupId>();
	/** The group whose name is being typed. */
	naming = $state<GroupId>();
	/** On narrow screens: the one question in view. */
	question = $state<string>();

	constructor(
		table: () => HostedTable,
		questions: () => readonly QuestionHead[],
		m: () => Messages<'host'>,
		light?: (target: LightTarget) => Promise<boolean>,
	) {
		this.#table = table;
		this.#questions = questions;
		this.#m = m;
		this.#light = light;
	}

	/** What somebody else does with a card or group now. */
	others(id: CardId | GroupId): 'editing' | 'dragging' | undefined {
		return this.#table().atWork?.at(id);
	}

	get questions(): readonly QuestionHead[] {
		return this.#questions();
	}

	/** Lays something open above the wall; the focus comes back here when it is put away. */
	open(sheet: Sheet, from: EventTarget | null): void {
		this.#from = from instanceof HTMLElement ? from : undefined;
		this.sheet = sheet;
	}
	async close(): Promise<void> {
		this.sheet = undefined;
		await tick();
		this.#from?.focus({ preventScroll: true });
	}

	closeMenu(back: boolean): void {
		const anchor = this.menu?.anchor;
		this.menu = undefined;
		if (back) anchor?.focus({ preventScroll: true });
	}
	/** The right to write has ended: nothing that writes stays open. */
	stop(): void {
		this.menu = undefined;
		this.choosing(false);
		if (this.sheet && !['aside', 'waiting', 'add'].includes(this.sheet.is)) this.sheet = undefined;
	}
	/** Says what was done as soon as the server has done it. */
	async tell(done: Promise<boolean>, said: () => string): Promise<boolean> {
		const isDone = await done;
		if (isDone) this.said = said();
		return isDone;
	}

	get mayLight(): boolean {
		return this.#light !== undefined;
	}
	async light(target: LightTarget): Promise<void> {
		if (this.#light) await this.tell(this.#light(target), () => this.#m().saidLight());
	}

	choosing(isOn: boolean): void {
		this.isChoosing = isOn;
		this.chosen.clear();
	}
	toggle(id: CardId): void {
		if (!this.chosen.delete(id)) this.chosen.add(id);
	}

	async move(card: CardView, place: Place, spot: Spot = 'last'): Promise<void> {
		this.#table().sorting.move(card.id, place, spot);
		await this.#landed(card);
	}
	async step(card: CardView, by: Step): Promise<void> {
		this.#table().sorting.step(card.id, by);
		await this.#landed(card);
	}
	async takeOut(card: CardView): Promise<void> {
		this.#table().sorting.takeOut(card.id);
		await this.#landed(card);
	}

	/** Puts a card together with another one: into its group, or into a new one with it. */
	async groupWith(card: CardView, other: CardView): Promise<void> {
		const place = this.#table().sorting.placeOf(other.id);
		const group = place && 'group' in place && this.#table().board.group(place.group);
		await (group ? this.addTo(group, [card.id]) : this.group([other.id, card.id]));
	}

	/** Draws the hints and goes to the first. */
	async showHint({ hints, view }: Hinting): Promise<void> {
		hints.isOn = true;
		view.searching(false);
		const first = hints.hints[0]?.cards[0];
		if (!first) return;
		this.question = this.#table().sorting.homeOf(first);
		await this.#focus(`[data-card="${first}"] [data-hint] button`);
	}

	/** Makes a group and puts the cursor where its name belongs. */
	async group(ids: readonly CardId[]): Promise<void> {
		const group = this.#table().sorting.group(ids);
		this.choosing(false);
		this.sheet = undefined;
		if (!group) return;
		this.said = this.#m().saidGrouped({ n: ids.length });
		this.arrived = group;
		this.question = this.#table().sorting.board.group(group)?.question;
		await this.#focus(`[data-group="${group}"] textarea`);
	}

	async addTo(group: GroupView, ids: readonly CardId[]): Promise<void> {
		this.#table().sorting.addTo(group.id, ids);
		this.choosing(false);
		this.sheet = undefined;
		const card = ids[0] && this.#table().sorting.board.card(ids[0]);
		if (!card) return;
		const title = group.title || this.#m().groupUntitled();
		this.said = this.#m().saidIntoGroup({ number: card.number, title });
		this.arrived = card.id;
		this.question = group.question;
		await this.#focus(`[data-card="${card.id}"] [data-menu]`);
	}

	/** Lays a card on another one. */
	async merge(card: CardView, onto: CardView): Promise<void> {
		this.sheet = undefined;
		this.#table().sorting.merge(card.id, onto.id);
		this.said = this.#m().saidMerged({ number: card.number, onto: onto.number });
		this.arrived = onto.id;
		await this.#focus(`[data-card="${onto.id}"] [data-menu]`);
	}

	/** A card that another one carries hangs by itself again. */
	takeApart(parts: readonly CardView[]): void {
		// from the last on, so that they hang in their order
		for (const part of parts.toReversed()) {
			this.#table().sorting.takeApart(part.id);
			this.said = this.#m().saidApart({ number: part.number });
			this.arrived = part.id;
		}
	}

	async dissolve(group: GroupView): Promise<void> {
		const first = this.#table().sorting.cardsAt({ group: group.id })[0];
		this.#table().sorting.dissolve(group.id);
		this.said = this.#m().saidDissolved();
		if (first) await this.#focus(`[data-card="${first.id}"] [data-menu]`);
	}

	async moveGroup(group: GroupView, to: { readonly question: string } | Step): Promise<void> {
		this.#table().sorting.moveGroup(group.id, to);
		this.arrived = group.id;
		if (typeof to !== 'string') this.question = to.question;
		await this.#focus(`[data-group="${group.id}"] [data-menu]`);
	}

	async setAside(ids: readonly CardId[]): Promise<void> {
		const next = this.#neighbourOf(ids);
		this.#table().sorting.setAside(ids);
		this.choosing(false);
		this.said = this.#m().saidAside({ n: ids.length });
		await this.#focus(next ? `[data-card="${next}"] [data-menu]` : '[data-aside]');
	}

	async bringBack(card: CardView): Promise<void> {
		this.#table().sorting.bringBack(card.id);
		this.said = this.#m().saidBack({ number: card.number });
		this.arrived = card.id;
		await tick();
	}

	/** Gives the focus to something on the screen, once it is drawn; `else`: where it is not to be seen. */
	async #focus(selector: string, otherwise?: string): Promise<void> {
		await tick();
		const seen = (css: string): HTMLElement | undefined =>
			[...document.querySelectorAll<HTMLElement>(css)].find((one) => one.offsetParent !== null);
		const found = seen(selector) ?? (otherwise ? seen(otherwise) : undefined);
		found?.scrollIntoView({ block: 'nearest' });
		found?.focus({ preventScroll: true });
	}

	async #landed(card: CardView): Promise<void> {
		const place = this.#table().sorting.placeOf(card.id);
		if (!place) return;
		const cards = this.#table().sorting.cardsAt(place);
		const group = 'group' in place ? this.#table().sorting.board.group(place.group) : undefined;
		const question = 'question' in place ? place.question : group?.question;
		this.said = this.#m().saidMoved({
			number: card.number,
			question: this.questions.find(({ id }) => id === question)?.text ?? '',
			place: cards.findIndex(({ id }) => id === card.id) + 1,
			count: cards.length,
		});
		this.arrived = card.id;
		await this.#focus(`[data-card="${card.id}"] [data-menu]`, `[data-tab="${question}"]`);
	}

	/** The card that stands behind these in their place, else in front of them: where the eye is. */
	#neighbourOf(ids: readonly CardId[]): CardId | undefined {
		const place = ids[0] && this.#table().sorting.placeOf(ids[0]);
		const cards = place ? this.#table().sorting.cardsAt(place) : [];
		const at = cards.findIndex(({ id }) => id === ids[0]);
		const isLeft = ({ id }: CardView): boolean => !ids.includes(id);
		return (cards.slice(at).find(isLeft) ?? cards.slice(0, at).reverse().find(isLeft))?.id;
	}
}
