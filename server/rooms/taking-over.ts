import * as Y from 'yjs';
import { placedCards } from '#server/domain/placed-cards.ts';
import { BOARD } from '#shared/board.ts';
import { DESK } from '#shared/desk.ts';
import { between } from '#shared/rank.ts';
import type { ResultsCard, ResultsModel, ResultsTable } from '#shared/results.ts';
import { THEMES } from '#shared/themes.ts';
import { newBoard } from './new-board.ts';

/** A new board on which the cards and groups of this table hang in their order. */
export function boardOf(table: ResultsTable): Uint8Array {
	return newBoard((doc) => {
		const ranks = new Map<string, string>();
		const nextRank = (list: string): string => {
			const rank = between(ranks.get(list) ?? '', '');
			ranks.set(list, rank);
			return rank;
		};
		const groups = doc.getMap(BOARD.groups);
		for (const { id: question, groups: all } of table.questions)
			for (const { id, title } of all)
				groups.set(id, entry({ title: new Y.Text(title), question, rank: nextRank('groups') }));
		const cards = doc.getMap(BOARD.cards);
		for (const { card, question, group, state } of placedCards(table))
			cards.set(card.id, cardEntry(card, { question, rank: nextRank('cards'), group, state }));
	});
}

function cardEntry(card: ResultsCard, where: Readonly<Record<string, string | undefined>>) {
	const { text, original = text, lang, number, kind, round, mergedInto, translations } = card;
	const made = new Y.Map(
		Object.entries(translations).map(([into, { text: words, by }]) => [into, { text: words, by }]),
	);
	return entry({
		...where,
		text: new Y.Text(text),
		original,
		lang,
		number,
		kind,
		round,
		mergedInto,
		translations: Object.keys(translations).length > 0 ? made : undefined,
	});
}

/** A map of what is there. */
function entry(fields: Readonly<Record<string, unknown>>): Y.Map<unknown> {
	return new Y.Map(Object.entries(fields).filter(([, value]) => value !== undefined));
}

type Agreement = NonNullable<ResultsModel['recommendations' | 'measures']>[number];

/** The document `minutes` of the desk, with the agreements and the fact sheet. */
export function minutesOf({
	recommendations = [],
	measures = [],
	sheet = {},
}: ResultsModel): Uint8Array {
	return updateOf((doc) => {
		let rank = '';
		/** What several people may write at once are shared texts: the results editor knows no others. */
		const agree = (
			root: string,
			{ id, text, ...rest }: Agreement,
			who: Readonly<Record<string, string>>,
		): void => {
			rank = between(rank, '');
			const fields = entry({ ...rest, rank });
			for (const [field, words] of Object.entries({ text, ...who }))
				fields.set(field, new Y.Text(words));
			doc.getMap(root).set(id, fields);
		};
		for (const one of recommendations)
			agree(DESK.recommendations, one, { addressee: one.addressee });
		for (const one of measures) agree(DESK.measures, one, { carer: one.carer });
		for (const [field, text] of Object.entries(sheet))
			doc.getMap(DESK.sheet).set(field, new Y.Text(text));
	});
}

/** The document `themes` of the desk, each theme with its groups and cards. */
export function themesOf({ themes = [], tables }: ResultsModel): Uint8Array {
	const tableOf = new Map<string, string>();
	for (const table of tables) {
		for (const { card } of placedCards(table)) tableOf.set(card.id, table.id);
		for (const { groups } of table.questions)
			for (const { id } of groups) tableOf.set(id, table.id);
	}
	return updateOf((doc) => {
		let rank = '';
		for (const { id: theme, title, items } of themes) {
			rank = between(rank, '');
			doc.getMap(THEMES.themes).set(theme, entry({ title: new Y.Text(title), rank }));
			for (const item of items) {
				rank = between(rank, '');
				doc.getMap(THEMES.members).set(item, { theme, table: tableOf.get(item), rank });
			}
		}
	});
}

function updateOf(fill: (doc: Y.Doc) => void): Uint8Array {
	const doc = new Y.Doc({ gc: false });
	doc.transact(() => fill(doc));
	const update = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return update;
}
