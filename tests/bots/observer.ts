import type { CardId, TableId } from '#shared/ids.ts';
import type { JoinAnswer } from '#shared/api.ts';
import { Screen, type SeenCard } from '#tests/support/clients.ts';

/** Screens of the hall: one per table, on a seat of their own, that note when a card appears. */
export class Observer {
	readonly screens: readonly Screen[];
	/** When each card was first there, by `performance.now()`. */
	readonly shownAtMs = new Map<CardId, number>();
	/** Cards that stood there before anybody wrote. */
	readonly before = new Set<CardId>();
	#watching = false;

	constructor(base: string, seats: readonly JoinAnswer[], tables: readonly TableId[]) {
		this.screens = tables.map((tableId, nth) => {
			const { dialogueId, token } = seats[nth]!;
			const screen = new Screen(base, { dialogueId, tableId, token });
			screen.board.observe((event) => {
				const nowMs = performance.now();
				for (const id of event.keysChanged as Set<CardId>) {
					if (!screen.board.has(id)) continue;
					if (!this.#watching) this.before.add(id);
					else if (!this.shownAtMs.has(id)) this.shownAtMs.set(id, nowMs);
				}
			});
			return screen;
		});
	}

	/** Until every board is there; what appears from then on is new. */
	async ready(): Promise<void> {
		for (const screen of this.screens) await screen.whenSynced();
		this.#watching = true;
	}

	/** New cards on all boards, with the table where each one stands. */
	newCards(): (SeenCard & { readonly table: TableId })[] {
		return this.screens.flatMap((screen) =>
			screen
				.cards()
				.filter(({ id }) => !this.before.has(id))
				.map((card) => ({ ...card, table: screen.table })),
		);
	}

	/** Numbers that two cards of one table carry. */
	doubleNumbers(): number {
		return this.screens.reduce((sum, screen) => {
			const numbers = screen.cards().map(({ number }) => number);
			return sum + numbers.length - new Set(numbers).size;
		}, 0);
	}

	leave(): void {
		for (const screen of this.screens) screen.leave();
	}
}
