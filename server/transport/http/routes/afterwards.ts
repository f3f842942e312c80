import type { EvaluationDialogue } from '#server/services/evaluation-dialogue.ts';
import { SHEET_POLICY } from '#server/services/fact-sheet-page.ts';
import type { FactSheetDialogue } from '#server/services/fact-sheet-dialogue.ts';
import { FactSheetAnswer, FactSheetBody } from '#shared/api.ts';
import {
	EvaluationAnswer,
	EvaluationAnswersBody,
	EvaluationPhaseBody,
	SlipAnswer,
	SlipBody,
} from '#shared/evaluation-schemas.ts';
import { unwrap } from '../problem.ts';
import { openRoute, tokenRoute, type Route } from '../route.ts';

interface Needs {
	readonly evaluationDialogue: EvaluationDialogue;
	readonly factSheetDialogue: FactSheetDialogue;
}

const HEX = (length: number) => '0'.repeat(length);

/** What is asked and told at the end of the day and after it. */
export function afterwardsRoutes(needs: Needs): readonly Route[] {
	return [...evaluationRoutes(needs), ...sheetRoutes(needs)];
}

function evaluationRoutes({ evaluationDialogue: evaluation }: Needs): readonly Route[] {
	const path = '/api/dialogues/:id/evaluation';
	return [
		tokenRoute(
			{
				method: 'get',
				path,
				summary: 'The questionnaire: whether devices are asked, and what came out',
				who: ['participant', 'moderator', 'organiser'],
				answer: { status: 200, description: 'How it stands', schema: EvaluationAnswer },
				problems: ['dialogue/not-found'],
			},
			async ({ params }, caller) => unwrap(await evaluation.read(caller, params['id']!)),
		),
		tokenRoute(
			{
				method: 'post',
				path,
				summary: 'Opens, closes or counts it; counting is for good and deletes the single sheets',
				who: ['moderator', 'organiser'],
				body: EvaluationPhaseBody,
				example: { phase: 'open' },
				answer: { status: 200, description: 'How it stands now', schema: EvaluationAnswer },
				problems: ['dialogue/not-found', 'evaluation/ended'],
			},
			async ({ params, body }, caller) =>
				unwrap(await evaluation.change(caller, params['id']!, body.phase)),
		),
		tokenRoute(
			{
				method: 'post',
				path: `${path}/slip`,
				summary: 'Signs a blinded slip, a few for each seat; nobody can tell later which was whose',
				who: ['participant'],
				body: SlipBody,
				example: { blinded: HEX(512) },
				answer: { status: 200, description: 'The blinded signature', schema: SlipAnswer },
				problems: ['dialogue/not-found', 'evaluation/ended', 'evaluation/slip-taken'],
			},
			async ({ params, body }, caller) => ({
				signature: unwrap(await evaluation.slip(caller, params['id']!, body.blinded)),
			}),
		),
		openRoute(
			{
				method: 'post',
				path: `${path}/answers`,
				summary:
					'A filled-in sheet with a signed slip and without a token; the same slip counts once',
				who: 'all',
				body: EvaluationAnswersBody,
				example: {
					slip: HEX(64),
					signature: HEX(512),
					sheet: { steps: { overall: 4 }, texts: { good: 'Das Essen.' } },
				},
				answer: { status: 204, description: 'It is kept' },
				problems: ['dialogue/not-found', 'evaluation/ended'],
			},
			async ({ params, body }) => unwrap(await evaluation.answer(params['id']!, body)),
		),
	];
}

function sheetRoutes({ factSheetDialogue: sheet }: Needs): readonly Route[] {
	const path = '/api/dialogues/:id/sheet';
	return [
		tokenRoute(
			{
				method: 'get',
				path,
				summary: 'Whether the fact sheet is published, and where',
				who: ['moderator', 'organiser'],
				answer: { status: 200, description: 'How it stands', schema: FactSheetAnswer },
				problems: ['dialogue/not-found'],
			},
			async ({ params }, caller) => unwrap(await sheet.read(caller, params['id']!)),
		),
		tokenRoute(
			{
				method: 'post',
				path,
				summary: 'Publishes the fact sheet as it is now, or withdraws it',
				who: ['organiser'],
				body: FactSheetBody,
				example: { published: true, listed: false },
				answer: { status: 200, description: 'How it stands now', schema: FactSheetAnswer },
				problems: ['dialogue/not-found'],
			},
			async ({ params, body }, caller) => unwrap(await sheet.change(caller, params['id']!, body)),
		),
		openRoute(
			{
				method: 'get',
				path: '/s/:id',
				summary: 'A published fact sheet as a page for everybody',
				who: 'all',
				answer: { status: 200, description: 'A page without scripts', media: ['text/html'] },
				problems: [],
			},
			async ({ params, res }) => {
				const { found, listed, html } = await sheet.page(params['id']!);
				res.status(found ? 200 : 404);
				res.setHeader('Content-Security-Policy', SHEET_POLICY);
				res.setHeader('X-Content-Type-Options', 'nosniff');
				res.setHeader('X-Frame-Options', 'DENY');
				res.setHeader('Referrer-Policy', 'no-referrer');
				// withdrawn it is gone at once, in every cache
				res.setHeader('Cache-Control', 'no-store');
				if (!listed) res.setHeader('X-Robots-Tag', 'noindex, nofollow');
				res.type('text/html; charset=utf-8').end(html);
			},
		),
	];
}
