import { placedCards } from '#server/domain/placed-cards.ts';
import type { TakenOver } from '#server/ports/import-reader.ts';
import type { Brought } from '#server/ports/records.ts';
import { boardOf, minutesOf, themesOf } from '#server/rooms/taking-over.ts';
import { AboutBody, CreateDialogueBody } from '#shared/api.ts';
import { checked } from '#shared/checked.ts';
import { LIMITS } from '#shared/limits.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { ResultsModelSchema, type ResultsCard, type ResultsModel } from '#shared/results.ts';

/**
 * Everything of which a dialogue is made, out of a file: the JSON export of another installation. Its work is that of a
 * process beside the server (`import-process.ts`). Rules IM1–IM6 in SPEC.md.
 */
export function readImport(file: Uint8Array): Result<TakenOver> {
	const given = jsonIn(file);
	if (!given.ok) return given;
	const results = checked(ResultsModelSchema, given.value);
	return results.ok ? takenOver(results.value) : results;
}

function jsonIn(file: Uint8Array): Result<unknown> {
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
		return ok(JSON.parse(text) as unknown);
	} catch {
		return reject('request/invalid', 'the body is not JSON');
	}
}

function takenOver(results: ResultsModel): Result<TakenOver> {
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
	return ok({
		body: body.data,
		about: about.data,
		brought: broughtBy(results),
		tables: results.tables.map(({ id, theme }) => ({ id, theme })),
		boards,
		minutes: minutesOf(results),
		themes: themesOf(results),
	});
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

/** The first thing that no dialogue of ours can have; undefined: none. Names the place, never what stands there. */
function faultIn({ tables }: ResultsModel): string | undefined {
	const seen = new Set<string>();
	const isTwice = (id: string) => seen.size === seen.add(id).size;
	for (const table of tables) {
		if (isTwice(table.id)) return 'a table stands there twice';
		const cards = [...placedCards(table)];
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
