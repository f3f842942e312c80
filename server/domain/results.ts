import type { BoardCard, BoardGroup, CardKind } from '#shared/board.ts';
import type { CardId, GroupId, TableId, ThemeId } from '#shared/ids.ts';
import { mergedOf } from '#shared/merging.ts';
import { byRank } from '#shared/rank.ts';
import {
	RESULTS_SCHEMA_VERSION,
	type HeldCard,
	type ResultsCard,
	type ResultsGroup,
	type ResultsModel,
	type ResultsTable,
} from '#shared/results.ts';
import type { Tally } from '#shared/state.ts';
import type { Dialogue } from './dialogue.ts';
import { rankingOf } from './results-ranking.ts';

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
	/** What people said about the day, counted; absent: nobody was asked. */
	readonly evaluation?: NonNullable<ResultsModel['evaluation']>;
}

/** Nothing was changed after the day. */
export const UNTOUCHED_MINUTES: MinutesReading = {
	corrections: new Map(),
	leftOut: new Set(),
	recommendations: [],
	measures: [],
	sheet: {},
};

type Weigh = (item: string) => { dots?: number; counted?: number };
interface Making {
	readonly order: readonly string[];
	readonly weigh: Weigh;
	readonly minutes: MinutesReading;
	readonly isInternal: boolean;
}

/** The one model behind every report: rules RS1–RS15 in SPEC.md. */
export function buildResults(inputs: ResultsInputs): ResultsModel {
	const { edition, dialogue, about, boards, held, vote, themes, minutes } = inputs;
	const { id, title, place, date, language } = dialogue;
	const questions = dialogue.questions.map((question) => ({
		id: question.id,
		text: sorted(question.text),
	}));
	const isInternal = edition === 'internal';
	const weigh = weighing(vote?.items ?? null);
	const making: Making = { order: questions.map((one) => one.id), weigh, minutes, isInternal };
	const tables = dialogue.tables.map((table): ResultsTable => {
		const board = boards.get(table.id);
		const here = held.filter((card) => card.table === table.id);
		return {
			id: table.id,
			theme: table.theme,
			source: { seq: board?.seq ?? 0 },
			...filled(board?.reading ?? { cards: [], groups: [] }, making),
			...(isInternal && here.length > 0 && { held: here.map(({ table: _, ...card }) => card) }),
		};
	});
	const all = tables.flatMap((table) => table.questions);
	const groups = all.flatMap((question) => question.groups);
	const cards = [...all, ...groups].reduce((sum, where) => sum + where.cards.length, 0);
	const seen = seenIn(tables);
	const model: ResultsModel = {
		schema: RESULTS_SCHEMA_VERSION,
		edition,
		dialogue: { id, title, place, date, language },
		about,
		steps: dialogue.steps.map((step) => ({
			...step,
			...(step.instruction && { instruction: sorted(step.instruction) }),
		})),
		questions,
		tables,
		...(vote && { vote: vote.terms }),
		...(themes.length > 0 && {
			themes: themes.map((theme) => ({
				id: theme.id,
				title: theme.title,
				items: theme.items.filter((item) => seen.has(item)),
				...weigh(theme.id),
			})),
		}),
		...(minutes.recommendations.length > 0 && {
			recommendations: minutes.recommendations.map((one) => onlySeen(one, seen)),
		}),
		...(minutes.measures.length > 0 && {
			measures: minutes.measures.map((one) => onlySeen(one, seen)),
		}),
		...(inputs.evaluation && { evaluation: inputs.evaluation }),
		...(Object.keys(minutes.sheet).length > 0 && { sheet: sorted(minutes.sheet) }),
		counts: {
			cards,
			groups: groups.length,
			late: held.filter(({ state }) => state === 'late').length,
		},
	};
	return vote ? { ...model, ranking: rankingOf(model) } : model;
}

