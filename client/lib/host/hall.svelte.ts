import { Live } from '#lib/hall/live.svelte.ts';
import type { MeAnswer } from '#shared/api.ts';
import type { CommandName, CommandOf } from '#shared/commands.ts';
import type { CardId, GroupId, TableId } from '#shared/ids.ts';
import type { RejectionCode } from '#shared/rejections.ts';
import type { State, TableState, WaitingCard } from '#shared/state.ts';
import { OpenTable } from './open-table.svelte.ts';
import type { Added, NewCard } from './paper.svelte.ts';

const WRITERS: readonly MeAnswer['role'][] = ['host', 'moderator', 'organiser'];

/** What a host's page is connected to: the live channel, and the table that it looks at. */
export class Hall {
	readonly live: Live;
	readonly #me: MeAnswer;
	readonly #token: string;
	#chosen = $state<TableId>();
	/** Tables that were left while something was still on its way. */
	#leaving = $state.raw<readonly OpenTable[]>([]);
	table = $state.raw<OpenTable>();
	/** Why the last command was not carried out. */
	failure = $state<RejectionCode>();

	constructor(token: string, me: MeAnswer) {
		this.#me = me;
		this.#token = token;
		this.live = new Live(token, me.dialogueId);
	}

	get state(): State | undefined {
		return this.live.state;
	}
	/** The tables that this role may look at: a host has one. */
	get tables(): readonly TableState[] {
		const all = this.state?.tables ?? [];
		return this.#me.tableId ? all.filter(({ id }) => id === this.#me.tableId) : all;
	}
	/** The table in view, as the hall knows it. */
	get here(): TableState | undefined {
		return this.tables.find(({ id }) => id === this.#chosen) ?? this.tables[0];
	}
	/** Whether this role writes boards at all. */
	get writes(): boolean {
		return WRITERS.includes(this.#me.role);
	}
	/** Whether the board in view takes changes from this page now. */
	get mayWrite(): boolean {
		const { state, here } = this;
		return this.writes && state?.dialogue.phase === 'open' && here !== undefined && !here.frozen;
	}
	/** The cards of a table that no wall shows yet. */
	waitingAt(table: TableId): readonly WaitingCard[] {
		return (this.state?.waiting ?? []).filter(({ tableId }) => tableId === table);
	}
	get questions(): readonly string[] {
		return this.state?.questions.map(({ id }) => id) ?? [];
	}

	look(table: TableId): void {
		this.#chosen = table;
	}

	/** Opens the table in view; the one before is closed as soon as all of it is kept. */
	follow(): void {
		const { here, state } = this;
		if (!here || !state || this.table?.id === here.id) return;
		const again = this.#leaving.find(({ id }) => id === here.id);
		const left = this.table ? [...this.#leaving, this.table] : this.#leaving;
		this.#leaving = left.filter((table) => table !== again);
		this.table =
			again ??
			new OpenTable(
				{ dialogue: state.dialogue.id, table: here.id, token: this.#token, writes: this.writes },
				() => this.questions,
			);
	}

	/** Closes what was left and is kept by now. */
	tidy(): void {
		const kept = this.#leaving.filter((table) => this.#isKept(table));
		if (kept.length === 0) return;
		this.#leaving = this.#leaving.filter((table) => !kept.includes(table));
		for (const table of kept) table.close();
	}

	/** Whether anything of this page is not kept by the server yet. */
	get hasUnkept(): boolean {
		return [...this.#leaving, this.table].some((table) => table && !this.#isKept(table));
	}

	/** A page that only reads has nothing to keep, and is not told about it either. */
	#isKept({ id, sync }: OpenTable): boolean {
		const isFrozen = this.tables.find((table) => table.id === id)?.frozen ?? false;
		return !this.writes || isFrozen || sync.allKept;
	}

	freeze(tableId: TableId, frozen: boolean): Promise<boolean> {
		return this.#command('table:freeze', { tableId, frozen });
	}
	/** One, or all of these that still wait. */
	admit(tableId: TableId, cards: readonly CardId[]): Promise<boolean> {
		const [cardId] = cards;
		if (cards.length === 1 && cardId) return this.#command('card:admit', { tableId, cardId });
		return this.#command('cards:admit', { tableId, cardIds: [...cards] });
	}
	light(
		tableId: TableId,
		item: { readonly cardId: CardId } | { readonly groupId: GroupId },
	): Promise<boolean> {
		return this.#command('spotlight:set', { target: { tableId, ...item } });
	}
	refuse(tableId: TableId, cardId: CardId, reason: string): Promise<boolean> {
		return this.#command('card:refuse', { tableId, cardId, reason });
	}

	/** A card of somebody without a device. The answer is its number, or why it was not taken. */
	async add(tableId: TableId, card: NewCard): Promise<Added> {
		const answer = await this.live.send('card:add', { tableId, ...card }).catch(() => undefined);
		if (!answer?.ok) return { failure: answer?.rejection.code ?? 'server/fault' };
		return { number: (answer.value as { readonly number: number }).number };
	}

	async #command<N extends CommandName>(name: N, body: Omit<CommandOf<N>, 'id'>): Promise<boolean> {
		this.failure = undefined;
		const answer = await this.live.send(name, body).catch(() => undefined);
		if (answer?.ok) return true;
		this.failure = answer?.rejection.code ?? 'server/fault';
		return false;
	}

	close(): void {
		this.live.close();
		for (const table of this.#leaving) table.close();
		this.table?.close();
	}
}
