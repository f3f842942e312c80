import type { Board } from '#lib/board/board.svelte.ts';
import type { Sorting } from '#lib/board/sorting.ts';
import type { Undo } from '#lib/board/undo.svelte.ts';
import type { CardId, GroupId } from '#shared/ids.ts';
import type { WaitingCard } from '#shared/state.ts';
import type { InHand } from './at-work.svelte.ts';
import type { Added, NewCard } from './paper.svelte.ts';
import type { TableMemory } from './table-memory.ts';
import type { WaitsFor } from './waits-for.ts';

/** What of a table can stand in the light. */
export type LightTarget = { readonly cardId: CardId } | { readonly groupId: GroupId };

/** A board that a wall is drawn from: a table's, or the one for trying out. */
export interface HostedTable {
	readonly board: Board;
	readonly sorting: Sorting;
	readonly undo: Undo;
	/** What this device keeps of it; undefined: nothing. */
	readonly memory?: TableMemory;
	/** Who else works here; undefined: nobody can. */
	readonly atWork?: {
		at(id: CardId | GroupId): 'editing' | 'dragging' | undefined;
		say(hand: InHand): void;
	};
}

/** What goes through the server instead of the board. */
export interface Deeds {
	/** Whether this page may change the board now. */
	readonly mayWrite: boolean;
	readonly waiting: readonly WaitingCard[];
	/** What those that came in time wait for. */
	readonly waitsFor: WaitsFor;
	light?(target: LightTarget): Promise<boolean>;
	add(card: NewCard): Promise<Added>;
	/** By one decision. */
	admit(cards: readonly CardId[]): Promise<boolean>;
	refuse(card: CardId, reason: string): Promise<boolean>;
}
