import type { Records, Write } from '#server/ports/records.ts';
import type { DialogueId } from '#shared/ids.ts';

/** `taken`: a record is not what it was said to be, nothing was written. `gone`: the dialogue was erased, nothing is left. */
export type Written = 'ok' | 'taken' | 'gone';

/**
 * Writes records of a dialogue, all or none, and looks again whether the dialogue is still there: an erasing that came
 * first has passed over what these writes make, so nobody else would ever delete it.
 */
export async function writeIfThere(
	records: Records,
	dialogue: DialogueId,
	writes: readonly Write[],
): Promise<Written> {
	if (!(await records.write(writes))) return 'taken';
	// a record that was there to be replaced had not been erased
	const replaces = writes.length > 0 && writes.every(({ was }) => typeof was === 'number');
	if (replaces || (await records.get('dialogue', dialogue))) return 'ok';
	await records.erase(dialogue);
	return 'gone';
}
