import type { createImportDialogue } from '#server/services/import-dialogue.ts';
import { CreateDialogueAnswer } from '#shared/api.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { RESULTS_SCHEMA_PATH, ResultsModelSchema, type ResultsModel } from '#shared/results.ts';
import { publishedSchema } from '../openapi.ts';
import { unwrap } from '../problem.ts';
import { openRoute, tokenRoute, type Route } from '../route.ts';
import { createdAnswer } from './dialogues.ts';

export interface ExchangeNeeds {
	readonly importDialogue: ReturnType<typeof createImportDialogue>;
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

/** What goes from one installation to another. */
export function exchangeRoutes({ importDialogue, seen }: ExchangeNeeds): readonly Route[] {
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
				problems: ['request/not-found', 'import/invalid', 'import/busy'],
			},
			async ({ bytes, origin, address, res }, caller) => {
				const gone = new AbortController();
				res.on('close', () => gone.abort());
				const created = unwrap(await importDialogue(caller, bytes, gone.signal));
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
