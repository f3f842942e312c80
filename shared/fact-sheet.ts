import type { ResultsModel } from './results.ts';

/**
 * The fact sheet (Steckbrief): what other towns read about a dialogue. Its fields are those of the state's form; their
 * headings stand in `messages/sheet`. What somebody has written holds; else what is known of the day is offered.
 */
export const SHEET_FIELDS = [
	'town',
	'population',
	'county',
	'region',
	'contact',
	'phone',
	'mail',
	'concept',
	'occasion',
	'support',
	'themes',
	'people',
	'course',
	'outcome',
	'results',
	'costs',
	'advice',
] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];

/** In these stands one line. */
export const SHEET_LINES: readonly SheetField[] = [
	'population',
	'county',
	'region',
	'phone',
	'mail',
];
/** Facts about the town, which stand together above the rest. */
export const SHEET_FACTS: readonly SheetField[] = ['town', ...SHEET_LINES, 'contact'];

/** Sentences for what is known; with parameters in braces. */
export type SheetWords = Readonly<
	Record<SheetField, string> &
		Record<'day' | 'format' | 'cards' | 'cardsAlone' | 'mean' | 'rough' | 'grade' | 'dots', string>
>;

export interface SheetEntry {
	readonly id: SheetField;
	readonly heading: string;
	readonly text: string;
}

/** A fact sheet as everybody may read it. */
export interface PublishedSheet {
	readonly title: string;
	readonly place: string;
	readonly date: string;
	readonly entries: readonly SheetEntry[];
	/** Whether search engines may list it. */
	readonly listed: boolean;
	readonly publishedAtMs: number;
}

const RESULTS_MAX = 3;

/** All fields with a text, in their order: the organiser's, else what is offered. An emptied field is left out. */
export function factSheetOf(results: ResultsModel, words: SheetWords): SheetEntry[] {
	const written = results.sheet ?? {};
	return SHEET_FIELDS.map((id) => ({
		id,
		heading: words[id],
		text: Object.hasOwn(written, id) ? written[id]! : offeredFor(id, results, words),
	})).filter(({ text }) => text.trim() !== '');
}

/** Lines of a field that belong together: those that begin with a stroke or a point are a list, told without it. */
export interface SheetPart {
	readonly kind: 'text' | 'list';
	readonly lines: readonly string[];
}

/** A text in its parts; blank lines only part them. */
export function linesIn(text: string): SheetPart[] {
	const parts: { kind: SheetPart['kind'] | 'blank'; lines: string[] }[] = [];
	for (const line of text.split('\n')) {
		const item = /^\s*[–•*-]\s+(.*)$/u.exec(line)?.[1];
		const kind = line.trim() === '' ? 'blank' : item === undefined ? 'text' : 'list';
		const last = parts.at(-1);
		if (last?.kind === kind) last.lines.push(item ?? line);
		else parts.push({ kind, lines: [item ?? line] });
	}
	return parts.filter((part): part is SheetPart & { lines: string[] } => part.kind !== 'blank');
}

/** What is known of the day for this field; empty: nothing. */
export function offeredFor(id: SheetField, results: ResultsModel, words: SheetWords): string {
	const { about, tables, counts, dialogue, questions } = results;
	switch (id) {
		case 'town':
			return dialogue.place;
		case 'concept':
			return lines(
				fill(words.day, { date: dayOf(dialogue.date) }),
				about.aim ?? '',
				tables.length > 0
					? fill(words.format, { tables: tables.length, questions: questions.length })
					: '',
				cardsOf(counts, words),
			);
		case 'support':
			return lines(...(about.moderation ?? []));
		case 'themes':
			return lines(...tables.map(({ theme }) => `– ${theme}`));
		case 'people':
			return lines(...(about.people ?? []).map(({ group, count }) => `– ${group}: ${count}`));
		case 'course':
			return meansOf(results, words, (one) => COURSE.includes(one));
		case 'outcome':
			return meansOf(results, words, (one) => OUTCOME.includes(one));
		case 'results':
			return topOf(results, words);
		case 'advice':
			return lines(...(results.recommendations ?? []).map(({ text }) => `– ${text}`));
		default:
			return '';
	}
}
function cardsOf({ cards, groups }: ResultsModel['counts'], words: SheetWords): string {
	if (cards === 0) return '';
	return fill(groups > 0 ? words.cards : words.cardsAlone, { cards, groups });
}

/** Which answers of the questionnaire tell of how the day went, and which of what came out. */
const COURSE = ['overall', 'voice', 'respect', 'moderation', 'understood'];
const OUTCOME = ['goal', 'followup'];

function meansOf(
	{ evaluation = [] }: ResultsModel,
	words: SheetWords,
	isOne: (id: string) => boolean,
): string {
	return lines(
		...evaluation.flatMap(({ id, text, mean, isRough }) => {
			if (!isOne(id) || mean === undefined) return [];
			const exact = mean.toFixed(1).replace('.', ',');
			const n = isRough ? fill(words.rough, { n: exact }) : exact;
			return [fill(id === 'overall' ? words.grade : words.mean, { text, n })];
		}),
	);
}

/** Three measures, without the people who take care of them; where fewer were agreed, what has the most dots. */
function topOf(results: ResultsModel, words: SheetWords): string {
	const agreed = (results.measures ?? []).map(({ text }) => `– ${text}`);
	const names = new Map<string, string>((results.themes ?? []).map(({ id, title }) => [id, title]));
	for (const { questions } of results.tables)
		for (const { groups, cards } of questions) {
			for (const { id, title } of groups) names.set(id, title);
			for (const { id, text } of [...cards, ...groups.flatMap((group) => group.cards)])
				names.set(id, text);
		}
	const weighed = (results.ranking ?? []).flatMap(({ item, dots, counted }) => {
		const text = names.get(item)?.replace(/\s+/g, ' ');
		return text ? [fill(words.dots, { text, n: dots + counted })] : [];
	});
	return lines(...[...agreed, ...weighed].slice(0, RESULTS_MAX));
}

function lines(...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join('\n');
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
	return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** As an office writes it: 21.11.2026. */
function dayOf(date: string): string {
	return date.split('-').reverse().join('.');
}
