import type { ResultsModel } from '#shared/results.ts';
import type { Bar, Block } from './blocks.ts';
import { counted, numberIn } from './frame/frame.ts';
import { columnsOf, quiet } from './pieces.ts';
import type { Wording } from './wording.ts';
import type { Words } from './words.ts';

/** So many places are told in the minutes; the table and the data file have all. */
const PLACES_MAX = 100;

type Ranked = NonNullable<ResultsModel['ranking']>[number];

/** What got dots, over all tables; nothing where no vote was revealed. */
export function ranking({ ranking: ranked = [], vote }: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	if (ranked.length === 0) return [];
	return [
		{ kind: 'heading', level: 1, words: wording.say(frame.ranking) },
		...(vote?.criterion ? [{ kind: 'text', words: wording.line(vote.criterion) } as const] : []),
		{
			kind: 'table',
			columns: columnsOf(frame.rankingColumns, [8, 46, 26, 20]),
			rows: ranked
				.slice(0, PLACES_MAX)
				.map((one) => [
					[wording.say(`${one.place}.`)],
					[wordsFor(one, wording)],
					one.table ? [wording.themeOf(one.table)] : [wording.say(frame.wholeHall)],
					dotsCell(one, wording),
				]),
		},
		...(ranked.length > PLACES_MAX
			? [quiet(wording.say(frame.rankingMore, { n: ranked.length - PLACES_MAX }))]
			: []),
	];
}

/** The first places as bars; never cut between two with the same dots without saying so: they share a place. */
export function topBars(results: ResultsModel, wording: Wording, barsMax: number): Bar[] {
	return (results.ranking ?? []).slice(0, barsMax).map((one) => ({
		words: wordsFor(one, wording),
		about: one.table ? wording.themeOf(one.table).lines.join(' ') : wording.frame.wholeHall,
		value: one.dots + one.counted,
		label: counted(wording.frame.dots, one.dots + one.counted, wording.frame),
	}));
}

/** Themes of the whole hall, each with the groups and cards of the tables that belong to it. */
export function hallThemes({ themes = [], tables }: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	if (themes.length === 0) return [];
	const tableOf = new Map<string, string>();
	for (const { id: table, questions } of tables)
		for (const { groups, cards } of questions)
			for (const { id } of [...groups, ...cards, ...groups.flatMap((group) => group.cards)])
				tableOf.set(id, table);
	const columns = columnsOf(frame.themesColumns, [70, 30]);
	return [
		{ kind: 'heading', level: 1, words: wording.say(frame.themes) },
		...themes.flatMap((theme): Block[] => {
			const dots = wording.dots(theme);
			const rows = theme.items.flatMap((item): Words[][][] => {
				const words = wording.item(item);
				const table = tableOf.get(item);
				return words ? [[[words], table ? [wording.themeOf(table)] : []]] : [];
			});
			return [
				{ kind: 'heading', level: 2, words: wording.line(theme.title) },
				...(dots === '' ? [] : [quiet(wording.say(dots))]),
				...(rows.length > 0 ? [{ kind: 'table', columns, rows } as const] : []),
			];
		}),
	];
}

function wordsFor({ item }: Ranked, wording: Wording): Words {
	return wording.item(item) ?? wording.say('–');
}

function dotsCell({ dots, counted: byHand }: Ranked, wording: Wording): Words[] {
	const { frame } = wording;
	const all = wording.say(String(dots + byHand));
	return byHand > 0
		? [all, wording.say(frame.byHand, { n: numberIn(byHand, frame.language) })]
		: [all];
}
