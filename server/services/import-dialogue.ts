import * as Y from 'yjs';
import type { Brought, Grant } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { newBoard } from '#server/rooms/new-board.ts';
import { AboutBody, CreateDialogueBody } from '#shared/api.ts';
import { BOARD } from '#shared/board.ts';
import { DESK } from '#shared/desk.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { between } from '#shared/rank.ts';
import { reject, type Result } from '#shared/rejections.ts';
import type { ResultsCard, ResultsModel, ResultsTable } from '#shared/results.ts';
import { THEMES } from '#shared/themes.ts';
import type { createCreateDialogue, CreatedDialogue } from './create-dialogue.ts';

interface Needs {
	readonly log: UpdateLog;
	readonly createDialogue: ReturnType<typeof createCreateDialogue>;
}

/**
 * Takes a dialogue over from its results: boards, themes, agreements, what the organiser said, and the dots of a revealed
 * vote. Cards, groups, tables and questions keep their ids and numbers; the dialogue, its code and its links are new. Cards
 * that waited or were late come set aside: their seats are not here. Rules IM1–IM4 in SPEC.md.
 */
export function createImportDialogue({ log, createDialogue }: Needs) {
	return async function importDialogue(
		caller: Grant,
		results: ResultsModel,
	): Promise<Result<CreatedDialogue>> {
		if (caller.role !== 'organiser') return reject('request/not-found', 'there is nothing here');
		const about = AboutBody.safeParse(results.about);
		const body = CreateDialogueBody.safeParse({
			...pickDialogue(results),
			questions: results.questions,
			tables: results.tables.map(({ theme }) => ({ theme })),
			steps: results.steps,
		});
		if (!body.success || !about.success) return reject('import/invalid', 'about the dialogue');
		const fault = faultIn(results);
		if (fault !== undefined) return reject('import/invalid', fault);
		const boards = new Map(results.tables.map((table) => [table.id, boardOf(table)]));
		const tooLarge = [...boards.values()].some(({ length }) => length > LIMITS.boardBytesMax);
		if (tooLarge) return reject('import/invalid', 'a board is larger than one can be');

		const brought = broughtBy(results);
		const created = await createDialogue(caller, body.data, {
			tables: results.tables.map(({ id, theme }) => ({ id, theme })),
			firstEntry: ({ id }) => boards.get(id) ?? newBoard(),
			also: (id) => [
				{ kind: 'about', id, dialogue: id, was: null, value: { ...about.data, brought } },
			],
		});
		if (!created.ok) return created;
		// nobody has a token of it yet, so nobody has opened the desk
		const { id } = created.value.dialogue;
		await begin(id, 'minutes', minutesOf(results));
		await begin(id, 'themes', themesOf(results));
		return created;
	};

	async function begin(dialogue: DialogueId, id: 'minutes' | 'themes', update: Uint8Array) {
		const doc = { dialogue, kind: 'desk', id } as const;
		const { epoch } = await log.open(doc);
		const answer = await log.append(doc, { seq: 0, epoch }, update);
		if (!answer.ok) throw new Error(`the desk of a new dialogue is not empty: ${answer.why}`);
	}
}

function pickDialogue({ dialogue: { title, place, date, language } }: ResultsModel) {
	return { title, place, date, language };
}

/** What comes from the other installation and is made by nobody here: the vote's dots and the evaluation. */
function broughtBy({ vote, ranking = [], evaluation }: ResultsModel): Brought {
	const items = Object.fromEntries(
		ranking.map(({ item, dots, counted }) => [item, { dots, counted }]),
	);
	return { ...(vote && { vote, items }), ...(evaluation && { evaluation }) };
}

/** Every card with where it stands: under a question, in a group, or set aside. */
function* cardsOf(table: ResultsTable) {
	for (const { id: question, groups, cards } of table.questions) {
		for (const group of groups)
			for (const card of group.cards) yield { card, question, group: group.id, state: 'shown' };
		for (const card of cards) yield { card, question, group: undefined, state: 'shown' };
	}
	for (const { question, ...card } of table.aside ?? [])
		yield { card, question, group: undefined, state: 'aside' };
	const { question: first } = { question: table.questions[0]?.id ?? '' };
	let number = Math.max(0, ...numbersOf(table));
	for (const { id, question, text, lang } of table.held ?? []) {
		const card: ResultsCard = { id, number: ++number, text, lang, translations: {} };
		yield { card, question: question || first, group: undefined, state: 'aside' };
	}
}

function* numbersOf({ questions, aside = [] }: ResultsTable): Generator<number> {
	for (const { number } of aside) yield number;
	for (const { groups, cards } of questions) {
		for (const { number } of cards) yield number;
		for (const group of groups) for (const { number } of group.cards) yield number;
	}
}

/** The first thing that no dialogue of ours can have; undefined: none. Names the place, never what stands there. */
function faultIn({ tables }: ResultsModel): string | undefined {
	const seen = new Set<string>();
	const isTwice = (id: string) => seen.size === seen.add(id).size;
	for (const table of tables) {
		if (isTwice(table.id)) return 'a table stands there twice';
		const cards = [...cardsOf(table)];
		if (cards.length > LIMITS.cardsPerBoardMax) return 'a table has too many cards';
		const groups = table.questions.flatMap((question) => question.groups);
		if (groups.length > LIMITS.groupsPerBoardMax) return 'a table has too many groups';
		for (const { id, title } of groups) {
			if (isTwice(id)) return 'a group stands there twice';
			if (title.length > LIMITS.groupTitleCharsMax) return 'the title of a group is too long';
		}
		for (const { card } of cards) {
			if (isTwice(card.id)) return 'a card stands there twice';
			const texts = [card.text, card.original ?? '', ...translationsOf(card)];
			if (texts.some((text) => text.length > LIMITS.cardTextCharsMax))
				return 'the text of a card is too long';
		}
	}
	return undefined;
}

function translationsOf({ translations }: ResultsCard): string[] {
	return Object.values(translations).map(({ text }) => text);
}

function boardOf(table: ResultsTable): Uint8Array {
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
		for (const { card, question, group, state } of cardsOf(table))
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

function minutesOf({ recommendations = [], measures = [], sheet = {} }: ResultsModel): Uint8Array {
	return updateOf((doc) => {
		let rank = '';
		for (const [root, all] of [
			[DESK.recommendations, recommendations],
			[DESK.measures, measures],
		] as const)
			for (const { id, text, from, ...rest } of all) {
				rank = between(rank, '');
				const fields = { ...rest, rank, text: new Y.Text(text), from: Y.Array.from(from) };
				doc.getMap(root).set(id, entry(fields));
			}
		for (const [field, text] of Object.entries(sheet))
			doc.getMap(DESK.sheet).set(field, new Y.Text(text));
	});
}

function themesOf({ themes = [], tables }: ResultsModel): Uint8Array {
	const tableOf = new Map<string, string>();
	for (const table of tables) {
		for (const { card } of cardsOf(table)) tableOf.set(card.id, table.id);
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
