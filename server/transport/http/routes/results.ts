import * as z from 'zod';
import type { AboutDialogue } from '#server/services/about-dialogue.ts';
import type { createImportDialogue } from '#server/services/import-dialogue.ts';
import type { createReadReport, createReadResults } from '#server/services/read-results.ts';
import {
	AboutAnswer,
	AboutBody,
	CreateDialogueAnswer,
	EXPORT_FORMATS,
	LOGO_TYPES,
} from '#shared/api.ts';
import { REPORT_STREAM } from '#shared/report-line.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { RejectedError } from '#shared/rejections.ts';
import {
	EDITIONS,
	FRAME_LANGUAGES,
	RESULTS_SCHEMA_PATH,
	ResultsModelSchema,
	type ResultsModel,
} from '#shared/results.ts';
import { TableIdSchema } from '#shared/schemas.ts';
import { publishedSchema } from '../openapi.ts';
import { parse } from '../parse.ts';
import { unwrap } from '../problem.ts';
import { sendReport } from '../report-stream.ts';
import { openRoute, tokenRoute, type Route } from '../route.ts';
import { createdAnswer } from './dialogues.ts';

interface Needs {
	readonly readResults: ReturnType<typeof createReadResults>;
	readonly readReport: ReturnType<typeof createReadReport>;
	readonly aboutDialogue: AboutDialogue;
	readonly importDialogue: ReturnType<typeof createImportDialogue>;
	/** Whether these bytes are a picture of this type that documents can show. */
	readonly isPicture: (type: (typeof LOGO_TYPES)[number], bytes: Uint8Array) => boolean;
	/** An organiser works on this dialogue at this address. */
	readonly seen: (address: string, dialogue: DialogueId) => void;
}

/** A dialogue without a card, as another installation could have exported it. */
const SMALLEST: ResultsModel = {
	schema: 1,
	edition: 'public',
	dialogue: {
		id: 'd_1',
		title: 'Zusammen leben',
		place: 'Musterstadt',
		date: '2026-11-21',
		language: 'de',
	},
	about: {},
	steps: [],
	questions: [{ id: 'good', text: { de: 'Was läuft gut?' } }],
	tables: [
		{
			id: 't_1',
			theme: 'Arbeit',
			source: { seq: 0 },
			questions: [{ id: 'good', groups: [], cards: [] }],
		},
	],
	counts: { cards: 0, groups: 0, late: 0 },
};

const UNCORRECTED =
	'For organisers: the internal edition as the day has left it, without the corrections of the minutes';

const ORDER = {
	edition: z.enum(EDITIONS).default('full'),
	language: z.enum(FRAME_LANGUAGES).default('de'),
	table: TableIdSchema.optional(),
};

/** What came out of a dialogue. */
export function resultRoutes(needs: Needs): readonly Route[] {
	return [...reportRoutes(needs), ...aboutRoutes(needs), ...exchangeRoutes(needs)];
}

function reportRoutes({ readResults, readReport }: Needs): readonly Route[] {
	return [
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues/:id/results',
				summary: 'The results over all tables; nothing hidden, waiting or set aside',
				who: ['host', 'moderator', 'organiser', 'observer'],
				query: { uncorrected: z.literal('1').optional().describe(UNCORRECTED) },
				answer: { status: 200, description: 'The results', schema: ResultsModelSchema },
				problems: ['dialogue/not-found'],
			},
			async ({ params, query }, caller) =>
				unwrap(
					await readResults(caller, params['id']!, { uncorrected: query['uncorrected'] === '1' }),
				),
		),
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues/:id/export',
				summary:
					`The results as one file. With \`Accept: ${REPORT_STREAM}\` lines of JSON in front of it say how far it is; ` +
					'whoever ends the request gives the file up',
				who: ['moderator', 'organiser'],
				query: { format: z.enum(EXPORT_FORMATS), ...ORDER },
				answer: {
					status: 200,
					description: 'The file; `export/format-unknown` names the formats that are offered',
					media: [
						'text/csv',
						'application/json',
						'text/markdown',
						'application/pdf',
						'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
						'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
						'image/svg+xml',
						REPORT_STREAM,
					],
				},
				problems: [
					'dialogue/not-found',
					'command/not-allowed',
					'table/unknown',
					'export/format-unknown',
					'export/busy',
					'export/share',
					'export/too-slow',
				],
			},
			async ({ params, query: { format, edition, language, table }, accept, res }, caller) => {
				const asked = parse(z.object(ORDER), { edition, language, table });
				const order = { ...asked, format: typeof format === 'string' ? format : '' };
				const wantsStages = accept.includes(REPORT_STREAM);
				unwrap(
					await sendReport(res, wantsStages, (watcher) =>
						readReport(caller, params['id']!, order, watcher),
					),
				);
			},
		),
	];
}

function aboutRoutes({ aboutDialogue, isPicture }: Needs): readonly Route[] {
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
				if (!type || !isPicture(type, bytes))
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

function exchangeRoutes({ importDialogue, seen }: Needs): readonly Route[] {
	return [
		tokenRoute(
			{
				method: 'post',
				path: '/api/dialogues/import',
				summary: 'Takes a dialogue over from the JSON export of another installation',
				who: ['organiser'],
				body: ResultsModelSchema,
				example: SMALLEST,
				bodyBytesMax: LIMITS.importBytesMax,
				answer: {
					status: 201,
					description: 'Made, with the same content and new links',
					schema: CreateDialogueAnswer,
				},
				problems: ['request/not-found', 'import/invalid'],
			},
			async ({ body, origin, address }, caller) => {
				const created = unwrap(await importDialogue(caller, body));
				seen(address, created.dialogue.id);
				return createdAnswer(created, origin);
			},
		),
		openRoute(
			{
				method: 'get',
				path: RESULTS_SCHEMA_PATH,
				summary: 'The schema of the JSON export (JSON Schema 2020-12)',
				who: 'all',
				answer: { status: 200, description: 'The schema', media: ['application/schema+json'] },
				problems: [],
			},
			({ res }) => {
				res.setHeader('Content-Type', 'application/schema+json');
				res.end(JSON.stringify(publishedSchema(ResultsModelSchema, RESULTS_SCHEMA_PATH)));
				return Promise.resolve(undefined);
			},
		),
	];
}
