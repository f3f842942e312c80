import type { Records } from '#server/ports/records.ts';
import type { Random } from '#shared/ids.ts';
import { hashToken, newToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly random: Random;
}

/** So many nodes on one store print a setup link that holds. */
const OTHERS_MAX = 15;

/**
 * Makes the installation's record on an empty store, and says how the first account can be made. Rule AC6 in SPEC.md.
 *
 * @param isShared - whether several nodes may be on this store; on one of its own an earlier token ends with a new one
 * @param known - the setup token that was printed at an earlier start, if somebody still has it
 * @returns the setup token; null: the first account exists
 */
export async function openInstallation(
	{ records, random }: Needs,
	isShared: boolean,
	known: string | undefined,
): Promise<string | null> {
	for (;;) {
		const installation = await records.get('installation', 'self');
		const setupTokenHash = installation?.value.setupTokenHash;
		if (setupTokenHash === null) return null;
		const printed = [setupTokenHash ?? [], installation?.value.otherSetupTokenHashes ?? []].flat();
		if (known !== undefined && printed.includes(hashToken(known))) return known;
		const token = newToken(random);
		const value = {
			...installation?.value,
			setupTokenHash: hashToken(token),
			otherSetupTokenHashes: isShared ? printed.slice(0, OTHERS_MAX) : [],
		};
		const was = installation?.version ?? null;
		if (await records.write([{ kind: 'installation', id: 'self', was, value }])) return token;
	}
}
