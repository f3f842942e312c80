import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Grant, Records, Versioned } from '#server/ports/records.ts';
import { isId, type DialogueId } from '#shared/ids.ts';
import { reject, type Result } from '#shared/rejections.ts';
import type { Role } from '#shared/roles.ts';

/** The one answer to "there is none" and "not for you": nobody learns which dialogues exist. */
export const NO_DIALOGUE = reject('dialogue/not-found', 'there is no such dialogue for this token');

/**
 * The dialogue, if this caller has one of these roles in it. Organisers have every dialogue of the installation.
 *
 * @param id - as a stranger wrote it
 */
export async function dialogueFor(
	records: Records,
	caller: Grant,
	id: string,
	roles: readonly Role[],
): Promise<Result<Versioned<Dialogue>, 'dialogue/not-found'>> {
	if (!isId('d_', id) || !belongs(caller, id) || !roles.includes(caller.role)) return NO_DIALOGUE;
	const value = await records.get('dialogue', id);
	return value ? { ok: true, value } : NO_DIALOGUE;
}

function belongs(caller: Grant, dialogue: DialogueId): boolean {
	return caller.role === 'organiser' || caller.dialogue === dialogue;
}
