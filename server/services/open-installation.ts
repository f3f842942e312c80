import type { Records } from '#server/ports/records.ts';
import type { Random } from '#shared/ids.ts';
import { hashToken, newToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly random: Random;
}

/**
 * Makes the installation's record on an empty store, and says how the first account can be made. Rule AC6 in SPEC.md.
 *
 * @param known - the setup token that was printed at an earlier start, if somebody still has it
 * @returns the setup token; null: the first account exists
 */
export async function openInstallation(
	{ records, random }: Needs,
	known: string | undefined,
): Promise<string | null> {
	for (;;) {
		const installation = await records.get('installation', 'self');
		const setupTokenHash = installation?.value.setupTokenHash;
		if (setupTokenHash === null) return null;
		if (known !== undefined && setupTokenHash === hashToken(known)) return known;
		const token = newToken(random);
		const value = { ...installation?.value, setupTokenHash: hashToken(token) };
		const was = installation?.version ?? null;
		if (await records.write([{ kind: 'installation', id: 'self', was, value }])) return token;
	}
}
