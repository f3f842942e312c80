import type { CreateDialogueAnswer } from '#shared/api.ts';
import type { CardId } from '#shared/ids.ts';
import { Tablet } from '#tests/support/clients.ts';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { startServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

const CARDS_PER_TABLET = 150;
const QUESTIONS = ['good', 'improve', 'need'];

type Server = Awaited<ReturnType<typeof startServer>>;

/** A server of its own with one table, at which as many people write as are needed. */
export class BenchHall {
	readonly server: Server;
	readonly dialogue: CreateDialogueAnswer;
	/** Cards that were written, and by whom. */
	readonly cards: { readonly tablet: Tablet; readonly id: CardId }[] = [];
	readonly #tablets: Tablet[] = [];
	/** The next seat, which several writers may wait for. */
	#joining: Promise<Tablet> | undefined;

	static async open(): Promise<BenchHall> {
		const server = await startServer({ env: { PRACTICE: '0' } });
		const dialogue = await createDialogue(server.base, server.adminToken, {
			title: 'Messung',
			place: 'Musterstadt',
			date: '2026-11-22',
			tables: [{ theme: 'Arbeit' }],
			steps: [
				{ id: 'first', kind: 'write', minutes: 60 },
				{ id: 'second', kind: 'write', minutes: 60 },
			],
		});
		return new BenchHall(server, dialogue);
	}

	private constructor(server: Server, dialogue: CreateDialogueAnswer) {
		this.server = server;
		this.dialogue = dialogue;
	}

	get table(): string {
		return this.dialogue.tables[0]!.id;
	}

	/** Writes cards until there are so many, and waits until all are on the board. */
	async fill(cards: number): Promise<void> {
		while (this.cards.length < cards) {
			await this.write();
			if (this.cards.length % 100 === 0) await this.arrived();
		}
		await this.arrived();
	}

	async write(): Promise<void> {
		const tablet = await this.#writer();
		const n = this.cards.length;
		const text = `Karte mit der Zahl ${n}, und noch ein paar Worte dazu`;
		const id = tablet.write({ table: this.table, question: QUESTIONS[n % 3]!, text });
		this.cards.push({ tablet, id });
	}

	/** Until each card has a receipt. */
	async arrived(): Promise<void> {
		const receipts = (): number => this.#tablets.reduce((sum, one) => sum + one.receipts.size, 0);
		await until(() => receipts() === this.cards.length, {
			what: 'all receipts',
			withinMs: 120_000,
		});
	}

	async close(): Promise<void> {
		for (const tablet of this.#tablets) tablet.leave();
		await this.server.remove();
	}

	async #writer(): Promise<Tablet> {
		const last = this.#tablets.at(-1);
		if (last && last.cards.size < CARDS_PER_TABLET) return last;
		const { base } = this.server;
		this.#joining ??= joinSeat(base, this.dialogue.code).then((seat) => {
			const tablet = new Tablet(base, seat);
			this.#tablets.push(tablet);
			this.#joining = undefined;
			return tablet;
		});
		return this.#joining;
	}
}
