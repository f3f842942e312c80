import { LoginBody, MeAnswer, SetupBody, TokenAnswer } from '#shared/api.ts';
import { ROLES } from '#shared/roles.ts';
import type { createGiveBack } from '#server/services/give-back.ts';
import type { createLogin } from '#server/services/login.ts';
import type { createSetupFirstAccount } from '#server/services/setup-first-account.ts';
import { unwrap } from '../problem.ts';
import { openRoute, tokenRoute, type Route } from '../route.ts';

interface Needs {
	readonly setupFirstAccount: ReturnType<typeof createSetupFirstAccount>;
	readonly login: ReturnType<typeof createLogin>;
	readonly giveBack: ReturnType<typeof createGiveBack>;
}

/** Who somebody is, and how an organiser becomes one. */
export function accountRoutes({ setupFirstAccount, login, giveBack }: Needs): readonly Route[] {
	return [
		openRoute(
			{
				method: 'post',
				path: '/api/setup',
				summary: 'Makes the first organiser with the token that was printed at the start',
				who: 'all',
				body: SetupBody,
				example: {
					setupToken: 'the part behind # of the link that was printed',
					name: 'Büro für Beteiligung',
					password: 'ten characters or more',
				},
				answer: { status: 200, description: 'The new organiser is logged in', schema: TokenAnswer },
				problems: ['setup/done', 'request/unauthorised'],
			},
			async ({ body }) => unwrap(await setupFirstAccount(body)),
		),
		openRoute(
			{
				method: 'post',
				path: '/api/login',
				summary: 'A token for an organiser',
				who: 'all',
				body: LoginBody,
				example: { name: 'Büro für Beteiligung', password: 'ten characters or more' },
				answer: { status: 200, description: 'Logged in', schema: TokenAnswer },
				problems: ['login/failed'],
			},
			async ({ body }) => unwrap(await login(body)),
		),
		tokenRoute(
			{
				method: 'post',
				path: '/api/logout',
				summary: 'Ends the token of this request: an organiser leaves, a tablet is given back',
				who: ['organiser', 'participant'],
				answer: { status: 204, description: 'The token is dead within a second everywhere' },
				problems: ['command/not-allowed'],
			},
			async ({ token }, caller) => unwrap(await giveBack(caller, token!)),
		),
		tokenRoute(
			{
				method: 'get',
				path: '/api/me',
				summary: 'What the token of this request stands for',
				who: ROLES,
				answer: { status: 200, description: 'A role, and where', schema: MeAnswer },
				problems: [],
			},
			(_call, caller) => {
				const me: MeAnswer = {
					role: caller.role,
					...('dialogue' in caller && { dialogueId: caller.dialogue }),
					...('table' in caller && caller.table && { tableId: caller.table }),
					...('seat' in caller && { seatId: caller.seat }),
				};
				return Promise.resolve(me);
			},
		),
	];
}
