import type { CardId, TableId } from '#shared/ids.ts';
import type { ReceiptState } from '#shared/seat.ts';
import { Screen, Tablet } from '#tests/support/clients.ts';
import { Live } from '#tests/support/live.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { pause } from '#tests/support/until.ts';
import type { PlannedCard, PlannedPerson } from './plan.ts';

/** What became of one card, as far as its author knows. Times by `performance.now()`. */
export interface SentCard {
	readonly id: CardId;
	readonly table: TableId;
	readonly text: string;
	readonly sentAtMs: number;
	/** Sent without network: its time counts from the moment the tablet was back. */
	backAtMs: number | undefined;
	readonly offline: boolean;
	/** First word of the server about it. */
	savedAtMs: number | undefined;
	receipt: ReceiptState | undefined;
	/** What the author wants it to say by now. */
	wanted: string;
	withdrawn: boolean;
}

/** One participant: a seat, the own table's board and the live channel, as a tablet opens them. */
export class Person {
	readonly cards: SentCard[] = [];
	readonly #base: string;
	readonly #plan: PlannedPerson;
	readonly #tables: readonly TableId[];
	#tablet: Tablet | undefined;
	#board: Screen | undefined;
	#live: Live | undefined;

	constructor(base: string, plan: PlannedPerson, tables: readonly TableId[]) {
		this.#base = base;
		this.#plan = plan;
		this.#tables = tables;
	}

	/** Codes of all closes that were not our own. */
	get closes(): number[] {
		const all = [...(this.#tablet?.closes ?? []), ...(this.#board?.closes ?? [])];
		return all.filter((code) => code !== 1005);
	}

	/** Comes, writes, goes offline and comes back as planned. Resolves when the last card is sent. */
	async live(code: string): Promise<void> {
		const startMs = performance.now();
		const at = (ms: number) => pause(Math.max(0, startMs + ms - performance.now()));
		await at(this.#plan.arriveMs);
		const seat = await joinSeat(this.#base, code, { language: this.#plan.language });
		const tableId = this.#tables[this.#plan.table]!;
		this.#live = new Live(this.#base, seat.token);
		this.#board = new Screen(this.#base, { ...seat, tableId });
		this.#tablet = new Tablet(this.#base, seat, { saved: true });
		this.#tablet.receipts.observe(() => this.#noteReceipts());
		this.#tablet.provider.on('sync', (synced: boolean) => synced && this.#noteBack());
		const { offline } = this.#plan;
		await Promise.all([
			...this.#plan.cards.map((card) => at(card.beginMs).then(() => this.#write(card))),
			...(offline === undefined
				? []
				: [
						at(offline.fromMs).then(() => this.#switch(false)),
						at(offline.toMs).then(() => this.#switch(true)),
					]),
		]);
	}

	leave(): void {
		this.#tablet?.leave();
		this.#board?.leave();
		this.#live?.leave();
	}

	async #write({ card, pausesMs, editAfterMs, withdrawAfterMs }: PlannedCard): Promise<void> {
		const tablet = this.#tablet!;
		const table = this.#tables[card.table]!;
		const letters = [...card.text]; // whole characters: a piece may not end inside an emoji
		const piece = Math.ceil(letters.length / pausesMs.length);
		let id: CardId | undefined;
		for (const [nth, ms] of pausesMs.entries()) {
			const text = letters.slice(nth * piece, (nth + 1) * piece).join('');
			const { question, lang } = card;
			if (id === undefined) id = tablet.write({ table, question, text, lang, state: 'draft' });
			else tablet.append(id, text);
			await pause(ms);
		}
		if (id === undefined) return;
		const offline = !tablet.provider.synced;
		const sentAtMs = performance.now();
		tablet.send(id);
		const sent: SentCard = {
			...{ id, table, text: card.text, sentAtMs, offline, wanted: card.text },
			...{ backAtMs: undefined, savedAtMs: undefined, receipt: undefined, withdrawn: false },
		};
		this.cards.push(sent);
		if (editAfterMs !== undefined) {
			await pause(editAfterMs);
			tablet.append(id, ' – wichtig!');
			sent.wanted = tablet.text(id);
		}
		if (withdrawAfterMs !== undefined) {
			await pause(withdrawAfterMs);
			tablet.withdraw(id);
			sent.withdrawn = true;
		}
	}

	#noteReceipts(): void {
		const nowMs = performance.now();
		for (const card of this.cards) {
			const receipt = this.#tablet!.receipt(card.id);
			if (receipt === undefined) continue;
			card.savedAtMs ??= nowMs;
			card.receipt = receipt.state;
		}
	}

	#noteBack(): void {
		const nowMs = performance.now();
		for (const card of this.cards) if (card.offline) card.backAtMs ??= nowMs;
	}

	#switch(on: boolean): void {
		for (const socket of [this.#tablet, this.#board, this.#live])
			if (on) socket?.comeBack();
			else socket?.goOffline();
	}
}
