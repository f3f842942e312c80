import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { DialogueId } from '#shared/ids.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
}

/** A dialogue as this node remembers it: at most a second old. Whoever decides about a right to write asks the records. */
export interface RememberedDialogues {
	(id: DialogueId): Promise<Dialogue | undefined>;
	/** Stops watching the records. */
	stop(): void;
}

const REMEMBERED_MS = 1_000;
const REMEMBERED_MAX = 1_000;

/** When a hall comes back at once, everybody asks for the same dialogue: it is read once. */
export function createRememberedDialogues({ records, clock }: Needs): RememberedDialogues {
	const remembered = new Map<
		DialogueId,
		{ readonly untilMs: number; readonly read: Promise<Dialogue | undefined> }
	>();
	const stop = records.watch((kind, id) => {
		if (kind === 'dialogue') remembered.delete(id as DialogueId);
	});

	function dialogueOf(id: DialogueId): Promise<Dialogue | undefined> {
		const known = remembered.get(id);
		if (known && known.untilMs > clock.nowMs()) return known.read;
		const read = records.get('dialogue', id).then((found) => found?.value);
		const entry = { untilMs: clock.nowMs() + REMEMBERED_MS, read };
		remembered.delete(id);
		remembered.set(id, entry);
		// a Map keeps the order of insertion: the oldest goes first
		if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value!);
		// what failed is asked again, and what does not exist is not kept: it costs a stranger nothing to ask for it
		read.then(
			(dialogue) => dialogue ?? forget(),
			() => forget(),
		);
		return read;

		function forget(): void {
			if (remembered.get(id) === entry) remembered.delete(id);
		}
	}

	return Object.assign(dialogueOf, { stop });
}
