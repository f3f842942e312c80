import { call } from '#lib/hall/api.ts';
import { spoken } from '#lib/language.svelte.ts';
import type { OperatorAnswer } from '#shared/api.ts';

/** Without a network the page says what it knows by itself. */
export async function load(): Promise<{ operator: OperatorAnswer }> {
	const [operator] = await Promise.all([
		call<OperatorAnswer>('GET', '/api/operator').catch((): OperatorAnswer => ({})),
		spoken.need('legal'),
	]);
	return { operator };
}