/** A board by questions, and beside it what only the internal edition has. */
function filled(
	{ cards, groups }: BoardReading,
	making: Making,
): Pick<ResultsTable, 'questions' | 'aside'> {
	const { order, weigh, minutes, isInternal } = making;
	const { leftOut } = minutes;
	const known = new Map(groups.map((group) => [group.id, group]));
	// [RS4] a group draws its cards to its own question; [RS5] what names no question stands under the first one
	const place = (question: string): string | undefined =>
		order.includes(question) ? question : order[0];
	const groupOf = (card: BoardCard): BoardGroup | undefined => card.group && known.get(card.group);
	const isIn = (card: BoardCard): boolean =>
		card.state === 'shown' && !leftOut.has(card.id) && !leftOut.has(groupOf(card)?.id ?? '');
	const shown = cards.filter(isIn).sort(byRank);
	const aside = cards.filter((card) => card.state !== 'withdrawn' && !isIn(card)).sort(byRank);

	const { hanging, parts } = mergedOf(shown, (card) => card.mergedInto);
	const inGroup = Map.groupBy(hanging, (card) => groupOf(card)?.id);
	const ungrouped = Map.groupBy(inGroup.get(undefined) ?? [], ({ question }) => place(question));
	const named = Map.groupBy(
		groups.filter((group) => inGroup.has(group.id)).sort(byRank),
		({ question }) => place(question),
	);
	// [RS15]
	const asCards = (all: readonly BoardCard[] = []): ResultsCard[] =>
		all.flatMap((card) => [
			asResult(card, making),
			...(parts.get(card.id) ?? []).map((one) => asResult(one, making, card.id)),
		]);
	return {
		questions: order.map((question) => ({
			id: question,
			groups: (named.get(question) ?? []).map((group): ResultsGroup => ({
				id: group.id,
				title: minutes.corrections.get(group.id)?.text ?? group.title,
				cards: asCards(inGroup.get(group.id)),
				...weigh(group.id),
			})),
			cards: asCards(ungrouped.get(question)),
		})),
		...(isInternal &&
			aside.length > 0 && {
				aside: aside.map((card) => ({
					...asResult(card, making),
					question: place(groupOf(card)?.question ?? card.question) ?? '',
				})),
			}),
	};
}

/** [RS6] [RS11] The text as it stands or as it was corrected, with the author's own words where they differ. */
function asResult(card: BoardCard, { weigh, minutes }: Making, carrier?: CardId): ResultsCard {
	const corrected = minutes.corrections.get(card.id);
	const text = corrected?.text ?? card.text;
	const kind = corrected?.kind ?? card.kind;
	return {
		id: card.id,
		number: card.number,
		text,
		...(card.original !== text && { original: card.original }),
		lang: card.lang,
		...(kind && { kind }),
		...(card.round !== undefined && { round: card.round }),
		...(carrier && { mergedInto: carrier }),
		translations: sorted(card.translations),
		...weigh(card.id),
	};
}

/** [RS7] Without a tally no field at all; with one, a zero where nobody put a dot. */
function weighing(tally: Tally['items'] | null): Weigh {
	if (!tally) return () => ({});
	const items: Readonly<Record<string, { dots: number; counted: number }>> = tally;
	return (item) => {
		const found = Object.hasOwn(items, item) ? items[item] : undefined;
		return { dots: found?.dots ?? 0, counted: found?.counted ?? 0 };
	};
}

/** The ids of all cards and groups that stand under a question: others are not told by a reference either. */
function seenIn(tables: readonly ResultsTable[]): ReadonlySet<string> {
	const seen = new Set<string>();
	for (const { questions } of tables)
		for (const { groups, cards } of questions) {
			for (const card of cards) seen.add(card.id);
			for (const group of groups) {
				seen.add(group.id);
				for (const card of group.cards) seen.add(card.id);
			}
		}
	return seen;
}

function onlySeen<T extends { from: (CardId | GroupId | ThemeId)[] }>(
	one: T,
	seen: ReadonlySet<string>,
): T {
	return { ...one, from: one.from.filter((item) => item.startsWith('h_') || seen.has(item)) };
}

/** The same entries in the order of their keys: equal contents make equal bytes. */
function sorted<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
	return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
