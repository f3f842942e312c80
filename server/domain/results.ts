import { RESULTS_SCHEMA_VERSION, type ResultsModel, type ResultsTable } from '#shared/results.ts';
import { byRank, rankedInOrder } from '#shared/rank.ts';
import type { CardId, GroupId, ThemeId } from '#shared/ids.ts';
import type { Tally } from '#shared/state.ts';
import { hangingOn, type Making } from './results-board.ts';
import { answersIn } from './results-evaluation.ts';
import type { ResultsInputs } from './results-inputs.ts';
import { sorted } from './results-order.ts';
import { rankingOf } from './results-ranking.ts';

/** The one model behind every report: rules RS1–RS18 in SPEC.md. */
export function buildResults(inputs: ResultsInputs): ResultsModel {
	const { edition, dialogue, about, boards, held, vote, themes, minutes } = inputs;
	const { sources, evaluation, withRanks = false } = inputs;
	const { id, title, place, date, language } = dialogue;
	const questions = dialogue.questions.map((question) => ({
		id: question.id,
		text: sorted(question.text),
	}));
	const isInternal = edition === 'internal';
	const weigh = weighing(vote?.items ?? null);
	const order = questions.map((one) => one.id);
	const making: Making = { order, weigh, minutes, isInternal, withRanks };
	const tables = inOrder(dialogue.tables, minutes.ranks).map((table): ResultsTable => {
		const board = boards.get(table.id);
		const here = held.filter((card) => card.table === table.id);
		return {
			id: table.id,
			theme: table.theme,
			source: { seq: board?.seq ?? 0 },
			...hangingOn(board?.reading ?? { cards: [], groups: [] }, making),
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
		...(sources && { sources }),
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
		...(evaluation && { evaluation: answersIn(evaluation, minutes.answersOut, isInternal) }),
		...(Object.keys(minutes.sheet).length > 0 && { sheet: sorted(minutes.sheet) }),
		counts: {
			cards,
			groups: groups.length,
			late: held.filter(({ state }) => state === 'late').length,
		},
	};
	return vote ? { ...model, ranking: rankingOf(model) } : model;
}

/** [RS16] As they were set up, but for those that were given another place after the day. */
function inOrder<Table extends { readonly id: string }>(
	tables: readonly Table[],
	ranks: ReadonlyMap<string, string>,
): Table[] {
	return rankedInOrder(tables)
		.map((table) => ({ table, id: table.id, rank: ranks.get(table.id) ?? table.rank }))
		.sort(byRank)
		.map(({ table }) => table);
}

/** [RS7] Without a tally no field at all; with one, a zero where nobody put a dot. */
function weighing(tally: Tally['items'] | null): Making['weigh'] {
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
