import type { ResultsGroup, ResultsModel } from '#shared/results.ts';
import { agreements } from './agreements.ts';
import type { Bar, Block } from './blocks.ts';
import { means } from './evaluation.ts';
import { counted } from './frame/frame.ts';
import { heightOf } from './heights.ts';
import { topBars } from './ranking.ts';
import type { Wording } from './wording.ts';
import { LEFT_TO_RIGHT, type Words } from './words.ts';

/** Two pages have room for so many lines of groups, of any number of tables. */
const GROUP_LINES_MAX = 36;
const BARS_MAX = 7;
const AGREED_MAX = 4;
const LINE_CHARS_MAX = 90;

/** What a mayor reads on the way: what mattered most, what was agreed, each table in a few lines. Never over two pages. */
export function briefParts(results: ResultsModel, wording: Wording): Block[] {
	const bars = topBars(results, wording, BARS_MAX).map((bar) => ({
		...bar,
		words: short(bar.words),
		about: shortText(bar.about, 40),
	}));
	const asked = results.evaluation?.map((one) => ({ ...one, text: shortText(one.text, 60) }));
	const second = byTable(results, wording);
	const firstWith = (agreedMax: number): Block[] => [
		{ kind: 'text', words: intro(results, wording) },
		...mattered(bars, wording),
		...agreements(firstAgreed(results, agreedMax), wording),
	];
	// very many tables leave less room for what was agreed
	const first = firstWith(AGREED_MAX);
	const isRoom = pointsOf([...first, ...second]) <= FIRST_PAGE_POINTS + PAGE_POINTS;
	return onTwoPages(isRoom ? first : firstWith(2), second, means(asked, wording, 1));
}

/** What got the most dots. */
export function mattered(rows: readonly Bar[], wording: Wording): Block[] {
	if (rows.length === 0) return [];
	return [
		{ kind: 'heading', level: 1, words: wording.say(wording.frame.top) },
		{ kind: 'bars', rows },
	];
}

/**
 * Where all does not fit one page, the second part begins on the second one, if it fits there. `last` is left out where
 * there is no room for it.
 */
function onTwoPages(
	first: readonly Block[],
	second: readonly Block[],
	last: readonly Block[],
): Block[] {
	const [above, below, rest] = [first, second, last].map(pointsOf) as [number, number, number];
	const isRoom = above + below + rest <= FIRST_PAGE_POINTS + PAGE_POINTS;
	const newPage =
		above <= FIRST_PAGE_POINTS &&
		above + below + rest > FIRST_PAGE_POINTS &&
		below + (isRoom ? rest : 0) <= PAGE_POINTS;
	const [opening, ...more] = [...second, ...(isRoom ? last : [])];
	if (opening?.kind !== 'heading') return [...first];
	return [...first, { ...opening, ...(newPage && { begins: 'new-page' }) }, ...more];
}

function pointsOf(blocks: readonly Block[]): number {
	return blocks.reduce((sum, block) => sum + heightOf(block), 0);
}

/** So much fits a page by our estimate, with some room left; on the first one stand title and logo. */
const PAGE_POINTS = 640;
const FIRST_PAGE_POINTS = 560;

/** `{cards} und {groups} an {tables}` */
export function sums({ counts, tables }: ResultsModel, { frame }: Wording) {
	return {
		cards: counted(frame.cards, counts.cards, frame),
		groups: counted(frame.groups, counts.groups, frame),
		tables: counted(frame.atTables, tables.length, frame),
	};
}

/** The first agreements, each in a few lines. */
export function firstAgreed(results: ResultsModel, agreedMax = AGREED_MAX): ResultsModel {
	const first = <T extends { text: string }>(all: readonly T[] = []): T[] =>
		all.slice(0, agreedMax).map((one) => ({ ...one, text: shortText(one.text, 160), from: [] }));
	return {
		...results,
		measures: first(results.measures).map((one) => ({ ...one, carer: shortText(one.carer, 60) })),
		recommendations: first(results.recommendations).map((one) => ({
			...one,
			addressee: shortText(one.addressee, 60),
		})),
	};
}

export function short(words: Words, charsMax = LINE_CHARS_MAX): Words {
	return { ...words, lines: [shortText(words.lines.join(' '), charsMax)] };
}

function shortText(text: string, charsMax: number): string {
	const one = text.replace(/\s+/g, ' ');
	if (one.length <= charsMax) return one;
	const cut = one.slice(0, charsMax - 1).toWellFormed();
	const blank = cut.lastIndexOf(' ');
	return `${(blank > charsMax / 2 ? cut.slice(0, blank) : cut).replace(/[\s\uFFFD]+$/, '')} …`;
}

function intro(results: ResultsModel, wording: Wording): Words {
	const { noCardsAtAll, briefIntro } = wording.frame;
	return results.counts.cards === 0
		? wording.say(noCardsAtAll)
		: wording.say(briefIntro, sums(results, wording));
}

function byTable(results: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	const { tables } = results;
	if (tables.length === 0) return [];
	// a table takes its line, and what is left is shared by the groups
	const each = Math.max(0, Math.floor((GROUP_LINES_MAX - tables.length) / tables.length));
	return [
		{ kind: 'heading', level: 1, words: wording.say(frame.byTable) },
		{
			kind: 'table',
			columns: [
				{ name: frame.facts.tables, share: each > 0 ? 28 : 80 },
				{ name: frame.facts.cards, share: each > 0 ? 12 : 20 },
				...(each > 0 ? [{ name: frame.largest, share: 60 }] : []),
			],
			rows: tables.map(({ theme, questions }) => {
				const groups = questions.flatMap((question) => question.groups);
				const cards = questions.reduce(
					(sum, { groups: inGroups, cards: alone }) =>
						inGroups.reduce((more, group) => more + group.cards.length, sum + alone.length),
					0,
				);
				const first = groups.toSorted(byWeight).slice(0, Math.min(3, each));
				return [
					[short(wording.theme(theme), each > 0 ? 48 : 70)],
					[wording.say(String(cards))],
					...(each > 0 ? [first.map((group) => titled(group, wording))] : []),
				];
			}),
		},
	];
}

/** By dots where there was a vote, else by their cards; equals stay as they stand. */
function byWeight(a: ResultsGroup, b: ResultsGroup): number {
	const dots = (group: ResultsGroup) => (group.dots ?? 0) + (group.counted ?? 0);
	return dots(b) - dots(a) || b.cards.length - a.cards.length;
}

function titled(group: ResultsGroup, wording: Wording): Words {
	const title = short(wording.group(group.title), 60);
	const about = counted(wording.frame.cards, group.cards.length, wording.frame);
	// in brackets it would be turned around behind words from right to left
	const turned = title.direction === 'rtl' ? LEFT_TO_RIGHT : '';
	return { ...title, lines: [`${title.lines.join(' ')} (${turned}${about})`] };
}
