import http from 'node:http';
import { flushCompileCache } from 'node:module';
import type { RequestHandler } from 'express';
import { destination } from 'pino';
import { StoreUnusableError } from './adapters/embedded/errors.ts';
import { RedisUnusableError } from './adapters/redis/errors.ts';
import { SystemClock } from './adapters/system/clock.ts';
import { PinoLogger } from './adapters/system/logger.ts';
import { random } from './adapters/system/random.ts';
import { complain, localAddresses, say, showQr } from './adapters/system/terminal.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { createHouse, type House, type Listening } from './house.ts';
import { commitMetrics } from './metrics.ts';
import { whereOf } from './services/where-of.ts';
import { openEmbedded, openRedis } from './stores.ts';
import { createMetricsRegistry } from './transport/http/metrics.ts';
import { createPage } from './transport/http/page.ts';
import { participantAddress } from '#shared/addresses.ts';

/** A drain takes well under a second; should something hang, a supervisor's patience (10 s) is not used up. */
const DRAIN_MS = 8_000;
const STANDARD_ERROR = 2;

try {
	await main();
} catch (error) {
	const sentence = sentenceFor(error);
	if (sentence === undefined) throw error;
	complain(sentence);
	process.exit(1);
}

async function main(): Promise<void> {
	const config = readConfig(process.env, process.argv);
	const clock = new SystemClock();
	// standard output is for the links; somebody at a terminal wants to hear of trouble only
	const level = process.stderr.isTTY ? 'warn' : 'info';
	const logger = new PinoLogger(
		config.nodeName,
		level,
		destination({ dest: STANDARD_ERROR, sync: true }),
	);
	const metrics = createMetricsRegistry(config.nodeName);
	const onCommit = commitMetrics(metrics);
	const stores = config.redisUrls
		? await openRedis(config.redisUrls, { nodeName: config.nodeName, clock, logger, onCommit })
		: openEmbedded(config.dataDir, clock, onCommit);
	const { page, hotReload } = config.dev ? await development() : { page: createPage() };
	const house = createHouse({
		config,
		stores,
		clock: stores.clock ?? clock,
		logger,
		random,
		localAddresses,
		metrics,
		page,
		hotReload,
	});

	let ending = false;
	const end = (code: number): void => {
		if (ending) return; // a second signal must not cut off the drain
		ending = true;
		setTimeout(() => process.exit(1), DRAIN_MS).unref();
		house.stop().then(
			() => process.exit(code),
			(error: unknown) => {
				logger.error({ event: 'server.drain_failed', ...whereOf(error) }, 'the drain failed');
				process.exit(1);
			},
		);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
	// A bug: what is in memory may be wrong, what is in the log is right. Keep what was accepted, then let the supervisor
	// start a fresh process; tablets come back by themselves.
	for (const event of ['unhandledRejection', 'uncaughtException'] as const)
		process.on(event, (error: unknown) => {
			logger.error({ event: 'server.bug', cause: event, ...whereOf(error) }, 'the server ends');
			end(1);
		});

	tell(config, house, await house.start());
	logger.info({ event: 'server.started', tookMs: Math.round(performance.now()) }, 'listening');
	// for the next start, also if this process is killed
	flushCompileCache();
}

/** The page as Vite serves it while somebody works on it. Vite is no part of what runs in a hall, so it is loaded here. */
async function development(): Promise<{ page: RequestHandler; hotReload: http.Server }> {
	const hotReload = http.createServer();
	const { createServer } = await import('vite');
	const vite = await createServer({
		server: { middlewareMode: { server: hotReload }, ws: { server: hotReload } },
	});
	return { page: vite.middlewares, hotReload };
}

/** What a person sees, and programs read: where it listens, then one link a line. */
function tell(config: Config, { links }: House, { ownUrl, origin, inNetwork }: Listening): void {
	say(`Thementisch listens on ${ownUrl}${config.dev ? ' (development)' : ''}`);
	if (origin !== ownUrl) say(`for everybody at ${origin}`);
	for (const url of inNetwork) say(`in this network ${url}`);
	for (const { who, url } of links.lines()) say(`${who} ${url}`);
	const { practiceCode } = links;
	if (practiceCode !== undefined)
		showQr(participantAddress(config.publicUrl ?? inNetwork[0] ?? origin, practiceCode));
}

/** What a person can do something about, in one plain sentence; undefined: a bug. */
function sentenceFor(error: unknown): string | undefined {
	if (
		error instanceof ConfigError ||
		error instanceof StoreUnusableError ||
		error instanceof RedisUnusableError
	)
		return error.message;
	if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return undefined;
	const { code, port, address } = error as { code: unknown; port?: number; address?: string };
	if (code === 'EADDRINUSE') return `PORT ${port} is in use by another program; set another PORT.`;
	if (code === 'EACCES') return `PORT ${port} may not be used by this user; set another PORT.`;
	if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
		return `HOST must be an address of this machine, which ${address ?? 'the given one'} is not.`;
	return undefined;
}
