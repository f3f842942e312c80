import * as z from 'zod';
import type { createReadReport, createReadResults } from '#server/services/read-results.ts';
import { EXPORT_FORMATS } from '#shared/api.ts';
import { REPORT_STREAM } from '#shared/report-line.ts';
import { EDITIONS, FRAME_LANGUAGES, ResultsModelSchema } from '#shared/results.ts';
import { TableIdSchema } from '#shared/schemas.ts';
import { parse } from '../parse.ts';
import { unwrap } from '../problem.ts';
import { sendReport } from '../report-stream.ts';
import { tokenRoute, type Route } from '../route.ts';
import { aboutDayRoutes, type AboutDayNeeds } from './about-day.ts';
import { exchangeRoutes, type ExchangeNeeds } from './exchange.ts';

interface ReportNeeds {
	readonly readResults: ReturnType<typeof createReadResults>;
	readonly readReport: ReturnType<typeof createReadReport>;
}

const UNCORRECTED =
	'For organisers: the internal edition as the day has left it, without the corrections of the minutes';

const ORDER = {
	edition: z.enum(EDITIONS).default('full'),
	language: z.enum(FRAME_LANGUAGES).default('de'),
	table: TableIdSchema.optional(),
};

/** What came out of a dialogue. */
export function resultRoutes(needs: ReportNeeds & AboutDayNeeds & ExchangeNeeds): readonly Route[] {
	return [...reportRoutes(needs), ...aboutDayRoutes(needs), ...exchangeRoutes(needs)];
}

function reportRoutes({ readResults, readReport }: ReportNeeds): readonly Route[] {
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
