import type { Dialogue } from '#server/domain/dialogue.ts';
import { conducts } from '#server/domain/view-for.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import type { DialogueAnswer, DialogueListAnswer } from '#shared/api.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { ROLES, type Role } from '#shared/roles.ts';
import { dialogueFor } from './access.ts';

/** Who shows others the way in. */
const SEES_CODE: readonly Role[] = ['participant', 'host', 'moderator', 'organiser', 'projector'];

/** The dialogue as this role may see it. Rule DI11 in SPEC.md. */
export function createReadDialogue({ records }: { readonly records: Records }) {
	return async function readDialogue(
		caller: Grant,
		id: string,
	): Promise<Result<DialogueAnswer, 'dialogue/not-found'>> {
		const found = await dialogueFor(records, caller, id, ROLES);
		return found.ok ? ok(answerFor(caller.role, found.value.value)) : found;
	};
}

/** All dialogues of the installation, newest date first. */
export function createListDialogues({ records }: { readonly records: Records }) {
	return async function listDialogues(
		caller: Grant,
	): Promise<Result<DialogueListAnswer, 'request/not-found'>> {
		if (caller.role !== 'organiser') return reject('request/not-found', 'there is nothing here');
		const all = (await records.list('dialogue')).map(({ value }) => value);
		all.sort((a, b) => order(b.date, a.date) || b.createdAtMs - a.createdAtMs);
		return ok({
			dialogues: all.map(({ id, title, place, date, phase, code, tables }) => ({
				id,
				title,
				place,
				date,
				phase,
				code,
				tables: tables.length,
			})),
		});
	};
}

/** Field by field: what a record gains later is told to nobody before it is named here. */
export function answerFor(role: Role, dialogue: Dialogue): DialogueAnswer {
	const { id, title, place, date, language, phase, code, settings } = dialogue;
	const { closedAtMs, seatsForgottenAtMs } = dialogue;
	return {
		id,
		title,
		place,
		date,
		language,
		phase,
		...(SEES_CODE.includes(role) && { code }),
		questions: [...dialogue.questions],
		tables: [...dialogue.tables],
		steps: [...dialogue.steps],
		settings,
		...(conducts(role) && dialogue.wlan && { wlan: dialogue.wlan }),
		...(conducts(role) && closedAtMs !== undefined && { closedAtMs }),
		...(conducts(role) && seatsForgottenAtMs !== undefined && { seatsForgottenAtMs }),
	};
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
