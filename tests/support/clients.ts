import * as Y from 'yjs';
import { BOARD, type BoardCardState } from '#shared/board.ts';
import type { JoinAnswer } from '#shared/api.ts';
import { newId, type CardId, type GroupId, type TableId } from '#shared/ids.ts';
import { SEAT, type Receipt, type ReceiptState, type SeatCardState } from '#shared/seat.ts';
import { SyncClient, type SyncOptions } from './sync-client.ts';
import { until } from './until.ts';

type YCard = Y.Map<unknown>;

/** What somebody puts on a card. */
export interface Writing {
	readonly table: string;
	readonly question: string;
	readonly text: string;
	readonly lang?: string;
	/** Without it a fresh one. */
	readonly id?: string;
	/** `sent` unless said otherwise. */
	readonly state?: SeatCardState;
}

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

/** A participant's device at its own seat document. */
export class Tablet extends SyncClient {
	readonly seat: JoinAnswer;

	constructor(base: string, seat: JoinAnswer, options: Partial<SyncOptions> = {}) {
		const path = `${seat.dialogueId}/seat/${seat.seatId}`;
		super({ base, path, token: seat.token, ...options });
		this.seat = seat;
	}

	get cards(): Y.Map<YCard> {
		return this.doc.getMap(SEAT.cards);
	}

	get receipts(): Y.Map<Receipt> {
		return this.doc.getMap(SEAT.receipts);
	}

	/** Writes a card as the contract says, whole in one transaction. Answers its id. */
	write({ table, question, text, lang = 'de', id, state = 'sent' }: Writing): CardId {
		const cardId = (id ?? newId('c_', random)) as CardId;
		this.doc.transact(() => {
			const card: YCard = new Y.Map();
			card.set('table', table);
			card.set('question', question);
			card.set('text', new Y.Text(text));
			card.set('lang', lang);
			card.set('state', state);
			card.set('createdAt', Date.now());
			this.cards.set(cardId, card);
		});
		return cardId;
	}

	send(id: CardId): void {
		this.#card(id).set('state', 'sent');
	}

	withdraw(id: CardId): void {
		this.#card(id).set('state', 'withdrawn');
	}

	text(id: CardId): string {
		return this.#text(id).toJSON();
	}

	append(id: CardId, more: string): void {
		const text = this.#text(id);
		text.insert(text.length, more);
	}

	/** Replaces the text in one transaction. */
	rewrite(id: CardId, words: string): void {
		const text = this.#text(id);
		this.doc.transact(() => {
			text.delete(0, text.length);
			text.insert(0, words);
		});
	}

	receipt(id: CardId): Receipt | undefined {
		return this.receipts.get(id);
	}

	/** Until the receipt of this card is one of these. */
	async whenReceipt(
		id: CardId,
		states: ReceiptState | readonly ReceiptState[],
		withinMs?: number,
	): Promise<Receipt> {
		const wanted: readonly string[] = typeof states === 'string' ? [states] : states;
		const fits = () => {
			const receipt = this.receipt(id);
			return receipt !== undefined && wanted.includes(receipt.state) ? receipt : undefined;
		};
		return until(fits, { what: `receipt ${wanted.join(' or ')} of ${id}`, withinMs });
	}

	#card(id: CardId): YCard {
		const card = this.cards.get(id);
		if (card === undefined) throw new Error(`no card ${id} at this seat`);
		return card;
	}

	#text(id: CardId): Y.Text {
		return this.#card(id).get('text') as Y.Text;
	}
}

/** A card as it stands on a screen. */
export interface SeenCard {
	readonly id: CardId;
	readonly question: string;
	readonly rank: string;
	readonly text: string;
	readonly original: string;
	readonly lang: string;
	readonly number: number;
	readonly state: BoardCardState;
	readonly group: GroupId | undefined;
	readonly suggestion: string | undefined;
}

/** Anything that looks at a table's board: another tablet, the projector. */
export class Screen extends SyncClient {
	readonly table: TableId;

	constructor(
		base: string,
		at: { readonly dialogueId: string; readonly tableId: TableId; readonly token: string },
		options: Partial<SyncOptions> = {},
	) {
		super({ base, path: `${at.dialogueId}/board/${at.tableId}`, token: at.token, ...options });
		this.table = at.tableId;
	}

	get board(): Y.Map<YCard> {
		return this.doc.getMap(BOARD.cards);
	}

	get boardGroups(): Y.Map<YCard> {
		return this.doc.getMap(BOARD.groups);
	}

	card(id: string): SeenCard | undefined {
		const card = this.board.get(id);
		return card && seen(id as CardId, card);
	}

	cards(): SeenCard[] {
		return [...this.board].map(([id, card]) => seen(id as CardId, card));
	}

	groups(): { id: GroupId; title: string }[] {
		return [...this.boardGroups.keys()].map((id) => ({
			id: id as GroupId,
			title: this.title(id).toJSON(),
		}));
	}

	title(id: string): Y.Text {
		const group = this.boardGroups.get(id);
		if (group === undefined) throw new Error(`no group ${id} on this board`);
		return group.get('title') as Y.Text;
	}

	/** Until a card with these words is there. */
	whenText(text: string): Promise<SeenCard> {
		const look = () => this.cards().find((card) => card.text === text);
		return until(look, { what: `"${text}" on the board of ${this.table}` });
	}

	/** Until a card is there and, where given, fits. */
	async whenCard(
		id: string,
		fits: (card: SeenCard) => boolean = () => true,
		withinMs?: number,
	): Promise<SeenCard> {
		const look = () => {
			const card = this.card(id);
			return card !== undefined && fits(card) ? card : undefined;
		};
		return until(look, { what: `${id} on the board of ${this.table}`, withinMs });
	}
}

/** A screen whose link may write: host, moderator. */
export class HostScreen extends Screen {
	text(id: string): Y.Text {
		return this.#card(id).get('text') as Y.Text;
	}

	append(id: string, more: string): void {
		const text = this.text(id);
		text.insert(text.length, more);
	}

	/** Any field of a card: `rank`, `question`, `group`, `state` … */
	set(id: string, field: string, value: unknown): void {
		this.#card(id).set(field, value);
	}

	/** A whole group in one transaction. Answers its id. */
	makeGroup(title: string, question: string, rank: string): GroupId {
		const id = newId('g_', random);
		this.doc.transact(() => {
			const group: YCard = new Y.Map();
			group.set('title', new Y.Text(title));
			group.set('question', question);
			group.set('rank', rank);
			this.boardGroups.set(id, group);
		});
		return id;
	}

	#card(id: string): YCard {
		const card = this.board.get(id);
		if (card === undefined) throw new Error(`no card ${id} on this board`);
		return card;
	}
}

function seen(id: CardId, card: YCard): SeenCard {
	return {
		id,
		question: card.get('question') as string,
		rank: card.get('rank') as string,
		text: (card.get('text') as Y.Text | undefined)?.toJSON() ?? '',
		original: card.get('original') as string,
		lang: card.get('lang') as string,
		number: card.get('number') as number,
		state: card.get('state') as BoardCardState,
		group: card.get('group') as GroupId | undefined,
		suggestion: card.get('suggestion') as string | undefined,
	};
}
