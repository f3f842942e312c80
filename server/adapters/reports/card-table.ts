import { textIn } from '#shared/languages.ts';
import type { ResultsCard, ResultsModel } from '#shared/results.ts';
import { allCards } from './cards-of.ts';
import { isGerman, KINDS, languageName, TRANSLATED_BY } from './german.ts';

/** The columns of every table with one row a card. Programs of towns read them by name: never renamed, only added to. */
export const CARD_COLUMNS = [
	'Tisch',
	'Leitfrage',
	'Gruppe',
	'Nr.',
	'Text',
	'Sprache',
	'Ursprünglicher Text',
	'Übersetzung',
	'Übersetzt von',
	'Art',
	'Runde',
	'Punkte',
	'Punkte der Gruppe',
	'Kennung',
	'Stand',
	'Liegt auf Nr.',
] as const;

/** A text, a number, or nothing. */
export type CardCell = string | number | null;
export type CardRow = Readonly<Record<(typeof CARD_COLUMNS)[number], CardCell>>;

/** One row a card, in the order of the results. Texts are as people wrote them: each format makes them harmless itself. */
export function cardRows({ dialogue, questions, tables }: ResultsModel): CardRow[] {
	const asked = new Map(questions.map(({ id, text }) => [id, textIn(text, dialogue.language)]));
	return tables.flatMap((table) => {
		const { theme, questions: answered, aside = [], held = [] } = table;
		const numbers = new Map(allCards(table).map(({ id, number }) => [id, number]));
		const row = (
			card: ResultsCard,
			id: string,
			group: string | null,
			groupDots: number | null,
			state: string,
		): CardRow => ({
			Tisch: theme,
			Leitfrage: asked.get(id) ?? id,
			Gruppe: group,
			'Nr.': card.number,
			Text: card.text,
			Sprache: languageName(card.lang),
			'Ursprünglicher Text': card.original ?? null,
			...translation(card, dialogue.language),
			Art: card.kind ? KINDS[card.kind] : null,
			Runde: card.round ?? null,
			Punkte: dotsOf(card),
			'Punkte der Gruppe': groupDots,
			Kennung: card.id,
			Stand: state,
			'Liegt auf Nr.': card.mergedInto ? (numbers.get(card.mergedInto) ?? null) : null,
		});
		return [
			...answered.flatMap(({ id, groups, cards }) => [
				...groups.flatMap((group) =>
					group.cards.map((card) =>
						row(card, id, group.title || 'Gruppe ohne Namen', dotsOf(group), STATES.shown),
					),
				),
				...cards.map((card) => row(card, id, null, null, STATES.shown)),
			]),
			...aside.map((card) => row(card, card.question, null, null, STATES.aside)),
			...held.map(({ question, state, ...card }) => ({
				...row({ ...card, number: 0, translations: {} }, question, null, null, STATES[state]),
				'Nr.': null,
			})),
		];
	});
}

/** All but the first are in the internal edition alone. */
const STATES = {
	shown: 'gezeigt',
	aside: 'beiseitegelegt',
	waiting: 'wartet auf Freigabe',
	late: 'nach Schluss gekommen',
} as const;

/** All dots, from devices and counted by hand; null where no vote was revealed. */
function dotsOf(item: { readonly dots?: number; readonly counted?: number }): number | null {
	if (item.dots === undefined && item.counted === undefined) return null;
	return (item.dots ?? 0) + (item.counted ?? 0);
}

/** Into the dialogue's language, and by whom. */
function translation(
	card: ResultsCard,
	language: string,
): Pick<CardRow, 'Übersetzung' | 'Übersetzt von'> {
	const into = Object.entries(card.translations).find(
		([lang]) => lang === language || (isGerman(language) && isGerman(lang)),
	)?.[1];
	return {
		Übersetzung: into?.text ?? null,
		'Übersetzt von': into ? TRANSLATED_BY[into.by] : null,
	};
}
