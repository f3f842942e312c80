import * as Y from 'yjs';
import { isId, newId, type CardId, type TableId } from '#shared/ids.ts';
import { SEAT, type Receipt, type SeatCardState } from '#shared/seat.ts';
import type { Board } from '#lib/board/board.svelte.ts';
import { follow } from '#lib/hall/follow.ts';
import type { SeatKey } from '#lib/hall/keys.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import { newFields, putText, setFields, type CardFields } from './card-fields.ts';
import { Keeper } from './keeper.svelte.ts';
import { OwnCard, readReceipt } from './own-card.svelte.ts';
import { OwnMarks, type Marked } from './own-marks.svelte.ts';
import { remember, remembered } from './remembered.ts';
import type { Sign } from './signs.ts';

/** Where a card belongs, and in which language its author writes. */
export interface Place {
	readonly table: TableId;
	readonly question: string;
	readonly lang: string;
}

/**
 * This device's place: its own cards, kept here first and told to the server whenever there is a way. Yjs holds the state;
 * the getters follow it.
 */
export class Seat implements Marked {
	readonly key: SeatKey;
	readonly doc: Y.Doc;
	readonly keeper: Keeper;
	readonly sync: SyncedDoc;
	readonly #cards: Y.Map<CardFields>;
	readonly #receipts: Y.Map<unknown>;
	readonly #views = new WeakMap<CardFields, OwnCard>();
	readonly #followCards: () => void;
	readonly #followReceipts: () => void;
	readonly #marks: OwnMarks;

	/**
	 * Loads what this device kept, then connects. Works without storage and without a network.
	 *
	 * @param boardOf - the board of a table, if it is here to compare with
	 */
	static async open(key: SeatKey, boardOf: (table: TableId) => Board | undefined): Promise<Seat> {
		const doc = new Y.Doc();
		const keeper = new Keeper(doc, key.seatId);
		await keeper.start(); // before the socket: what is loaded later goes out as an edit
		return new Seat(key, doc, keeper, boardOf);
	}

	private constructor(
		key: SeatKey,
		doc: Y.Doc,
		keeper: Keeper,
		boardOf: (table: TableId) => Board | undefined,
	) {
		this.key = key;
		this.doc = doc;
		this.keeper = keeper;
		this.#cards = doc.getMap(SEAT.cards);
		this.#receipts = doc.getMap(SEAT.receipts);
		this.#followCards = follow(
			this.#cards,
			({ target, keys }) => (target as unknown) === this.#cards || keys.has('state'),
		);
		this.#followReceipts = follow(this.#receipts);
		this.sync = new SyncedDoc(
			{ dialogue: key.dialogueId, kind: 'seat', id: key.seatId },
			doc,
			key.token,
			{
				generation: remembered(key.dialogueId).generation,
				ongeneration: (generation) => remember(key.dialogueId, { generation }),
			},
		);
		this.#marks = new OwnMarks(this, boardOf);
	}

	/** Sent and withdrawn cards, newest first. */
	get cards(): readonly OwnCard[] {
		return this.#all()
			.filter(({ state }) => state !== 'draft')
			.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
	}

	/** [TU3] Drafts that somebody keeps for later, newest first. */
	get keptDrafts(): readonly OwnCard[] {
		return this.#all()
			.filter(({ state, kept, text }) => state === 'draft' && kept !== undefined && text !== '')
			.sort((a, b) => b.createdAt - a.createdAt);
	}

	/** Every card that was written here, withdrawn ones and drafts too. */
	get ids(): ReadonlySet<CardId> {
		this.#followCards();
		// eslint-disable-next-line svelte/prefer-svelte-reactivity -- a fresh one after each change, and never changed
		return new Set([...this.#cards.keys()].filter((id) => isId('c_', id)));
	}

	receipt(id: CardId): Receipt | undefined {
		this.#followReceipts();
		return readReceipt(this.#receipts.get(id));
	}

	/** The newest half-typed text that no other page of this browser is writing, and nobody keeps for later. */
	async leftDraft(): Promise<OwnCard | undefined> {
		const taken = await this.keeper.tabs.taken();
		return this.#all()
			.filter(({ id, state, kept, text }) => {
				return state === 'draft' && kept === undefined && text !== '' && !taken.has(id);
			})
			.sort((a, b) => b.createdAt - a.createdAt)[0];
	}

	/** Writes a draft: a new one without an id. One transaction, whatever changed. @returns its id */
	write(id: CardId | undefined, place: Place, text: string, state: SeatCardState): CardId {
		const card = id ?? newId('c_', (bytes) => crypto.getRandomValues(bytes));
		const old = this.#cards.get(card);
		if (old)
			this.#change(card, (fields) => {
				setFields(fields, { ...place, state });
				putText(fields, text);
			});
		else
			this.doc.transact(() => {
				this.#cards.set(card, newFields({ ...place, state }, text));
				this.#marks.changed(card, this.keeper.seen + 1);
			});
		return card;
	}

	/** [TU3] Lays a draft aside under a sign. */
	keepDraft(id: CardId, sign: Sign): void {
		this.#change(id, (fields) => setFields(fields, { kept: sign }));
	}
	/** Takes a kept draft up again. */
	resumeDraft(id: CardId): void {
		this.#change(id, (fields) => fields.delete('kept'));
	}

	/** Other words on a card that was sent. */
	reword(id: CardId, text: string): void {
		this.#change(id, (fields) => putText(fields, text));
	}
	withdraw(id: CardId): void {
		this.#change(id, (fields) => setFields(fields, { state: 'withdrawn' }));
	}
	/** Takes the withdrawal back. */
	restore(id: CardId): void {
		this.#change(id, (fields) => setFields(fields, { state: 'sent' }));
	}

	/** Everything that was written here, for copying: newest first. */
	texts(): string {
		const cards = this.#all().sort((a, b) => b.createdAt - a.createdAt);
		return cards.flatMap(({ text }) => (text === '' ? [] : [text])).join('\n\n');
	}

	/** After sleep, or when a network is there again. */
	wake(): void {
		this.sync.reconnect();
		void this.keeper.look();
	}

	close(): void {
		this.#marks.close();
		this.sync.close();
		this.keeper.close();
	}

	#all(): OwnCard[] {
		this.#followCards();
		return [...this.#cards].flatMap(([id, fields]) =>
			isId('c_', id) && fields instanceof Y.Map ? [this.#view(id, fields)] : [],
		);
	}

	#view(id: CardId, fields: CardFields): OwnCard {
		let view = this.#views.get(fields);
		if (!view)
			this.#views.set(fields, (view = new OwnCard(id, fields, (card) => this.#marks.of(card))));
		return view;
	}

	#change(id: CardId, change: (fields: CardFields) => void): void {
		const fields = this.#cards.get(id);
		if (!fields) return;
		this.doc.transact(() => change(fields));
		this.#marks.changed(id, this.keeper.seen);
	}
}
