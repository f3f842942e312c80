import * as z from 'zod';
import { AddressAnswer, OperatorAnswer } from '#shared/api.ts';
import { LIMITS } from '#shared/limits.ts';
import { ROLES } from '#shared/roles.ts';
import { openApi } from '../openapi.ts';
import { openRoute, type Description, type Route } from '../route.ts';

const LimitsAnswer = z.record(z.string(), z.number()).describe('Each name ends in its unit');
const AnyObject = z.record(z.string(), z.unknown());

/** What the server says about itself: its limits, and this surface. */
export function aboutRoutes(
	others: readonly Description[],
	version: string,
	operator: OperatorAnswer,
): readonly Route[] {
	let described: ReturnType<typeof openApi> | undefined;
	const about: readonly Route[] = [
		openRoute(
			{
				method: 'get',
				path: '/api/limits',
				summary: 'Every published limit with its unit',
				who: 'all',
				answer: { status: 200, description: 'The limits', schema: LimitsAnswer },
				problems: [],
			},
			() => Promise.resolve(LIMITS),
		),
		openRoute(
			{
				method: 'get',
				path: '/api/operator',
				summary: 'Who is responsible for this installation, as far as it was told',
				who: 'all',
				answer: { status: 200, description: 'A name, an address', schema: OperatorAnswer },
				problems: [],
			},
			() => Promise.resolve(operator),
		),
		openRoute(
			{
				method: 'get',
				path: '/api/address',
				summary:
					'Where other devices reach this server: what a page on its own machine shows a hall',
				who: 'all',
				answer: { status: 200, description: 'The origin', schema: AddressAnswer },
				problems: [],
			},
			({ hallOrigin }) => Promise.resolve({ origin: hallOrigin } satisfies AddressAnswer),
		),
		openRoute(
			{
				method: 'get',
				path: '/api/openapi.json',
				summary: 'This surface as OpenAPI 3.1',
				who: 'all',
				answer: { status: 200, description: 'OpenAPI 3.1', schema: AnyObject },
				problems: [],
			},
			() =>
				Promise.resolve(
					(described ??= openApi([...others, ...about, ...BESIDE, ...LINE], version)),
				),
		),
	];
	return about;
}

/** Routes that are served beside the API. */
const BESIDE: readonly Description[] = [
	{
		method: 'get',
		path: '/healthz',
		summary: 'Whether the process lives',
		who: 'all',
		answer: { status: 200, description: 'It does', schema: z.object({ ok: z.literal(true) }) },
		problems: [],
	},
	{
		method: 'get',
		path: '/readyz',
		summary: 'Whether the store takes writes, and what "kept" is worth',
		who: 'all',
		answer: {
			status: 200,
			description: 'It does',
			schema: z.object({
				store: z.enum(['embedded', 'redis']),
				durability: z.enum(['fsync', 'replicated-fsync', 'every-second', 'none']),
				settings: z.record(z.string(), z.string()).optional(),
				warning: z.string().optional(),
			}),
		},
		problems: ['store/unavailable'],
	},
	{
		method: 'get',
		path: '/metrics',
		summary: 'Prometheus text; from loopback, or with the bearer METRICS_TOKEN',
		who: 'all',
		answer: { status: 200, description: 'Metrics', media: ['text/plain'] },
		problems: ['request/unauthorised'],
	},
];

const Messages = {
	status: 200,
	description: 'Messages',
	media: ['application/octet-stream'],
} as const;
const Place = z.string().regex(/^\d{1,15}$/);

/** A line of the sync protocol where no websocket gets through; shared/PROTOCOL.md says what its messages are. */
const LINE: readonly Description[] = [
	{
		method: 'post',
		path: '/sync-http/:dialogueId/:kind/:name',
		summary:
			'Opens a line to a board, a seat or a desk; every refusal says the close code of a websocket',
		who: ROLES,
		query: { saved: z.literal('1').optional(), generation: Place.optional() },
		answer: { status: 201, description: 'The line', schema: z.object({ line: z.string() }) },
		problems: [],
	},
	{
		method: 'get',
		path: '/sync-http/lines/:line',
		summary:
			'What has come since the first so many messages; waits for some, at most 15 s, and answers 204 then',
		who: ROLES,
		query: { after: Place, wait: z.literal('0').optional() },
		answer: Messages,
		problems: [],
	},
	{
		method: 'post',
		path: '/sync-http/lines/:line',
		summary: 'Takes messages; `from`: how many were sent before these. Sent again they count once',
		who: ROLES,
		query: { from: Place },
		raw: { media: ['application/octet-stream'], bytesMax: LIMITS.boardSyncStep2BytesMax },
		answer: { status: 204, description: 'All of them have been taken' },
		problems: [],
	},
	{
		method: 'delete',
		path: '/sync-http/lines/:line',
		summary: 'Ends a line',
		who: ROLES,
		answer: { status: 204, description: 'It has ended' },
		problems: [],
	},
];
