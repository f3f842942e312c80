import { directionOf, textEntry } from '#shared/languages.ts';
import type { ResultsCard, ResultsGroup, ResultsModel } from '#shared/results.ts';
import { dotsOf } from './card-table.ts';
import { germanDate, isGerman, KINDS, languageName, TRANSLATED_BY } from './german.ts';
import { linesOf, plainLine } from './plain-text.ts';

/** What somebody has written, in its language and direction. Every line is fit for XML and PDF. */
export interface Words {
	readonly lines: readonly string[];
	/** Two or three letters, as documents name languages. */
	readonly lang: string;
	readonly direction: 'ltr' | 'rtl';
}

export interface MinutesCard {
	readonly number: number;
	readonly words: Words;
	/** Language, kind, round, dots; empty where there is nothing to say. */
	readonly about: string;
	/** The author's own words and the translations, each with what it is. */
	readonly more: readonly { readonly label: string; readonly words: Words }[];
}

export interface MinutesGroup {
	/** Null where a question has no groups, and so needs no heading for cards in none. */
	readonly title: Words | null;
	/** False: the cards are in no group. */
	readonly isGroup: boolean;
	readonly about: string;
	readonly cards: readonly MinutesCard[];
}

export interface MinutesRow {
	readonly number: number;
	readonly words: Words;
	readonly question: Words;
	readonly group: Words | null;
}

export interface MinutesTable {
	readonly theme: Words;
	/** Only those with cards; none: the table has no cards. */
	readonly questions: readonly { readonly text: Words; readonly groups: readonly MinutesGroup[] }[];
	/** All cards by number. */
	readonly rows: readonly MinutesRow[];
}

/** The minutes in the manner of a German office: what DOCX and PDF draw, in the order in which it is read. */
export interface Minutes {
	readonly title: Words;
	readonly place: Words;
	readonly date: string;
	readonly facts: readonly { readonly label: string; readonly value: string }[];
	readonly tables: readonly MinutesTable[];
}

/** The words of the frame itself. */
export const FRAME = {
	kind: 'Ergebnisprotokoll',
	contents: 'Inhalt',
	noCards: 'Keine Karten.',
	noGroup: 'Ohne Gruppe',
	annex: 'Anhang: Alle Karten nach Nummer',
	columns: ['Nr.', 'Karte', 'Leitfrage', 'Gruppe'],
	language: 'de',
} as const;

/** The minutes of these results. The same results give the same minutes. */
export function minutesOf({ dialogue, questions, tables, counts }: ResultsModel): Minutes {
	const own = dialogue.language;
	const asked = new Map(
		questions.map(({ id, text }) => {
			const [lang, words] = textEntry(text, own) ?? [own, ''];
			return [id, lineOf(words, lang, 'Leitfrage ohne Text')];
		}),
	);
	return {
		title: lineOf(dialogue.title, own, FRAME.kind),
		place: lineOf(dialogue.place, own, 'ohne Ort'),
		date: germanDate(dialogue.date),
		facts: [
			{ label: 'Ort', value: plainLine(dialogue.place) },
			{ label: 'Datum', value: germanDate(dialogue.date) },
			{ label: 'Thementische', value: String(tables.length) },
			{ label: 'Leitfragen', value: String(questions.length) },
			{ label: 'Karten', value: String(counts.cards) },
			{ label: 'Gruppen', value: String(counts.groups) },
		],
		tables: tables.map((table): MinutesTable => {
			const filled = table.questions
				.filter(({ groups, cards }) => groups.length + cards.length > 0)
				.map(({ id, groups, cards }) => ({
					text: asked.get(id) ?? lineOf(id, own, id),
					groups: groupsOf(groups, cards, own),
				}));
			const rows = filled.flatMap(({ text, groups }) =>
				groups.flatMap(({ title, isGroup, cards }) =>
					cards.map(({ number, words }) => ({
						number,
						words,
						question: text,
						group: isGroup ? title : null,
					})),
				),
			);
			return {
				theme: lineOf(table.theme, own, 'Tisch ohne Namen'),
				questions: filled,
				rows: rows.sort((a, b) => a.number - b.number),
			};
		}),
	};
}

function groupsOf(
	groups: readonly ResultsGroup[],
	cards: readonly ResultsCard[],
	own: string,
): MinutesGroup[] {
	const named = groups.map((group) => ({
		title: lineOf(group.title, own, 'Gruppe ohne Namen'),
		isGroup: true,
		about: dotsIn(group),
		cards: group.cards.map((card) => cardOf(card, own)),
	}));
	if (cards.length === 0) return named;
	const rest = cards.map((card) => cardOf(card, own));
	const title = named.length > 0 ? lineOf(FRAME.noGroup, FRAME.language, '') : null;
	return [...named, { title, isGroup: false, about: '', cards: rest }];
}

function cardOf(card: ResultsCard, own: string): MinutesCard {
	const foreign = card.lang !== own && !isGerman(card.lang);
	const about = [
		foreign ? languageName(plainLine(card.lang)) : '',
		card.kind ? KINDS[card.kind] : '',
		card.round === undefined ? '' : `Runde ${card.round}`,
		dotsIn(card),
	];
	const translations = Object.entries(card.translations).map(([lang, { text, by }]) => ({
		label: `${languageName(plainLine(lang))}, ${TRANSLATED_BY[by]}:`,
		words: wordsOf(text, lang),
	}));
	const original =
		card.original === undefined
			? []
			: [{ label: 'Ursprünglich:', words: wordsOf(card.original, card.lang) }];
	return {
		number: card.number,
		words: wordsOf(card.text, card.lang),
		about: about.filter((part) => part !== '').join(', '),
		more: [...original, ...translations],
	};
}

function dotsIn(item: { readonly dots?: number; readonly counted?: number }): string {
	const dots = dotsOf(item);
	return dots === null ? '' : `${dots} ${dots === 1 ? 'Punkt' : 'Punkte'}`;
}

function wordsOf(text: string, lang: string): Words {
	const lines = linesOf(text);
	// blank lines at the ends would only be holes in the page
	while (lines.length > 1 && !isSeen(lines.at(-1)!)) lines.pop();
	while (lines.length > 1 && !isSeen(lines[0]!)) lines.shift();
	return { lines, lang: baseOf(lang), direction: directionIn(lines.join(' '), lang) };
}

/** In one line, as in a heading; `instead` where nothing is to be seen. */
function lineOf(text: string, lang: string, instead: string): Words {
	const line = plainLine(text);
	const base = baseOf(lang);
	if (!isSeen(line)) return { lines: [instead], lang: FRAME.language, direction: 'ltr' };
	return { lines: [line], lang: base, direction: directionIn(line, lang) };
}

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The language says it, unless the letters say otherwise: people write in more languages than they have chosen. */
function directionIn(text: string, lang: string): 'ltr' | 'rtl' {
	const first = /\p{L}/u.exec(text)?.[0];
	if (directionOf(lang) === 'rtl') return first === undefined || RTL.test(text) ? 'rtl' : 'ltr';
	return first !== undefined && RTL.test(first) ? 'rtl' : 'ltr';
}

/** `de-x-leicht` is `de`; no language at all is `und`. */
function baseOf(lang: string): string {
	const base = lang.split('-', 1)[0]!.toLowerCase();
	return /^[a-z]{2,3}$/.test(base) ? base : 'und';
}

/** Whether there is more than blanks, invisible characters and marks on nothing. */
function isSeen(line: string): boolean {
	return /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\p{M}\u2800]/u.test(line);
}
