import * as z from 'zod';
import type { createPrintSheets } from '#server/services/print-sheets.ts';
import { LIMITS } from '#shared/limits.ts';
import { SHEETS } from '#shared/print.ts';
import { REPORT_STREAM } from '#shared/report-line.ts';
import { FRAME_LANGUAGES } from '#shared/results.ts';
import { TableIdSchema } from '#shared/schemas.ts';
import { parse } from '../parse.ts';
import { unwrap } from '../problem.ts';
import { sendReport } from '../report-stream.ts';
import { tokenRoute, type Route } from '../route.ts';

interface Needs {
	readonly printSheets: ReturnType<typeof createPrintSheets>;
}

/** A query holds texts; only digits are a number. */
const count = (max: number) =>
	z
		.string()
		.regex(/^\d{1,6}$/)
		.transform(Number)
		.pipe(z.int().min(1).max(max));

const WISH = {
	sheet: z.enum(SHEETS),
	language: z.enum(FRAME_LANGUAGES).default('de'),
	table: TableIdSchema.optional(),
	each: count(LIMITS.printedSheetsEachMax).default(1),
	from: count(LIMITS.printedSheetNumberMax).default(1),
};

/** What is printed for the day. */
export function printRoutes({ printSheets }: Needs): readonly Route[] {
	return [
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues/:id/print',
				summary:
					'Sheets for the day as PDF on A4: signs, cards of paper, written cards, guide, hint, test page. ' +
					`\`each\` and \`from\`: paper cards. With \`Accept: ${REPORT_STREAM}\` lines of JSON say how far it is`,
				who: ['host', 'moderator', 'organiser'],
				query: WISH,
				answer: {
					status: 200,
					description: 'The file; for a host those of the own table',
					media: ['application/pdf', REPORT_STREAM],
				},
				problems: [
					'dialogue/not-found',
					'command/not-allowed',
					'table/unknown',
					'request/too-large',
					'export/busy',
					'export/share',
					'export/too-slow',
				],
			},
			async ({ params, query, accept, hallOrigin, res }, caller) => {
				const { sheet, language, table, each, from } = query;
				const wish = parse(z.object(WISH), { sheet, language, table, each, from });
				unwrap(
					await sendReport(res, accept.includes(REPORT_STREAM), (watcher) =>
						printSheets(caller, params['id']!, wish, hallOrigin, watcher),
					),
				);
			},
		),
	];
}
