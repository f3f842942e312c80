import type { BoardCard, BoardGroup } from '#shared/board.ts';
import type { CardId, GroupId, TableId } from '#shared/ids.ts';
import { byRank } from '#shared/rank.ts';
import {
	RESULTS_SCHEMA_VERSION,
	type ResultsCard,
	type ResultsGroup,
	type ResultsModel,
} from '#shared/results.ts';
import type { Tally } from '#shared/state.ts';
import type { Dialogue } from './dialogue.ts';

/** A board document as plain values, in no order, with nothing left out. */
export interface BoardReading {
	readonly cards: readonly BoardCard[];
	readonly groups: readonly BoardGroup[];
}

/** What the results are made of: read once, then never looked at again. */
export interface ResultsInputs {
	readonly dialogue: Pick<
		Dialogue,
		'id' | 'title' | 'place' | 'date' | 'language' | 'questions' | 'tables'
	>;
	/** A table without a board has no cards. `seq`: the board's number in its log at which it was read. */
	readonly boards: ReadonlyMap<TableId, { readonly seq: number; readonly reading: BoardReading }>;
	/** The dots of a revealed vote; null where there is none to be seen. */
	readonly tally: Tally['items'] | null;
}

type ResultsTable = ResultsModel['tables'][number];
type Weigh = (item: CardId | GroupId) => { dots?: number; counted?: number };

/** The one model behind every report: rules RS1–RS8 in SPEC.md. */
export function buildResults({ dialogue, boards, tally }: ResultsInputs): ResultsModel {
	const { id, title, place, date, language } = dialogue;
	const questions = dialogue.questions.map((question) => ({
		id: question.id,
		text: sorted(question.text),
	}));
	const order = questions.map((question) => question.id);
	const tables = dialogue.tables.map((table): ResultsTable => {
		const board = boards.get(table.id);
		return {
			id: table.id,
			theme: table.theme,
			source: { seq: board?.seq ?? 0 },
			questions: board
				? byQuestion(board.reading, order, weighing(tally))
				: order.map((question) => ({ id: question, groups: [], cards: [] })),
		};
	});
	const all = tables.flatMap((table) => table.questions);
	const groups = all.flatMap((question) => question.groups);
	const cards = [...all, ...groups].reduce((sum, where) => sum + where.cards.length, 0);
	return {
		schema: RESULTS_SCHEMA_VERSION,
		dialogue: { id, title, place, date, language },
		questions,
		tables,
		counts: { cards, groups: groups.length },
	};
}

function byQuestion(
	{ cards, groups }: BoardReading,
	order: readonly string[],
	weigh: Weigh,
): ResultsTable['questions'] {
	const shown = cards.filter(({ state }) => state === 'shown').sort(byRank);
	const known = new Map(groups.map((group) => [group.id, group]));
	// [RS4] a group draws its cards to its own question; [RS5] what names no question stands under the first
	const place = (question: string): string | undefined =>
		order.includes(question) ? question : order[0];
	const groupOf = (card: BoardCard): BoardGroup | undefined => card.group && known.get(card.group);

	const inGroup = Map.groupBy(shown, (card) => groupOf(card)?.id);
	const ungrouped = Map.groupBy(inGroup.get(undefined) ?? [], ({ question }) => place(question));
	const filled = Map.groupBy(
		groups.filter((group) => inGroup.has(group.id)).sort(byRank),
		({ question }) => place(question),
	);
	return order.map((question) => ({
		id: question,
		groups: (filled.get(question) ?? []).map((group): ResultsGroup => ({
			id: group.id,
			title: group.title,
			cards: (inGroup.get(group.id) ?? []).map((card) => asResult(card, weigh)),
			...weigh(group.id),
		})),
		cards: (ungrouped.get(question) ?? []).map((card) => asResult(card, weigh)),
	}));
}

function asResult(card: BoardCard, weigh: Weigh): ResultsCard {
	return {
		id: card.id,
		number: card.number,
		text: card.text,
		...(card.original !== card.text && { original: card.original }),
		lang: card.lang,
		...(card.kind && { kind: card.kind }),
		...(card.round !== undefined && { round: card.round }),
		translations: sorted(card.translations),
		...weigh(card.id),
	};
}

/** [RS7] Without a tally no field at all; with one, a zero where nobody put a dot. */
function weighing(tally: Tally['items'] | null): Weigh {
	if (!tally) return () => ({});
	return (item) => {
		const found = Object.hasOwn(tally, item) ? tally[item] : undefined;
		return { dots: found?.dots ?? 0, counted: found?.counted ?? 0 };
	};
}

/** The same entries in the order of their keys: equal contents make equal bytes. */
function sorted<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
	return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
