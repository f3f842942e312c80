import * as z from 'zod';
import { ProblemSchema } from '#shared/api.ts';
import { REJECTIONS, type RejectionCode } from '#shared/rejections.ts';
import { ROLES } from '#shared/roles.ts';
import {
	CardIdSchema,
	DialogueIdSchema,
	GroupIdSchema,
	LanguageSchema,
	TableIdSchema,
} from '#shared/schemas.ts';
import type { Description } from './route.ts';

type Json = Record<string, unknown>;

/** Checks that are functions have no JSON Schema of their own: what they accept, in its words. */
const WORDS = new Map<z.core.$ZodType, Json>([
	[DialogueIdSchema, { type: 'string', pattern: '^d_[A-Za-z0-9_-]{1,40}$' }],
	[TableIdSchema, { type: 'string', pattern: '^t_[A-Za-z0-9_-]{1,40}$' }],
	[CardIdSchema, { type: 'string', pattern: '^c_[A-Za-z0-9_-]{1,40}$' }],
	[GroupIdSchema, { type: 'string', pattern: '^g_[A-Za-z0-9_-]{1,40}$' }],
	[
		LanguageSchema,
		{
			type: 'string',
			pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$',
			description: 'BCP 47',
		},
	],
]);

/** What any route may answer beside its own problems. */
const EVERYWHERE: readonly RejectionCode[] = [
	'request/invalid',
	'request/foreign-origin',
	'request/too-many',
	'store/unavailable',
	'server/fault',
];

/** The whole HTTP surface as OpenAPI 3.1, made from the same values that check its requests. */
export function openApi(routes: readonly Description[], version: string): Json {
	const paths: Record<string, Json> = {};
	for (const route of routes) {
		const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
		paths[path] = { ...paths[path], [route.method]: operation(route) };
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Thementisch',
			version,
			description: "The live board for a town's citizen dialogue. Tokens are opaque; no cookies.",
		},
		paths,
		components: {
			securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
			schemas: { Problem: schemaOf(ProblemSchema, 'output') },
		},
	};
}

function operation(route: Description): Json {
	const roles = route.who === 'all' ? undefined : route.who;
	const problems = [
		...route.problems,
		...EVERYWHERE,
		...(roles ? (['request/unauthorised'] as const) : []),
		...(route.body || route.raw ? (['request/too-large'] as const) : []),
	];
	return {
		operationId: `${route.method}${route.path.replaceAll(/[^A-Za-z0-9]+(\w?)/g, (_, c: string) => c.toUpperCase())}`,
		summary: route.summary,
		...(roles && {
			description: `For: ${roles.length === ROLES.length ? 'every role of the dialogue' : roles.join(', ')}.`,
		}),
		...(roles && { security: [{ token: [] }] }),
		parameters: [
			...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
				name,
				in: 'path',
				required: true,
				schema: { type: 'string' },
			})),
			...Object.entries(route.query ?? {}).map(([name, schema]) => ({
				name,
				in: 'query',
				required: !schema.safeParse(undefined).success,
				schema: schemaOf(schema, 'input'),
			})),
		],
		...(route.body && {
			requestBody: {
				required: true,
				content: {
					'application/json': {
						schema: schemaOf(route.body, 'input'),
						...(route.example !== undefined && { example: route.example }),
					},
				},
			},
		}),
		...(route.raw && {
			requestBody: {
				required: true,
				content: Object.fromEntries(route.raw.media.map((type) => [type, {}])),
			},
		}),
		responses: { [route.answer.status]: answer(route), ...refusals(problems) },
	};
}

function answer({ answer: { description, schema, media } }: Description): Json {
	if (media) return { description, content: Object.fromEntries(media.map((type) => [type, {}])) };
	if (!schema) return { description };
	return { description, content: { 'application/json': { schema: schemaOf(schema, 'output') } } };
}

function refusals(codes: readonly RejectionCode[]): Json {
	const byStatus = new Map<number, RejectionCode[]>();
	for (const code of new Set(codes)) {
		const { status } = REJECTIONS[code];
		byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
	}
	return Object.fromEntries(
		[...byStatus].map(([status, all]) => [
			status,
			{
				description: all.map((code) => `\`${code}\`: ${REJECTIONS[code].title}`).join(' · '),
				content: {
					'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
				},
			},
		]),
	);
}

/** A schema as other programs may keep it, with its dialect and its name. */
export function publishedSchema(schema: z.ZodType, id: string): Json {
	return { $schema: DIALECT, $id: id, ...schemaOf(schema, 'output') };
}
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
	const { $schema: _dialect, ...made } = z.toJSONSchema(schema, {
		target: 'draft-2020-12',
		io,
		unrepresentable: 'any',
		override: ({ zodSchema, jsonSchema }) => {
			Object.assign(jsonSchema, WORDS.get(zodSchema));
		},
	});
	return made;
}
