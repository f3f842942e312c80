import type { CardView } from '#lib/board/board.svelte.ts';
import { Live } from '#lib/hall/live.svelte.ts';
import { ownId } from '#lib/hall/own-id.ts';
import { Walls } from '#lib/projector/walls.svelte.ts';
import type { DialogueId, InterpreterId, TableId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import type { RejectionCode } from '#shared/rejections.ts';
import type { TableState } from '#shared/state.ts';
import { Drafts } from './drafts.ts';
import { countLanguages, givenIn, queueOf, type Queued } from './queue.ts';

/** Said again well before the server sets the card free. */
const AGAIN_MS = (LIMITS.translationTakenSeconds * 1_000) / 3;
/** [IQ4] */
const SILENT_MS = 180_000;

/** A card of a table, read through to its document. */
export interface Waiting extends Queued {
	readonly view: CardView;
}

/** An interpreter at work: the boards of all tables, the card in hand, and what is typed for it. */
export class Interpreting {
	readonly live: Live;
	readonly walls: Walls;
	/** One page, one pair of hands, also after a reload. Known a moment after the start. */
	#id = $state.raw<InterpreterId>();
	#forgetId: () => void = () => undefined;
	readonly #drafts = new Drafts();
	from = $state('');
	to = $state('de');
	#inHand = $state.raw<{ readonly tableId: TableId; readonly id: Waiting['id'] }>();
	text = $state('');
	isSaving = $state(false);
	/** Why the last thing was not done. */
	failure = $state<RejectionCode>();
	#skipped: readonly string[] = [];
	#typedAtMs = 0;
	#isClosed = false;
	readonly #again: ReturnType<typeof setInterval>;

	constructor(token: string, dialogue: DialogueId) {
		this.live = new Live(token, dialogue);
		this.walls = new Walls(dialogue, token);
		void ownId('i_', 'interpreter').then(({ id, close }) => {
			if (this.#isClosed) return close();
			this.#id = id;
			this.#forgetId = close;
		});
		this.#again = setInterval(() => void this.#goOn(), AGAIN_MS);
	}

	/** Whether cards can be taken: it is known which one this is. */
	get isReady(): boolean {
		return this.#id !== undefined && this.live.connected;
	}

	/** What this page had in hand before a reload. */
	get left(): Waiting | undefined {
		const taken = this.live.state?.translating?.find((one) => one.interpreterId === this.#id);
		return this.#cards.flat().find(({ id }) => id === taken?.cardId);
	}

	get tables(): readonly TableState[] {
		return this.live.state?.tables ?? [];
	}

	/** The shown cards of each table. */
	readonly #cards = $derived.by((): readonly (readonly Waiting[])[] =>
		this.tables.map(({ id: tableId }) =>
			(this.walls.of(tableId)?.board.cards() ?? []).map((view) => {
				const { id, number, question, lang, text, translations } = view;
				return { tableId, id, number, question, lang, text, translations, view };
			}),
		),
	);
	/** [IQ1] */
	readonly queue = $derived(queueOf(this.#cards, this));
	readonly given = $derived(givenIn(this.#cards, this.to));
	/** The languages in which something hangs, with how much of each lacks the wanted one. */
	readonly languages = $derived(countLanguages(queueOf(this.#cards, { from: '', to: this.to })));
	readonly card = $derived(
		this.#cards.flat().find(({ id }) => this.#inHand !== undefined && id === this.#inHand.id),
	);

	/** [IQ2] Whether another one has this card in hand. */
	isElsewhere({ id }: Pick<Waiting, 'id'>): boolean {
		const taken = this.live.state?.translating ?? [];
		const nowMs = this.live.nowMs();
		return taken.some(
			(one) => one.cardId === id && one.interpreterId !== this.#id && one.untilMs > nowMs,
		);
	}

	isFrozen(table: TableId): boolean {
		return this.tables.find(({ id }) => id === table)?.frozen ?? false;
	}

	/** Leaves the card in hand to others, and comes back to it when nothing else waits. */
	async skip(): Promise<void> {
		if (this.#inHand) this.#skipped = [...this.#skipped, this.#inHand.id];
		await this.next();
	}

	/** Takes the first card that is free; without one nothing is in hand. */
	async next(): Promise<void> {
		const isFresh = ({ id }: Waiting): boolean => !this.#skipped.includes(id);
		if (!this.queue.some(isFresh)) this.#skipped = [];
		for (const card of this.queue.filter(isFresh)) {
			if (this.isElsewhere(card) || this.isFrozen(card.tableId)) continue;
			if (await this.take(card)) return;
			if (this.failure !== 'card/in-other-hands') return;
		}
		await this.leave();
	}

	/** False: another one was faster, or there is no way to the server. */
	async take({ tableId, id, translations }: Waiting): Promise<boolean> {
		if (!(await this.#send('translation:take', { tableId, cardId: id }))) return false;
		this.#inHand = { tableId, id };
		this.#typedAtMs = Date.now();
		this.text = this.#drafts.of(id, this.to) ?? translations[this.to]?.text ?? '';
		return true;
	}

	typed(text: string): void {
		this.text = text;
		this.#typedAtMs = Date.now();
		if (this.#inHand) this.#drafts.keep(this.#inHand.id, this.to, text);
	}

	/** Sends what was typed, then takes the next. */
	async give(): Promise<void> {
		const inHand = this.#inHand;
		if (!inHand || this.isSaving) return;
		this.isSaving = true;
		const { tableId, id } = inHand;
		const { to: lang, text } = this;
		const isGiven = await this.#send('translation:give', { tableId, cardId: id, lang, text });
		this.isSaving = false;
		if (!isGiven) return;
		this.#drafts.keep(id, lang, null);
		this.text = '';
		await this.next();
	}

	/** Sets the card free; what was typed stays on this device. */
	async leave(): Promise<void> {
		if (!this.#inHand) return;
		this.#inHand = undefined;
		this.text = '';
		await this.#send('translation:leave', {});
	}

	/** Another direction: the card in hand is set free. */
	async turn(to: { readonly from?: string; readonly to?: string }): Promise<void> {
		await this.leave();
		this.from = to.from ?? this.from;
		this.to = to.to ?? this.to;
	}

	async #goOn(): Promise<void> {
		const { card } = this;
		if (!card) return;
		if (Date.now() - this.#typedAtMs > SILENT_MS) return this.leave();
		const { tableId, id: cardId } = card;
		await this.#send('translation:take', { tableId, cardId });
	}

	async #send(
		name: 'translation:take' | 'translation:leave' | 'translation:give',
		body: object,
	): Promise<boolean> {
		this.failure = undefined;
		if (!this.#id) return false;
		const full = { interpreterId: this.#id, ...body };
		const answer = await this.live.send(name, full as never).catch(() => undefined);
		if (answer?.ok) return true;
		this.failure = answer?.rejection.code ?? 'server/fault';
		return false;
	}

	close(): void {
		this.#isClosed = true;
		clearInterval(this.#again);
		this.#forgetId();
		this.live.close();
		this.walls.close();
	}
}
