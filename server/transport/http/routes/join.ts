import { JoinAnswer, JoinBody } from '#shared/api.ts';
import type { createJoin } from '#server/services/join.ts';
import { unwrap } from '../problem.ts';
import { openRoute, type Route } from '../route.ts';

interface Needs {
	readonly join: ReturnType<typeof createJoin>;
}

/** The way in for participants. */
export function joinRoutes({ join }: Needs): readonly Route[] {
	return [
		openRoute(
			{
				method: 'post',
				path: '/api/join',
				summary:
					'A seat for whoever has the code; with a valid seat token the same seat again. The problem of an event that is over carries its title, place and date, and where its results are (`resultsUrl`, `sheetPath`) if that is known',
				who: 'all',
				body: JoinBody,
				example: { code: 'K7M PQ2', language: 'uk' },
				answer: { status: 200, description: 'The seat and its token', schema: JoinAnswer },
				problems: ['code/unknown', 'code/too-many-tries', 'dialogue/closed'],
			},
			async ({ body, address, token, caller: grant }) =>
				unwrap(await join(body, { address, token, grant })),
		),
	];
}
