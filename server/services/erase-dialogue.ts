import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DialogueId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/rejections.ts';
import { dialogueFor } from './access.ts';

interface Needs {
	readonly records: Records;
	readonly log: UpdateLog;
	readonly ballots: BallotBox;
	/** Closes every screen that still looks at it. */
	readonly erased: (dialogue: DialogueId) => void;
}

/**
 * Erases a dialogue for good. The record goes last: if the process dies in between, the organiser still sees the dialogue
 * and asks again. Rules DI9–DI10 in SPEC.md.
 */
export function createEraseDialogue({ records, log, ballots, erased }: Needs) {
	return async function eraseDialogue(
		caller: Grant,
		id: string,
	): Promise<Result<undefined, 'dialogue/not-found'>> {
		const found = await dialogueFor(records, caller, id, ['organiser']);
		if (!found.ok) return found;
		const dialogue = found.value.value.id;
		await log.erase(dialogue);
		await ballots.erase(dialogue);
		await records.erase(dialogue);
		erased(dialogue);
		return ok(undefined);
	};
}
