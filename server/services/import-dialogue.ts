import { placedCards } from '#server/domain/placed-cards.ts';
import type { Brought, Grant } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { newBoard } from '#server/rooms/new-board.ts';
import { boardOf, minutesOf, themesOf } from '#server/rooms/taking-over.ts';
import { AboutBody, CreateDialogueBody } from '#shared/api.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { reject, type Result } from '#shared/rejections.ts';
import type { ResultsCard, ResultsModel } from '#shared/results.ts';
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
