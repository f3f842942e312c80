import * as z from 'zod';
import type { createReadReport, createReadResults } from '#server/services/read-results.ts';
import { EXPORT_FORMATS } from '#shared/api.ts';
import { ResultsModelSchema } from '#shared/results.ts';
import { unwrap } from '../problem.ts';
import { tokenRoute, type Route } from '../route.ts';

interface Needs {
	readonly readResults: ReturnType<typeof createReadResults>;
	readonly readReport: ReturnType<typeof createReadReport>;
}

/** What came out of a dialogue. */
export function resultRoutes({ readResults, readReport }: Needs): readonly Route[] {
	return [
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues/:id/results',
				summary: 'The results over all tables; nothing hidden, waiting or set aside',
				who: ['host', 'moderator', 'organiser', 'observer'],
				answer: { status: 200, description: 'The results', schema: ResultsModelSchema },
				problems: ['dialogue/not-found'],
			},
			async ({ params }, caller) => unwrap(await readResults(caller, params['id']!)),
		),
		tokenRoute(
			{
				method: 'get',
				path: '/api/dialogues/:id/export',
				summary: 'The results as one file over all tables',
				who: ['moderator', 'organiser'],
				query: { format: z.enum(EXPORT_FORMATS) },
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
					],
				},
				problems: ['dialogue/not-found', 'export/format-unknown', 'export/busy', 'export/too-slow'],
			},
			async ({ params, query, res }, caller) => {
				const format = typeof query['format'] === 'string' ? query['format'] : '';
				const { name, mediaType, bytes } = unwrap(await readReport(caller, params['id']!, format));
				// RFC 6266: an ASCII name for the old, the real one in RFC 5987 for all others
				res.attachment(name).setHeader('Content-Type', mediaType);
				res.end(bytes);
			},
		),
	];
}
