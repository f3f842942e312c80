import { UNTOUCHED, type Dialogue } from '#server/domain/dialogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Grant, Records, Write } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { newBoard } from '#server/rooms/new-board.ts';
import type { CreateDialogueBody } from '#shared/api.ts';
import { DESK_DOCUMENTS, type DeskDocument, type DocName } from '#shared/document.ts';
import { newCode, newId, type DialogueId, type Random, type TableId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { LinkRole } from '#shared/roles.ts';
import { DEFAULT_SETTINGS, type Table } from '#shared/schemas.ts';
import { questionsOf, stepsOf } from './agenda.ts';
import { DEFAULT_QUESTIONS } from './default-questions.ts';
import { firstLink, hashToken, newToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly log: UpdateLog;
	readonly clock: Clock;
	readonly random: Random;
}

/** A fresh dialogue with the tokens of its links; they are told once and not kept. */
export interface CreatedDialogue {
	readonly dialogue: Dialogue;
	readonly tokens: {
		readonly moderator: string;
		readonly projector: string;
		readonly observer: string;
		readonly hosts: Readonly<Record<TableId, string>>;
	};
}

/** What only the start of the server and an import ask for. */
export interface Extras {
	/** Tables with ids of their own, in place of those in the body. */
	readonly tables?: readonly Table[];
	/** What stands on a table's board from the start: an update that holds `info.schema` as well. */
	readonly firstEntry?: (table: Table) => Uint8Array;
	/** What stands in the documents of the desk from the start: one update each. */
	readonly desk?: Readonly<Record<DeskDocument, Uint8Array>>;
	/** Written in the same step as the dialogue. */
	readonly also?: (id: DialogueId) => readonly Write[];
}

const CODE_TRIES_MAX = 20;

/** A new, open dialogue: boards, record, code and links. Rules DI1–DI3 in SPEC.md. */
export function createCreateDialogue({ records, log, clock, random }: Needs) {
	return async function createDialogue(
		caller: Grant,
		body: CreateDialogueBody,
		extras: Extras = {},
	): Promise<Result<CreatedDialogue, 'request/not-found' | 'request/invalid'>> {
		if (caller.role !== 'organiser') return reject('request/not-found', 'there is nothing here');
		const { firstEntry = () => newBoard(), desk, also = () => [] } = extras;
		const id = newId('d_', random);
		const tables =
			extras.tables ?? body.tables.map(({ theme }) => ({ id: newId('t_', random), theme }));
		const questions = questionsOf(body.questions ?? DEFAULT_QUESTIONS, random);
		if (!questions.ok) return questions;
		const steps = stepsOf(body.steps ?? [], tables, random);
		if (!steps.ok) return steps;

		// documents first: once the record is there somebody may write
		await Promise.all([
			...tables.map((table) =>
				begin({ dialogue: id, kind: 'board', id: table.id }, firstEntry(table)),
			),
			...DESK_DOCUMENTS.flatMap((one) =>
				desk ? begin({ dialogue: id, kind: 'desk', id: one }, desk[one]) : [],
			),
		]);
		for (let tries = 0; tries < CODE_TRIES_MAX; tries++) {
			const dialogue: Dialogue = {
				id,
				code: newCode(random),
				title: body.title,
				place: body.place,
				date: body.date,
				language: body.language ?? 'de',
				phase: 'open',
				questions: questions.value,
				tables,
				steps: steps.value,
				settings: { ...DEFAULT_SETTINGS, ...body.settings },
				createdAtMs: clock.nowMs(),
				conduct: UNTOUCHED,
			};
			const tokens = await keep(dialogue, also(id));
			if (tokens) return ok({ dialogue, tokens });
		}
		throw new Error('no free join code was found');
	};

	/** The first entry of a document's log. */
	async function begin(doc: DocName, entry: Uint8Array): Promise<void> {
		const { epoch } = await log.open(doc);
		const answer = await log.append(doc, { seq: 0, epoch }, entry);
		if (!answer.ok) throw new Error(`a new ${doc.kind} is not empty: ${answer.why}`);
	}

	/** Undefined: the code is in use. */
	async function keep(
		dialogue: Dialogue,
		also: readonly Write[],
	): Promise<CreatedDialogue['tokens'] | undefined> {
		const { id, code, tables } = dialogue;
		const links = [
			...(['moderator', 'projector', 'observer'] as const).map((role) => link({ role })),
			...tables.map((table) => link({ role: 'host', table: table.id })),
		];
		const done = await records.write([
			{ kind: 'code', id: code, dialogue: id, was: null, value: { dialogue: id } },
			{ kind: 'dialogue', id, dialogue: id, was: null, value: dialogue },
			...links.flatMap(({ grant, token }) =>
				firstLink({ ...grant, dialogue: id }, hashToken(token)),
			),
			...also,
		]);
		if (!done) return undefined;
		const [moderator, projector, observer, ...hosts] = links.map(({ token }) => token);
		return {
			moderator: moderator!,
			projector: projector!,
			observer: observer!,
			hosts: Object.fromEntries(tables.map((table, at) => [table.id, hosts[at]!])),
		};
	}

	function link(grant: { readonly role: LinkRole; readonly table?: TableId }) {
		return { grant, token: newToken(random) };
	}
}
