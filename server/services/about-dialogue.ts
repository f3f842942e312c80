import type { Grant, Records, RecordOf } from '#server/ports/records.ts';
import type { Logo } from '#server/ports/report-renderer.ts';
import type { AboutAnswer, AboutBody } from '#shared/api.ts';
import type { DialogueId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { dialogueFor, NO_DIALOGUE } from './access.ts';
import { writeIfThere } from './write-if-there.ts';

/**
 * What the organiser says about the day for the minutes, and the town's logo. Organisers write it, moderators read it.
 * Rule DI14 in SPEC.md.
 */
export function createAboutDialogue({ records }: { readonly records: Records }) {
	async function read(caller: Grant, id: string): Promise<Result<AboutAnswer>> {
		const found = await dialogueFor(records, caller, id, ['moderator', 'organiser']);
		return found.ok ? answer(found.value.value.id) : found;
	}

	/** Only what is named changes. */
	async function change(caller: Grant, id: string, body: AboutBody): Promise<Result<AboutAnswer>> {
		const found = await dialogueFor(records, caller, id, ['organiser']);
		if (!found.ok) return found;
		const dialogue = found.value.value.id;
		const kept = await records.get('about', dialogue);
		const value = { ...kept?.value, ...body };
		const was = kept?.version ?? null;
		const write = { kind: 'about', id: dialogue, dialogue, was, value } as const;
		const written = await writeIfThere(records, dialogue, [write]);
		if (written === 'gone') return NO_DIALOGUE;
		// of two at once both have named what they want: the second one comes upon the first's
		return written === 'ok' ? answer(dialogue) : change(caller, id, body);
	}

	async function answer(id: DialogueId): Promise<Result<AboutAnswer>> {
		const { brought: _, ...about }: Partial<RecordOf['about']> =
			(await records.get('about', id))?.value ?? {};
		return ok({ ...about, logo: (await records.get('logo', id)) !== undefined });
	}

	async function logo(caller: Grant, id: string): Promise<Result<Logo>> {
		const found = await dialogueFor(records, caller, id, ['moderator', 'organiser']);
		if (!found.ok) return found;
		const kept = await records.get('logo', found.value.value.id);
		return kept ? ok(kept.value) : reject('logo/not-found');
	}

	/** null: takes it away. Whether it is a picture was asked before. */
	async function setLogo(
		caller: Grant,
		id: string,
		value: Logo | null,
	): Promise<Result<undefined>> {
		const found = await dialogueFor(records, caller, id, ['organiser']);
		if (!found.ok) return found;
		const dialogue = found.value.value.id;
		const write = { kind: 'logo', id: dialogue, dialogue, was: 'any', value } as const;
		const written = await writeIfThere(records, dialogue, [write]);
		return written === 'gone' ? NO_DIALOGUE : ok(undefined);
	}

	return { read, change, logo, setLogo };
}
export type AboutDialogue = ReturnType<typeof createAboutDialogue>;
