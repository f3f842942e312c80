import type { ImportReader } from '#server/ports/import-reader.ts';
import type { Grant } from '#server/ports/records.ts';
import { newBoard } from '#server/rooms/new-board.ts';
import { reject, type Result } from '#shared/rejections.ts';
import type { createCreateDialogue, CreatedDialogue } from './create-dialogue.ts';

interface Needs {
	readonly reader: ImportReader;
	readonly createDialogue: ReturnType<typeof createCreateDialogue>;
}

/**
 * Takes a dialogue over from the file that another installation has exported: boards, themes, agreements, what the organiser
 * said, and the dots of a revealed vote. Cards, groups, tables and questions keep their ids and numbers; the dialogue, its
 * code and its links are new. Cards that waited or were late come set aside: their seats are not here. Rules IM1–IM6 in
 * SPEC.md.
 */
export function createImportDialogue({ reader, createDialogue }: Needs) {
	/** @param signal - nobody waits for it any more */
	return async function importDialogue(
		caller: Grant,
		file: Uint8Array,
		signal?: AbortSignal,
	): Promise<Result<CreatedDialogue>> {
		if (caller.role !== 'organiser') return reject('request/not-found', 'there is nothing here');
		const read = await reader.read(file, signal);
		if (!read.ok) return read;
		const { body, about, brought, tables, boards, minutes, themes } = read.value;
		return createDialogue(caller, body, {
			tables,
			firstEntry: ({ id }) => boards.get(id) ?? newBoard(),
			desk: { minutes, themes },
			also: (id) => [{ kind: 'about', id, dialogue: id, was: null, value: { ...about, brought } }],
		});
	};
}
