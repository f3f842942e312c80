import type { Actor } from '#server/domain/capability.ts';
import { conduct, type ConductCommand } from '#server/domain/conduct.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';

export const NOW_MS = 1_000_000;
export const moderator: Actor = { role: 'moderator' };
export const host: Actor = { role: 'host', table: 't_1' };

let count = 0;
export const uuid = () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;

/** A command without its id, which every call makes afresh. */
export type Bare<C> = C extends { id: string } ? Omit<C, 'id'> : never;
export const press = (dialogue: Dialogue, command: Bare<ConductCommand>, actor = moderator) =>
	conduct(dialogue, { ...command, id: uuid() }, actor, NOW_MS);

export function after(
	dialogue: Dialogue,
	command: Bare<ConductCommand>,
	actor = moderator,
): Dialogue {
	const result = press(dialogue, command, actor);
	if (!result.ok) throw new Error(result.rejection.code);
	return result.value;
}
export const code = (result: ReturnType<typeof conduct>) =>
	result.ok ? 'ok' : result.rejection.code;
