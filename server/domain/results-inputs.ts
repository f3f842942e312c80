import type { BoardCard, BoardGroup, CardKind } from '#shared/board.ts';
import type { CardId, GroupId, TableId, ThemeId } from '#shared/ids.ts';
import type { HeldCard, ResultsModel } from '#shared/results.ts';
import type { Tally } from '#shared/state.ts';
import type { Dialogue } from './dialogue.ts';

/** A board document as plain values, in no order, with nothing left out. */
export interface BoardReading {
	readonly cards: readonly BoardCard[];
	readonly groups: readonly BoardGroup[];
}

/** The minutes in the making as plain values: what the organiser has changed after the day. */
export interface MinutesReading {
	/** Texts of cards, titles of groups, and kinds, in place of those on the board. */
	readonly corrections: ReadonlyMap<string, { readonly text?: string; readonly kind?: CardKind }>;
	/** Cards and groups that stand in no edition but the internal one. */
	readonly leftOut: ReadonlySet<string>;
	/** Places that were given after the day: of cards and groups among those of the board, of tables among `rankedInOrder`. */
	readonly ranks: ReadonlyMap<string, string>;
	/** Open answers of the evaluation that stand in no edition but the internal one, by their key (`answerKey`). */
	readonly answersOut: ReadonlySet<string>;
	readonly recommendations: NonNullable<ResultsModel['recommendations']>;
	readonly measures: NonNullable<ResultsModel['measures']>;
	readonly sheet: Readonly<Record<string, string>>;
}

/** What the results are made of: read once, then never looked at again. */
export interface ResultsInputs {
	readonly edition: ResultsModel['edition'];
	readonly dialogue: Pick<
		Dialogue,
		'id' | 'title' | 'place' | 'date' | 'language' | 'questions' | 'tables' | 'steps'
	>;
	readonly about: ResultsModel['about'];
	/** A table without a board has no cards. `seq`: the board's number in its log at which it was read. */
	readonly boards: ReadonlyMap<TableId, { readonly seq: number; readonly reading: BoardReading }>;
	/** Words that no host has let in, of all tables, the oldest first. */
	readonly held: readonly (HeldCard & { readonly table: TableId })[];
	/** A revealed vote with its dots; null where there is none to be seen. */
	readonly vote: {
		readonly terms: NonNullable<ResultsModel['vote']>;
		readonly items: Tally['items'];
	} | null;
	/** Themes of the whole hall, in their order. */
	readonly themes: readonly {
		readonly id: ThemeId;
		readonly title: string;
		readonly items: readonly (CardId | GroupId)[];
	}[];
	readonly minutes: MinutesReading;
	/** The numbers in their logs at which the documents of the desk were read; absent: that one was not read. */
	readonly sources?: NonNullable<ResultsModel['sources']>;
	/** For the results editor: every card and group with its rank on the board. */
	readonly withRanks?: boolean;
	/** What people said about the day, counted; absent: nobody was asked. */
	readonly evaluation?: NonNullable<ResultsModel['evaluation']>;
}

/** Nothing was changed after the day. */
export const UNTOUCHED_MINUTES: MinutesReading = {
	corrections: new Map(),
	leftOut: new Set(),
	ranks: new Map(),
	answersOut: new Set(),
	recommendations: [],
	measures: [],
	sheet: {},
};
