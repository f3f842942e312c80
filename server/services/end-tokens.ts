import type { Records } from '#server/ports/records.ts';
import type { AccountId } from '#shared/ids.ts';

/** [AC9] Signs an account out everywhere, but where somebody has just come in anew. */
export async function endTokensOf(
	records: Records,
	account: AccountId,
	but?: string,
): Promise<void> {
	const own = (await records.list('token')).filter(
		({ id, value }) => value.role === 'organiser' && value.account === account && id !== but,
	);
	for (const { id } of own) await records.write([{ kind: 'token', id, was: 'any', value: null }]);
}
