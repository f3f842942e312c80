import { randomUUID } from 'node:crypto';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Grant } from '#server/ports/records.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { RejectedError } from '#shared/rejections.ts';
import { addressOf, bearerOf, hallOriginOf, originOf } from './caller.ts';
import type { HttpMetrics } from './metrics.ts';
import { isJson, mediaOf, parse } from './parse.ts';
import { LaterError, problems, sendProblem } from './problem.ts';
import type { Route } from './route.ts';

export interface AppNeeds {
	readonly routes: readonly Route[];
	/** What stands beside the API: the built page, or the development server. */
	readonly page: RequestHandler;
	/** Answers that are no routes of the API and look at the request by themselves: health, metrics. */
	readonly beside: Readonly<Record<`/${string}`, (req: Request, res: Response) => Promise<void>>>;
	readonly authenticate: (token: string) => Promise<Grant | undefined>;
	/** Told whenever somebody with a token of a dialogue was seen at an address. */
	readonly seen: (address: string, dialogue: DialogueId) => void;
	/** Sync where no websocket gets through; its requests wait, so they are not among those that are timed. */
	readonly syncOverHttp: RequestHandler;
	/** Whether the Origin header of this request is ours, or absent. */
	readonly sameOrigin: (req: Request) => boolean;
	readonly isStoreFault: (error: unknown) => boolean;
	readonly logger: Logger;
	readonly metrics: HttpMetrics;
	readonly publicUrl: string | undefined;
	/** The address of this server as it knows it by itself. */
	readonly ownUrl: () => string;
	/** The same in the machine's network, unless PUBLIC_URL says where pages are reached; undefined: it is in none. */
	readonly inNetwork: () => string | undefined;
	readonly trustProxy: boolean | number | string | undefined;
	readonly https: boolean;
	readonly dev: boolean;
}

/** Everything that is asked by HTTP. Rules HT1–HT18 in SPEC.md. */
export function createApp(needs: AppNeeds): Express {
	const app = express();
	app.set('env', needs.dev ? 'development' : 'production'); // Express prints stack traces otherwise
	app.set('case sensitive routing', true);
	app.set('query parser', 'simple');
	app.set('etag', false); // nothing of the API may be kept anywhere
	app.disable('x-powered-by');
	if (needs.trustProxy !== undefined) app.set('trust proxy', needs.trustProxy);

	const hsts = needs.https && { includeSubDomains: false };
	app.use((_req, res, next) => {
		res.locals['requestId'] = randomUUID();
		res.setHeader('X-Request-Id', String(res.locals['requestId']));
		next();
	});
	app.use('/sync-http', bareHeaders(hsts), sameOriginOnly(needs), needs.syncOverHttp);
	app.use(needs.metrics.observe);
	for (const [path, serve] of Object.entries(needs.beside)) {
		app.use(path, bareHeaders(hsts));
		app.get(path, serve);
		app.all(path, methodNotAllowed('GET, HEAD'));
	}
	app.use('/api', bareHeaders(hsts), sameOriginOnly(needs));
	for (const [path, routes] of byPath(needs.routes)) {
		for (const route of routes) app[route.method](path, serveRoute(route, needs));
		app.all(path, methodNotAllowed(allowed(routes)));
	}
	// socket.io's own requests have been passed on by now; what is left of them is from a foreign page, or lost
	app.use('/live', bareHeaders(hsts), sameOriginOnly(needs));
	app.use(['/api', '/live', '/sync'], () => {
		throw new RejectedError({ code: 'request/not-found', detail: 'there is nothing here' });
	});
	app.use(pageHeaders(hsts), needs.page);
	app.use(problems(needs.logger, needs.isStoreFault));
	return app;
}

function serveRoute(route: Route, needs: AppNeeds): RequestHandler {
	const { raw = largeJson(route) } = route;
	const readJson = express.json({ limit: LIMITS.requestBodyBytesMax, inflate: false });
	const readRaw = raw && express.raw({ type: [...raw.media], limit: raw.bytesMax, inflate: false });
	const callerOf = callers(needs);
	return async (req, res) => {
		const token = bearerOf(req);
		const caller = await callerOf(req, token);
		if (route.who !== 'all' && !caller)
			throw new RejectedError({ code: 'request/unauthorised', detail: 'send a valid token' });
		if (raw) largeOnlyFor(route, caller);
		if (route.body && !isJson(req)) throw NO_JSON();
		const body = route.body && !raw && parse(route.body, await bodyOf(req, res, readJson));
		if (readRaw) await read(req, res, readRaw);
		const origin = originOf(req, needs.publicUrl, needs.ownUrl());
		const value = await route.serve({
			caller,
			token,
			address: addressOf(req),
			origin,
			hallOrigin: hallOriginOf(req, origin, needs.inNetwork()),
			params: req.params as Readonly<Record<string, string>>,
			query: req.query,
			body,
			bytes: req.body instanceof Uint8Array ? req.body : new Uint8Array(),
			media: mediaOf(req),
			accept: req.headers.accept ?? '',
			res,
		});
		if (res.headersSent) return;
		if (route.answer.status === 204) res.status(204).end();
		else res.status(route.answer.status).json(value);
	};
}

