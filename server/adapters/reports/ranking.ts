import type { ResultsModel } from '#shared/results.ts';
import type { Bar, Block } from './blocks.ts';
import { counted } from './frame/frame.ts';
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
			columns: frame.rankingColumns.map((name, at) => ({ name, share: [9, 51, 24, 16][at]! })),
			rows: ranked
				.slice(0, PLACES_MAX)
				.map((one) => [
					[wording.say(`${one.place}.`)],
					[wordsFor(one, wording)],
					one.table ? [wording.themeOf(one.table)] : [wording.say(frame.wholeHall)],
					dotsCell(one, wording),
				]),
		},
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
	return [
		{ kind: 'heading', level: 1, words: wording.say(frame.themes) },
		...themes.flatMap((theme): Block[] => {
			const dots = wording.dots(theme);
			return [
				{ kind: 'heading', level: 2, words: wording.line(theme.title) },
				...(dots === ''
					? []
					: [{ kind: 'text', words: wording.say(dots), look: 'quiet' } as const]),
				{
					kind: 'list',
					items: theme.items.flatMap((item): Words[] => {
						const words = wording.item(item);
						const table = tableOf.get(item);
						if (!words) return [];
						const where = table ? wording.themeOf(table).lines.join(' ') : '';
						return [{ ...words, lines: [`${where}: ${words.lines.join(' ')}`] }];
					}),
				},
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
	return byHand > 0 ? [all, wording.say(counted(frame.counted, byHand, frame))] : [all];
}
