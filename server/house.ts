import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { MinuteMisses } from './adapters/system/misses.ts';
import { Passwords } from './adapters/system/passwords.ts';
import type { Config } from './config.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import { makePractice } from './practice.ts';
import { Intake } from './rooms/intake.ts';
import { Registry } from './rooms/registry.ts';
import { createAuthenticate } from './services/authenticate.ts';
import { createChangeDialogue } from './services/change-dialogue.ts';
import { createCreateDialogue } from './services/create-dialogue.ts';
import { createEraseDialogue } from './services/erase-dialogue.ts';
import { createGiveBack } from './services/give-back.ts';
import { JoinDoor } from './services/join-door.ts';
import { createJoin } from './services/join.ts';
import { createLogin } from './services/login.ts';
import { createMoveRights } from './services/move-rights.ts';
import { openInstallation } from './services/open-installation.ts';
import { createListDialogues, createReadDialogue } from './services/read-dialogue.ts';
import { createRenewLink } from './services/renew-link.ts';
import { createSetupFirstAccount } from './services/setup-first-account.ts';
import { createUsesOf } from './services/uses-of.ts';
import { practiceTokens, StartLinks } from './start-links.ts';
import type { Stores } from './stores.ts';
import { createApp } from './transport/http/app.ts';
import { besideRoutes } from './transport/http/beside.ts';
import { createMetricsRegistry, HttpMetrics } from './transport/http/metrics.ts';
import { aboutRoutes } from './transport/http/routes/about.ts';
import { accountRoutes } from './transport/http/routes/accounts.ts';
import { dialogueRoutes } from './transport/http/routes/dialogues.ts';
import { joinRoutes } from './transport/http/routes/join.ts';
import { isSameOrigin } from './transport/origin.ts';
import type { Random } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';

export interface HouseNeeds {
	readonly config: Config;
	readonly stores: Stores;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly random: Random;
	/** What stands beside the API: the built page, or the development server. */
	readonly page: RequestHandler;
}

/** A running server: everything that is wired, and what starts and ends it. One process may run several. */
export interface House {
	/** What the start prints. */
	readonly links: StartLinks;
	/** Makes what an empty store lacks, then listens. */
	start(): Promise<Listening>;
	/** Drains: what was accepted is kept, everybody is told to come again. */
	stop(): Promise<void>;
}

export interface Listening {
	readonly port: number;
	/** Where pages are reached: PUBLIC_URL, or this machine's own name for itself. */
	readonly origin: string;
}

/** A slow or silent client is let go after so long: thousands of them hold nothing. */
const HEADERS_MS = 8_000;
const REQUEST_MS = 12_000;
const LOOK_AT_SLOW_MS = 2_000;
/** Longer than proxies keep their connections, or one of them sends into a closing one. */
const KEEP_ALIVE_MS = 75_000;
const VERSION = '0.1.0';
/** Who sits at this machine has read the code of the practice dialogue off its screen. */
const LOOPBACKS = ['127.0.0.1', '0:0:0:0'];