/** Looks at the token of a request. Without a valid one its address is counted, with a seat's the seat: the hall is one address. */
function callers({ authenticate, seen }: AppNeeds) {
	const refused = new RateLimiterMemory({
		points: LIMITS.requestsPerMinutePerAddressMax,
		duration: 60,
	});
	const seats = new RateLimiterMemory({
		points: LIMITS.requestsPerMinutePerSeatMax,
		duration: 60,
	});
	return async function callerOf(req: Request, token: string | undefined) {
		if (token === undefined) return undefined;
		const caller = await authenticate(token);
		if (!caller) {
			await countOrThrow(refused, addressOf(req), 'too many requests without a valid token');
			return undefined;
		}
		if (caller.role === 'participant')
			await countOrThrow(seats, caller.seat, 'too many requests of one device');
		if ('dialogue' in caller) seen(addressOf(req), caller.dialogue);
		return caller;
	};
}

async function countOrThrow(limiter: RateLimiterMemory, key: string, detail: string) {
	const count = await limiter.penalty(key);
	if (count.consumedPoints <= limiter.points) return;
	const laterSeconds = Math.max(1, Math.ceil(count.msBeforeNext / 1_000));
	throw new LaterError({ code: 'request/too-many', detail }, laterSeconds);
}

/** Read only after the token was looked at, so that a stranger cannot make us read. */
async function bodyOf(req: Request, res: Response, readJson: RequestHandler): Promise<unknown> {
	await read(req, res, readJson);
	return req.body as unknown;
}

function read(req: Request, res: Response, reader: RequestHandler): Promise<void> {
	return new Promise((done, failed) => {
		void reader(req, res, (e?: unknown) => {
			if (e === undefined) done();
			else failed(e instanceof Error ? e : new Error('the body cannot be read'));
		});
	});
}

/** A JSON body that is not parsed here. */
function largeJson({ bodyBytesMax }: Route): Route['raw'] {
	return bodyBytesMax === undefined ? undefined : { media: [JSON_MEDIA], bytesMax: bodyBytesMax };
}

const JSON_MEDIA = 'application/json';
const NO_JSON = () =>
	new RejectedError({ code: 'request/invalid', detail: `Content-Type must be ${JSON_MEDIA}` });

/** A large body is read for those alone who may send one. */
function largeOnlyFor({ who }: Route, caller: Grant | undefined): void {
	if (who !== 'all' && caller && !who.includes(caller.role))
		throw new RejectedError({ code: 'request/not-found', detail: 'there is nothing here' });
}

function sameOriginOnly({ sameOrigin }: AppNeeds): RequestHandler {
	return (req, _res, next) => {
		if (sameOrigin(req)) return next();
		throw new RejectedError({
			code: 'request/foreign-origin',
			detail: 'ask from a page of this server, or from a program',
		});
	};
}

/** For answers that no browser shall draw: nothing may load, nothing may keep them. */
function bareHeaders(strictTransportSecurity: { includeSubDomains: boolean } | false) {
	const secure = helmet({
		contentSecurityPolicy: {
			useDefaults: false,
			directives: {
				'default-src': ["'none'"],
				'frame-ancestors': ["'none'"],
				sandbox: [],
			},
		},
		strictTransportSecurity,
		xFrameOptions: { action: 'deny' },
	});
	return ((req, res, next) => {
		res.setHeader('Cache-Control', 'no-store');
		secure(req, res, next);
	}) satisfies RequestHandler;
}

/** The page carries its own policy with its hashes; the header adds what a meta tag cannot, or the two would intersect. */
function pageHeaders(strictTransportSecurity: { includeSubDomains: boolean } | false) {
	return helmet({
		contentSecurityPolicy: {
			useDefaults: false,
			directives: {
				'default-src': helmet.contentSecurityPolicy.dangerouslyDisableDefaultSrc,
				'frame-ancestors': ["'none'"],
			},
		},
		strictTransportSecurity,
		xFrameOptions: { action: 'deny' },
	});
}

function methodNotAllowed(allow: string): RequestHandler {
	return (_req, res) => {
		res.setHeader('Allow', allow);
		sendProblem(res, { code: 'request/method-not-allowed', detail: `allowed: ${allow}` });
	};
}

function byPath(routes: readonly Route[]): Map<string, Route[]> {
	const all = new Map<string, Route[]>();
	for (const route of routes) all.set(route.path, [...(all.get(route.path) ?? []), route]);
	return all;
}

function allowed(routes: readonly Route[]): string {
	const methods = routes.map(({ method }) => method.toUpperCase());
	return [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
}
