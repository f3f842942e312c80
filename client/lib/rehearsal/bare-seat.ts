import * as Y from 'yjs';
import { Live } from '#lib/hall/live.svelte.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import type { JoinAnswer } from '#shared/api.ts';
import { newId, type CardId, type SeatId, type TableId } from '#shared/ids.ts';
import { SEAT, type Receipt } from '#shared/seat.ts';

/** What somebody puts on a card. */
export interface Writing {
	readonly table: TableId;
	readonly question: string;
	readonly text: string;
	readonly lang: string;
}

/** A seat with its two lines to the server and nothing on this device: for a rehearsal, where nothing is to be kept. */
export class BareSeat {
	readonly live: Live;
	readonly sync: SyncedDoc;
	readonly #doc = new Y.Doc();

	constructor({ dialogueId, seatId, token }: JoinAnswer) {
		this.live = new Live(token);
		const name = { dialogue: dialogueId, kind: 'seat', id: seatId as SeatId } as const;
		this.sync = new SyncedDoc(name, this.#doc, token);
	}

	/** Sends a card, whole. */
	write({ text, ...place }: Writing): CardId {
		const id = newId('c_', (bytes) => crypto.getRandomValues(bytes));
		this.#doc.transact(() => {
			const card = new Y.Map<unknown>();
			for (const [field, value] of Object.entries({ ...place, createdAt: Date.now() }))
				card.set(field, value);
			card.set('text', new Y.Text(text));
			card.set('state', 'sent');
			this.#cards.set(id, card);
		});
		return id;
	}

	/** Puts other words on a card of this seat. */
	rewrite(id: CardId, words: string): void {
		const text = this.#cards.get(id)?.get('text');
		if (!(text instanceof Y.Text) || text.toJSON() === words) return;
		this.#doc.transact(() => {
			text.delete(0, text.length);
			text.insert(0, words);
		});
	}

	/** The first card of this seat, from before a reload. */
	get first(): CardId | undefined {
		return [...this.#cards.keys()][0] as CardId | undefined;
	}

	receipt(id: CardId): Receipt | undefined {
		return this.#doc.getMap<Receipt>(SEAT.receipts).get(id);
	}

	/** Told whenever the server has written a receipt. @returns what ends it */
	onreceipt(told: () => void): () => void {
		const receipts = this.#doc.getMap<Receipt>(SEAT.receipts);
		receipts.observe(told);
		return () => receipts.unobserve(told);
	}

	close(): void {
		this.live.close();
		this.sync.close();
		this.#doc.destroy();
	}

	get #cards(): Y.Map<Y.Map<unknown>> {
		return this.#doc.getMap(SEAT.cards);
	}
}
