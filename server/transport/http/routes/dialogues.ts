import * as z from 'zod';
import {
	CreateDialogueAnswer,
	CreateDialogueBody,
	DialogueAnswer,
	DialogueListAnswer,
	LinkSchema,
	LinksBody,
	PatchDialogueBody,
	type Link,
} from '#shared/api.ts';
import { LogAnswer } from '#shared/deeds.ts';
import { roleAddress } from '#shared/addresses.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { ROLES } from '#shared/roles.ts';
import type { createChangeDialogue } from '#server/services/change-dialogue.ts';
import type { createCreateDialogue, CreatedDialogue } from '#server/services/create-dialogue.ts';
import type { createEraseDialogue } from '#server/services/erase-dialogue.ts';
import {
	answerFor,
	type createListDialogues,
	type createReadDialogue,
} from '#server/services/read-dialogue.ts';
import type { ForgetSeats } from '#server/services/forget-seats.ts';
import type { createReadLog } from '#server/services/read-log.ts';
import type { createRenewLink, RenewedLink } from '#server/services/renew-link.ts';
import { unwrap } from '../problem.ts';
import { tokenRoute, type Route } from '../route.ts';

interface Needs {
	readonly createDialogue: ReturnType<typeof createCreateDialogue>;
	readonly listDialogues: ReturnType<typeof createListDialogues>;
	readonly readDialogue: ReturnType<typeof createReadDialogue>;
	readonly changeDialogue: ReturnType<typeof createChangeDialogue>;
	readonly eraseDialogue: ReturnType<typeof createEraseDialogue>;
	readonly forgetSeats: Pick<ForgetSeats, 'now'>;
	readonly renewLink: ReturnType<typeof createRenewLink>;
	readonly readLog: ReturnType<typeof createReadLog>;
	/** Told after a link was renewed. */
	readonly renewed: (link: RenewedLink) => void;
	/** An organiser works on this dialogue at this address. */
	readonly seen: (address: string, dialogue: DialogueId) => void;
}

/** A fresh dialogue with its links, as they are told once. */
export function createdAnswer(
	{ dialogue, tokens }: CreatedDialogue,
	origin: string,
): CreateDialogueAnswer {
	const { id, code, tables } = dialogue;
	const hosts: Record<TableId, Link> = {};
	for (const table of tables) hosts[table.id] = link(origin, tokens.hosts[table.id]!);
	return {
		id,
		code,
		tables: [...tables],
		links: {
			moderator: link(origin, tokens.moderator),
			projector: link(origin, tokens.projector),
			observer: link(origin, tokens.observer),
			hosts,
		},
	};
}

/** Dialogues and the links to them. */
export function dialogueRoutes(needs: Needs): readonly Route[] {
	return [
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues',
				summary: 'All dialogues of this installation, newest date first',
				who: ['organiser'],
				answer: { status: 200, description: 'The list', schema: DialogueListAnswer },
				problems: ['request/not-found'],
			},
			async (_call, caller) => unwrap(await needs.listDialogues(caller)),
		),
		tokenRoute(
			{
				method: 'post',
				path: '/api/dialogues',
				summary: 'A new dialogue, open from the start, with its code and links',
				who: ['organiser'],
				body: CreateDialogueBody,
				example: {
					title: 'Zusammen leben',
					place: 'Musterstadt',
					date: '2026-11-21',
					questions: [{ id: 'good', text: { de: 'Was läuft gut?', en: 'What is going well?' } }],
					tables: [{ theme: 'Bauen & Wohnen' }, { theme: 'Arbeit' }],
					steps: [{ kind: 'write', minutes: 30, instruction: 'Eine Karte, ein Gedanke' }],
					settings: { moderation: 'before' },
				},
				answer: {
					status: 201,
					description: 'Made. The tokens of the links are told once and not kept',
					schema: CreateDialogueAnswer,
				},
				problems: ['request/not-found'],
			},
			async ({ body, origin, address }, caller) => {
				const { dialogue, tokens } = unwrap(await needs.createDialogue(caller, body));
				needs.seen(address, dialogue.id);
				return createdAnswer({ dialogue, tokens }, origin);
			},
		),
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues/:id',
				summary: 'The dialogue as this role may see it',
				who: ROLES,
				answer: { status: 200, description: 'The dialogue', schema: DialogueAnswer },
				problems: ['dialogue/not-found'],
			},
			async ({ params, address }, caller) => {
				const answer = unwrap(await needs.readDialogue(caller, params['id']!));
				needs.seen(address, answer.id);
				return answer;
			},
		),
		tokenRoute(
			{
				method: 'patch',
				path: '/api/dialogues/:id',
				summary: 'Changes what is named; moderators change steps and settings only',
				who: ['organiser', 'moderator'],
				body: PatchDialogueBody,
				example: { settings: { hideUntilReveal: true }, phase: 'closed' },
				answer: { status: 200, description: 'The dialogue as it is now', schema: DialogueAnswer },
				problems: ['dialogue/not-found', 'dialogue/table-in-use', 'dialogue/question-in-use'],
			},
			async ({ params, body }, caller) =>
				answerFor(caller.role, unwrap(await needs.changeDialogue(caller, params['id']!, body))),
		),
		tokenRoute(
			{
				method: 'delete',
				path: '/api/dialogues/:id',
				summary: 'Erases the dialogue for good: boards, seats, votes, links',
				who: ['organiser'],
				answer: { status: 204, description: 'Erased; open sockets are closed with 4410' },
				problems: ['dialogue/not-found'],
			},
			async ({ params }, caller) => unwrap(await needs.eraseDialogue(caller, params['id']!)),
		),
		tokenRoute(
			{
				method: 'delete',
				path: '/api/dialogues/:id/seats',
				summary:
					'Deletes the seats of a closed dialogue now, and with them who wrote what; the boards stay',
				who: ['organiser'],
				answer: { status: 204, description: 'Deleted; their tokens are worth nothing any more' },
				problems: ['dialogue/not-found', 'dialogue/not-closed'],
			},
			async ({ params }, caller) => unwrap(await needs.forgetSeats.now(caller, params['id']!)),
		),
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues/:id/log',
				summary: 'The record of conduct, newest first: which role decided what, and when',
				who: ['moderator', 'organiser'],
				query: { before: z.int().optional() },
				answer: {
					status: 200,
					description: 'A page of it; `before` leads to the older ones',
					schema: LogAnswer,
				},
				problems: ['dialogue/not-found', 'request/invalid'],
			},
			async ({ params, query }, caller) => {
				const before = query['before'];
				const isNumber = typeof before === 'string' && /^\d{1,9}$/.test(before);
				const page = before === undefined ? undefined : isNumber ? Number(before) : NaN;
				return unwrap(await needs.readLog(caller, params['id']!, page));
			},
		),
		tokenRoute(
			{
				method: 'post',
				path: '/api/dialogues/:id/links',
				summary: 'Renews one link; the old one is dead within a second everywhere',
				who: ['organiser'],
				body: LinksBody,
				example: { role: 'host', tableId: 't_k7MPq2' },
				answer: { status: 200, description: 'The new link', schema: LinkSchema },
				problems: ['dialogue/not-found', 'table/unknown'],
			},
			async ({ params, body, origin }, caller) => {
				const renewed = unwrap(await needs.renewLink(caller, params['id']!, body));
				needs.renewed(renewed);
				return link(origin, renewed.token);
			},
		),
	];
}

function link(origin: string, token: string): Link {
	return { url: roleAddress(origin, token), token };
}
