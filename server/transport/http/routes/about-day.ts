import type { AboutDialogue } from '#server/services/about-dialogue.ts';
import { AboutAnswer, AboutBody, LOGO_TYPES } from '#shared/api.ts';
import { LIMITS } from '#shared/limits.ts';
import { RejectedError } from '#shared/rejections.ts';
import { unwrap } from '../problem.ts';
import { tokenRoute, type Route } from '../route.ts';

export interface AboutDayNeeds {
	readonly aboutDialogue: AboutDialogue;
	/** Whether these bytes are a picture of this type that documents can show. */
	readonly isPicture: (type: (typeof LOGO_TYPES)[number], bytes: Uint8Array) => Promise<boolean>;
}

/** What the organiser says about the day, for the cover of the minutes, and the town's logo. */
export function aboutDayRoutes({ aboutDialogue, isPicture }: AboutDayNeeds): readonly Route[] {
	const path = '/api/dialogues/:id/logo';
	return [
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues/:id/about',
				summary: 'What the organiser says about the day, for the minutes',
				who: ['moderator', 'organiser'],
				answer: { status: 200, description: 'What was told', schema: AboutAnswer },
				problems: ['dialogue/not-found'],
			},
			async ({ params }, caller) => unwrap(await aboutDialogue.read(caller, params['id']!)),
		),
		tokenRoute(
			{
				method: 'patch',
				path: '/api/dialogues/:id/about',
				summary: 'Changes what is named of it',
				who: ['organiser'],
				body: AboutBody,
				example: {
					aim: 'Wir wollen hören, was gut läuft.',
					moderation: ['Stabsstelle Beteiligung'],
					people: [{ group: 'Geflüchtete', count: 41 }],
				},
				answer: { status: 200, description: 'What is told now', schema: AboutAnswer },
				problems: ['dialogue/not-found'],
			},
			async ({ params, body }, caller) =>
				unwrap(await aboutDialogue.change(caller, params['id']!, body)),
		),
		tokenRoute(
			{
				method: 'get',
				path,
				summary: 'The logo that stands on the minutes',
				who: ['moderator', 'organiser'],
				answer: { status: 200, description: 'The picture', media: LOGO_TYPES },
				problems: ['dialogue/not-found', 'logo/not-found'],
			},
			async ({ params, res }, caller) => {
				const { type, base64 } = unwrap(await aboutDialogue.logo(caller, params['id']!));
				res.setHeader('Content-Type', type).end(Buffer.from(base64, 'base64'));
			},
		),
		tokenRoute(
			{
				method: 'post',
				path,
				summary: 'Sets the logo: the picture itself is the body',
				who: ['organiser'],
				raw: { media: LOGO_TYPES, bytesMax: LIMITS.logoBytesMax },
				answer: { status: 204, description: 'It stands on every document from now on' },
				problems: ['dialogue/not-found', 'logo/unreadable'],
			},
			async ({ params, bytes, media }, caller) => {
				const type = LOGO_TYPES.find((one) => one === media);
				if (!type || !(await isPicture(type, bytes)))
					throw new RejectedError({ code: 'logo/unreadable', detail: '' });
				const base64 = Buffer.from(bytes).toString('base64');
				unwrap(await aboutDialogue.setLogo(caller, params['id']!, { type, base64 }));
			},
		),
		tokenRoute(
			{
				method: 'delete',
				path,
				summary: 'Takes the logo away',
				who: ['organiser'],
				answer: { status: 204, description: 'Taken away' },
				problems: ['dialogue/not-found'],
			},
			async ({ params }, caller) =>
				unwrap(await aboutDialogue.setLogo(caller, params['id']!, null)),
		),
	];
}
