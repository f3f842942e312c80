import { readCode, type TableId } from '#shared/ids.ts';
import type { Question } from '#shared/schemas.ts';
import type { State, TableState } from '#shared/state.ts';
import type { Board } from '#lib/board/board.svelte.ts';
import { forgetSeatKey, seatKey, type SeatKey } from '#lib/hall/keys.ts';
import { Live } from '#lib/hall/live.svelte.ts';
import { endingOf, type Ending } from './ending.ts';
import { forget, remember, remembered } from './remembered.ts';
import { SeatStore } from './seat-store.ts';
import { Seat } from './seat.svelte.ts';
import { TableBoard } from './table-board.svelte.ts';
import { takeSeat } from './take-seat.ts';

/** This device in one dialogue: its seat, its table, what the hall tells it. Rules TU* and PA* in SPEC.md. */
export class Visit {
	readonly code: string;
	/** Why there is no seat: an ApiError, or undefined. */
	failure = $state.raw<unknown>();
	seat = $state.raw<Seat>();
	live = $state.raw<Live>();
	here = $state.raw<TableBoard>();
	/** The question that somebody has chosen; not every dialogue has it. */
	#chosen = $state('');
	/** Somebody has chosen a language for this dialogue. */
	asked = $state(false);
	/** When the one who writes now began; cards from before are other people's. In milliseconds of this device's clock. */
	turnSinceMs = $state(0);
	/** This device was emptied on purpose. */
	hasLeft = $state(false);
	#stored = $state.raw<State>();
	#closed = false;
	readonly #stopWatching: () => void;

	constructor(typed: string) {
		this.code = readCode(typed) ?? typed;
		const { asked = false, turnSinceMs = 0 } = this.#key ? remembered(this.#key.dialogueId) : {};
		this.asked = asked;
		this.turnSinceMs = turnSinceMs;
		this.#stopWatching = $effect.root(() => {
			$effect(() => this.#keepState());
			$effect(() => this.#sayWhere());
		});
	}

	/** What is known of the dialogue: from the hall, else from the last time. */
	get state(): State | undefined {
		return this.live?.state ?? this.#stored;
	}
	get table(): TableState | undefined {
		return this.state?.tables.find(({ id }) => id === this.here?.table);
	}
	get questions(): readonly Question[] {
		return this.state?.questions ?? [];
	}
	/** To which question people write now: the chosen one, else the first. A card without one would belong nowhere. */
	get question(): string {
		const { questions } = this;
		return (questions.find(({ id }) => id === this.#chosen) ?? questions[0])?.id ?? '';
	}
	get connected(): boolean {
		return (
			(this.live?.connected ?? false) &&
			(this.seat?.sync.live ?? false) &&
			(this.here?.sync.live ?? true)
		);
	}
	get ending(): Ending | undefined {
		return endingOf(this.seat?.sync.closedWith, this.live?.goodbye);
	}

	/** Comes in, or says in `failure` why not. @param wish - a table that the address names; `topic`: one of its questions */
	async enter(language: string, wish: string | undefined, topic?: string): Promise<void> {
		this.failure = undefined;
		try {
			const key = await takeSeat(this.code, language);
			const seat = await Seat.open(key, this.#boardOf);
			if (this.#closed) return seat.close();
			const { state, table, question } = remembered(key.dialogueId);
			this.#stored = state;
			this.#chosen = topic ?? question ?? '';
			seat.keeper.tabs.onleft = () => {
				this.#leave();
				this.hasLeft = true;
			};
			this.seat = seat;
			this.live = new Live(key.token);
			const known = (wish ?? table) as TableId | undefined;
			if (known) this.sitAt(known);
		} catch (error) {
			this.failure = error;
		}
	}

	sitAt(table: TableId): void {
		const key = this.seat?.key;
		if (!key || this.here?.table === table) return;
		this.here?.close();
		this.here = new TableBoard(key, table);
		remember(key.dialogueId, { table });
	}

	choose(question: string): void {
		this.#chosen = question;
		if (this.#key) remember(this.#key.dialogueId, { question });
	}

	/** A language was chosen. */
	answered(): void {
		this.asked = true;
		if (this.seat) remember(this.seat.key.dialogueId, { asked: true });
	}

	/** [TU2] The next one is asked for a language, and begins at the first question. */
	handOver(): void {
		this.asked = false;
		this.turnSinceMs = Date.now();
		const { turnSinceMs } = this;
		if (this.#key) remember(this.#key.dialogueId, { asked: false, turnSinceMs });
		const [first] = this.questions;
		if (first) this.choose(first.id);
	}

	/** [TU6] Everything that was sent is on the server. */
	get everythingKept(): boolean {
		return this.seat?.sync.allKept ?? false;
	}

	/** [TU6] Empties this device: nothing of the dialogue stays on it. */
	async leave(): Promise<void> {
		this.seat?.keeper.tabs.left();
		await this.#empty();
		this.hasLeft = true;
	}

	/** Gives up the seat that ended, with everything of it on this device, and comes in again. */
	async again(language: string): Promise<void> {
		await this.#empty();
		await this.enter(language, undefined);
	}

	/** After sleep, or when a network is there again. */
	wake(): void {
		this.live?.reconnect();
		this.seat?.wake();
		this.here?.sync.reconnect();
	}

	close(): void {
		this.#closed = true;
		this.#stopWatching();
		this.#leave();
	}

	get #key(): SeatKey | undefined {
		return this.seat?.key ?? seatKey(this.code);
	}

	#boardOf = (table: TableId): Board | undefined =>
		this.here?.table === table && this.here.sync.opened ? this.here.board : undefined;

	async #empty(): Promise<void> {
		const key = this.seat?.key;
		this.#leave();
		if (key) {
			forget(key.dialogueId);
			await SeatStore.remove(key.seatId).catch(() => undefined);
		}
		forgetSeatKey(this.code);
	}

	#leave(): void {
		this.here?.close();
		this.live?.close();
		this.seat?.close();
		this.here = this.live = this.seat = undefined;
	}

	/** What came last is there at the next start, with or without a network; a table that is gone is left. */
	#keepState(): void {
		const { state } = this.live ?? {};
		if (!state) return;
		remember(state.dialogue.id, { state, asked: this.asked });
		if (this.here && !this.table) {
			this.here.close();
			this.here = undefined;
		}
		const [only, ...others] = state.tables;
		if (only && others.length === 0) this.sitAt(only.id);
	}

	/** For the hall's counts: told at every change and after every reconnect. */
	#sayWhere(): void {
		const tableId = this.here?.table;
		if (this.live?.connected && tableId) void this.live.send('seat:at', { tableId });
	}
}