export function createHouse(needs: HouseNeeds): House {
	const { config, stores, clock, logger, random } = needs;
	const { records, log, ballots, bus } = stores;
	const links = new StartLinks(config.dataDir);
	let ownUrl = '';
	let draining = false;

	const registry = new Registry({ log, clock, logger });
	const intake = new Intake({
		registry,
		log,
		clock,
		logger,
		bus,
		dialogueOf: async (id) => (await records.get('dialogue', id))?.value,
	});
	const moveRights = createMoveRights({ log, registry, intake });
	const authenticate = createAuthenticate({ records, clock, adminToken: config.adminToken });
	const door = new JoinDoor({ clock, missesMax: LIMITS.codeMissesPerMinutePerAddressMax });
	const passwords = new Passwords();
	const createDialogue = createCreateDialogue({ records, log, clock, random });
	const renewLink = createRenewLink({ records, random });
	const setupFirstAccount = createSetupFirstAccount({
		records,
		random,
		hashPassword: (password) => passwords.hash(password),
	});

	const metrics = createMetricsRegistry(config.nodeName);
	const routes = [
		...accountRoutes({
			setupFirstAccount: async (body) => {
				const result = await setupFirstAccount(body);
				if (result.ok) links.setupDone();
				return result;
			},
			login: createLogin({
				records,
				random,
				verifyPassword: (password, stored) => passwords.verify(password, stored),
				misses: new MinuteMisses(LIMITS.loginMissesPerMinutePerAccountMax),
			}),
			giveBack: createGiveBack({ records }),
		}),
		...dialogueRoutes({
			createDialogue,
			listDialogues: createListDialogues({ records }),
			readDialogue: createReadDialogue({ records }),
			changeDialogue: createChangeDialogue({
				records,
				log,
				random,
				usesOf: createUsesOf({ registry, log }),
				moveRights,
			}),
			eraseDialogue: createEraseDialogue({
				records,
				log,
				ballots,
				erased: (dialogue) => registry.erased(dialogue),
			}),
			renewLink,
			renewed: (link) => links.renewed(link),
			seen: (address, dialogue) => door.know(address, dialogue),
		}),
		...joinRoutes({ join: createJoin({ records, random, door }) }),
	];
	const app = createApp({
		routes: [...routes, ...aboutRoutes(routes, VERSION)],
		page: needs.page,
		beside: besideRoutes({
			store: stores.kind,
			durability: () => log.durability(),
			probe: () => records.probe(),
			draining: () => draining,
			metrics,
			metricsToken: config.metricsToken,
		}),
		authenticate,
		seen: (address, dialogue) => door.know(address, dialogue),
		sameOrigin: (req) => isSameOrigin(req, config.publicUrl),
		isStoreFault: (error) => stores.isFault(error),
		logger,
		metrics: new HttpMetrics(metrics),
		publicUrl: config.publicUrl,
		ownUrl: () => ownUrl,
		trustProxy: config.trustProxy,
		https: config.tls !== undefined || config.publicUrl?.startsWith('https:') === true,
		dev: config.dev,
	});
	const server = createServer(config, app);

	return {
		links,
		async start() {
			await intake.start();
			const earlier = links.earlier();
			links.setupToken = await openInstallation({ records, random }, earlier.setupToken);
			await openPractice(earlier.practice);
			const { port } = await listen(server, config);
			ownUrl = `${config.tls ? 'https' : 'http'}://${hostName(config.host)}:${port}`;
			links.origin = config.publicUrl ?? ownUrl;
			links.write();
			return { port, origin: links.origin };
		},
		async stop() {
			if (draining) return;
			draining = true;
			const closed = new Promise<void>((done) => server.close(() => done()));
			server.closeIdleConnections();
			door.close();
			await intake.stop();
			await registry.drain();
			server.closeAllConnections();
			await closed;
			authenticate.stop();
			stores.close();
		},
	};

	async function openPractice(earlier: Parameters<typeof practiceTokens>[2]): Promise<void> {
		const made = config.practice
			? await makePractice({ records, clock, random, createDialogue })
			: undefined;
		const id = (await records.get('installation', 'self'))?.value.practice;
		const dialogue = id && (await records.get('dialogue', id))?.value;
		if (!dialogue) return;
		const tokens = await practiceTokens({ records, renewLink }, dialogue, made?.tokens ?? earlier);
		links.practice = { dialogue, tokens };
		for (const address of LOOPBACKS) door.know(address, dialogue.id);
	}
}

function createServer(config: Config, onRequest: RequestListener): http.Server {
	const timeouts = {
		headersTimeout: HEADERS_MS,
		requestTimeout: REQUEST_MS,
		connectionsCheckingInterval: LOOK_AT_SLOW_MS,
		keepAliveTimeout: KEEP_ALIVE_MS,
	};
	return config.tls
		? https.createServer({ ...timeouts, ...config.tls }, onRequest)
		: http.createServer(timeouts, onRequest);
}

/** Rejects with Node's own error if the port or the address cannot be had. */
function listen(server: http.Server, { port, host }: Config): Promise<AddressInfo> {
	return new Promise((done, failed) => {
		server.once('error', failed);
		server.listen(port, host, () => {
			server.off('error', failed);
			done(server.address() as AddressInfo);
		});
	});
}

/** How a page on this machine names an address that we listen on. */
function hostName(host: string): string {
	if (host === '0.0.0.0' || host === '::') return 'localhost';
	return host.includes(':') ? `[${host}]` : host;
}
