import { expect, test } from 'vitest';
import type { Express } from 'express';
import { PinoLogger } from '#server/adapters/system/logger.ts';
import { setUpUseCases } from '#tests/support/use-cases.ts';
import { createApp } from './app.ts';
import { besideRoutes } from './beside.ts';
import { createMetricsRegistry, HttpMetrics } from './metrics.ts';
import { createPage } from './page.ts';
import { aboutRoutes } from './routes/about.ts';
import { accountRoutes } from './routes/accounts.ts';
import { dialogueRoutes } from './routes/dialogues.ts';
import { joinRoutes } from './routes/join.ts';
import { resultRoutes } from './routes/results.ts';
import type { Call } from './route.ts';

interface OpenApi {
	readonly openapi: string;
	readonly paths: Record<string, Record<string, Operation>>;
}
interface Operation {
	readonly operationId: string;
	readonly summary: string;
	readonly security?: unknown;
	readonly parameters: readonly { readonly name: string; readonly in: string }[];
	readonly requestBody?: { content: { 'application/json': { schema: object; example?: unknown } } };
	readonly responses: Record<string, { readonly description: string }>;
}

async function setup() {
	const useCases = setUpUseCases();
	const routes = [
		...accountRoutes(useCases),
		...dialogueRoutes({ ...useCases, renewed: () => undefined, seen: () => undefined }),
		...joinRoutes(useCases),
		...resultRoutes({ ...useCases, seen: () => undefined, isPicture: () => Promise.resolve(true) }),
	];
	const all = [...routes, ...aboutRoutes(routes, '1.2.3', {})];
	const metrics = createMetricsRegistry('test');
	const app = createApp({
		routes: all,
		page: createPage(),
		beside: besideRoutes({
			store: 'embedded',
			durability: () => 'none',
			probe: () => Promise.resolve(),
			draining: () => false,
			metrics,
			metricsToken: undefined,
		}),
		authenticate: () => Promise.resolve(undefined),
		seen: () => undefined,
		syncOverHttp: (_req, _res, next) => next(),
		sameOrigin: () => true,
		isStoreFault: () => false,
		logger: new PinoLogger('test', 'silent'),
		metrics: new HttpMetrics(metrics),
		publicUrl: undefined,
		ownUrl: () => 'http://localhost',
		inNetwork: () => undefined,
		trustProxy: undefined,
		https: false,
		dev: false,
	});
	const described = all.find(({ path }) => path === '/api/openapi.json')!;
	return { all, app, openApi: (await described.serve({} as Call<unknown>)) as OpenApi };
}

/** `get /api/dialogues/{id}` for everything that Express would serve. */
function served(app: Express): string[] {
	const { stack } = app.router as unknown as {
		stack: { route?: { path: string; methods: Record<string, boolean> } }[];
	};
	const routes = stack.flatMap(({ route }) => route ?? []);
	return routes
		.map(({ path, methods }) => ({ path, methods: Object.keys(methods) }))
		.filter(({ methods }) => methods.length === 1) // what answers all methods is the "no" to the others
		.map(({ path, methods }) => `${methods[0]} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
		.toSorted();
}

test('[HT11] what is described is what is served', async () => {
	const { app, openApi } = await setup();
	const described = Object.entries(openApi.paths).flatMap(([path, verbs]) =>
		Object.keys(verbs).map((verb) => `${verb} ${path}`),
	);
	const isLine = (one: string) => one.includes(' /sync-http/');
	expect(served(app).length).toBeGreaterThan(15);
	expect(described.filter((one) => !isLine(one)).toSorted()).toEqual(served(app));
	// these are the sync server's; tests/contract/surfaces-line.test.ts speaks with them
	expect(described.filter(isLine).toSorted()).toEqual([
		'delete /sync-http/lines/{line}',
		'get /sync-http/lines/{line}',
		'post /sync-http/lines/{line}',
		'post /sync-http/{dialogueId}/{kind}/{name}',
	]);
	expect(openApi.openapi).toBe('3.1.0');
});

test('[HT11] every body has an example, and it is accepted', async () => {
	const { all } = await setup();
	const bodies = all.filter(({ body }) => body);
	expect(bodies.length).toBeGreaterThan(5);
	for (const { body, example, path } of bodies)
		expect([path, body!.safeParse(example).error?.issues]).toEqual([path, undefined]);
});

test('[HT11] every operation names its answers, parameters, and who may ask', async () => {
	const { all, openApi } = await setup();
	const ids = new Set<string>();
	for (const { path, method, who, answer } of all) {
		const operation = openApi.paths[path.replaceAll(/:(\w+)/g, '{$1}')]![method]!;
		ids.add(operation.operationId);
		expect(operation.operationId).toMatch(/^[a-z]+[A-Za-z0-9]+$/);
		expect(operation.responses[answer.status]!.description).not.toBe('');
		expect(operation.responses['500']).toBeDefined();
		expect(operation.security !== undefined).toBe(who !== 'all');
		expect(operation.responses['401'] !== undefined).toBe(
			who !== 'all' || /setup|login/.test(path),
		);
		const named = operation.parameters.map(({ name }) => name);
		if (path.includes(':id')) expect(named).toContain('id');
	}
	expect(ids.size).toBe(all.length);
});

test('[HT11] ids are described by what they look like, not as anything', async () => {
	const { openApi } = await setup();
	const text = JSON.stringify(openApi);
	expect(text).toContain('^d_[A-Za-z0-9_-]{1,40}$');
	expect(text).not.toMatch(/"(id|dialogueId|tableId)":\{\}/);
});
