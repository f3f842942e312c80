import { setupAddress } from '#shared/addresses.ts';
import {
	AccountsAnswer,
	InvitationAnswer,
	LoginBody,
	MeAnswer,
	PasswordBody,
	SetupBody,
	SignedIn,
} from '#shared/api.ts';
import { ROLES } from '#shared/roles.ts';
import type { createChangePassword } from '#server/services/change-password.ts';
import type { Invitations } from '#server/services/invitations.ts';
import type { createGiveBack } from '#server/services/give-back.ts';
import type { createLogin } from '#server/services/login.ts';
import type { createSetupFirstAccount } from '#server/services/setup-first-account.ts';
import { unwrap } from '../problem.ts';
import { openRoute, tokenRoute, type Route } from '../route.ts';

interface Needs {
	readonly setupFirstAccount: ReturnType<typeof createSetupFirstAccount>;
	readonly login: ReturnType<typeof createLogin>;
	readonly invitations: Invitations;
	readonly changePassword: ReturnType<typeof createChangePassword>;
	readonly giveBack: ReturnType<typeof createGiveBack>;
}

/** Who somebody is, and how an organiser becomes one. */
export function accountRoutes({
	setupFirstAccount,
	invitations,
	login,
	changePassword,
	giveBack,
}: Needs): readonly Route[] {
	return [
		openRoute(
			{
				method: 'post',
				path: '/api/setup',
				summary:
					'Makes an organiser: the first one with the token that was printed at the start, others by invitation',
				who: 'all',
				body: SetupBody,
				example: {
					setupToken: 'the part behind # of the link that was printed',
					name: 'Büro für Beteiligung',
					password: 'ten characters or more',
				},
				answer: { status: 200, description: 'The new organiser is logged in', schema: SignedIn },
				problems: ['setup/done', 'account/taken', 'request/unauthorised'],
			},
			async ({ body }) =>
				unwrap((await invitations.redeem(body)) ?? (await setupFirstAccount(body))),
		),
		openRoute(
			{
				method: 'post',
				path: '/api/login',
				summary: 'A token for an organiser',
				who: 'all',
				body: LoginBody,
				example: { name: 'Büro für Beteiligung', password: 'ten characters or more' },
				answer: { status: 200, description: 'Logged in', schema: SignedIn },
				problems: ['login/failed'],
			},
			async ({ body, address }) => unwrap(await login(body, address)),
		),
		tokenRoute(
			{
				method: 'get',
				path: '/api/accounts',
				summary: 'Who organises here, and who was invited to',
				who: ['organiser'],
				answer: { status: 200, description: 'Names and open invitations', schema: AccountsAnswer },
				problems: ['request/not-found'],
			},
			async (_call, caller) => unwrap(await invitations.accounts(caller)),
		),
		tokenRoute(
			{
				method: 'delete',
				path: '/api/accounts/:id',
				summary:
					'Removes an account; whoever is signed in under it is signed out. The last one stays',
				who: ['organiser'],
				answer: { status: 204, description: 'Removed' },
				problems: ['request/not-found', 'account/last'],
			},
			async ({ params }, caller) => unwrap(await invitations.removeAccount(caller, params['id']!)),
		),
		tokenRoute(
			{
				method: 'post',
				path: '/api/invitations',
				summary: 'Invites another organiser by a link that works once, for seven days',
				who: ['organiser'],
				answer: {
					status: 201,
					description: 'The link; its token is told once and not kept',
					schema: InvitationAnswer,
				},
				problems: ['request/not-found', 'request/too-many'],
			},
			async ({ origin }, caller) => {
				const { id, token, untilMs } = unwrap(await invitations.invite(caller));
				return { id, url: setupAddress(origin, token), token, untilMs };
			},
		),
		tokenRoute(
			{
				method: 'delete',
				path: '/api/invitations/:id',
				summary: 'Withdraws an invitation',
				who: ['organiser'],
				answer: { status: 204, description: 'Its link works no more' },
				problems: ['request/not-found'],
			},
			async ({ params }, caller) => unwrap(await invitations.withdraw(caller, params['id']!)),
		),
		tokenRoute(
			{
				method: 'post',
				path: '/api/password',
				summary: 'A new password for the own account; it is signed out everywhere else',
				who: ['organiser'],
				body: PasswordBody,
				example: { password: 'the old one', newPassword: 'ten characters or more' },
				answer: { status: 200, description: 'Signed in anew', schema: SignedIn },
				problems: ['login/failed', 'command/not-allowed'],
			},
			async ({ body }, caller) => unwrap(await changePassword(caller, body)),
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
