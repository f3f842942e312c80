import type http from 'node:http';
import type { RequestHandler } from 'express';
import type { Registry as Metrics } from 'prom-client';
import { isWholePicture } from './adapters/reports/whole-picture.ts';
import { sleep } from './adapters/system/sleep.ts';
import { closeEnded } from './close-ended.ts';
import type { Config } from './config.ts';
import { createServer, hostName, listen, listensEverywhere } from './listening.ts';
import { gauge } from './metrics.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import { makePractice } from './practice.ts';
import { AwarenessBetween } from './rooms/awareness-between.ts';
import { Condenser } from './rooms/condenser.ts';
import { Intake } from './rooms/intake.ts';
import { RoomEndedError } from './rooms/patience.ts';
import { DrainingError, Registry } from './rooms/registry.ts';
import { createAuthenticate } from './services/authenticate.ts';
import { forgetSeatsInTime } from './services/forget-seats.ts';
import { JoinDoor } from './services/join-door.ts';
import { createNoteTurned } from './services/note-turned.ts';
import { openInstallation } from './services/open-installation.ts';
import { readTogether } from './services/read-together.ts';
import { createRememberedDialogues } from './services/remember-dialogues.ts';
import { practiceTokens, StartLinks } from './start-links.ts';
import type { Stores } from './stores.ts';
import { timedLog } from './timed-log.ts';
import { createApp } from './transport/http/app.ts';
import { besideRoutes } from './transport/http/beside.ts';
import { HttpMetrics } from './transport/http/metrics.ts';
import { aboutRoutes } from './transport/http/routes/about.ts';
import { accountRoutes } from './transport/http/routes/accounts.ts';
import { afterwardsRoutes } from './transport/http/routes/afterwards.ts';
import { dialogueRoutes } from './transport/http/routes/dialogues.ts';
import { joinRoutes } from './transport/http/routes/join.ts';
import { printRoutes } from './transport/http/routes/print.ts';
import { resultRoutes } from './transport/http/routes/results.ts';
import { createLive, type Live } from './transport/live/gateway.ts';
import { isSameOrigin } from './transport/origin.ts';
import { SyncServer } from './transport/sync/sync-server.ts';
import { routeUpgrades } from './transport/upgrade.ts';
import { createUseCases, type UseCases } from './use-cases.ts';
import { newId, type DialogueId, type Random } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';

export interface HouseNeeds {
	readonly config: Config;
	readonly stores: Stores;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly random: Random;
	/** This machine's addresses in its networks, the likeliest first. */
	readonly localAddresses: () => readonly string[];
	readonly metrics: Metrics;
	/** What stands beside the API: the built page, or the development server. */
	readonly page: RequestHandler;
	/** In development: a server that never listens, to which hot reload is attached. */
	readonly hotReload?: http.Server | undefined;
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
	/** Where programs on this machine reach it. */
	readonly ownUrl: string;
	/** Where pages are reached: PUBLIC_URL, or `ownUrl`. */
	readonly origin: string;
	/** Where tablets in the machine's networks reach it. */
	readonly inNetwork: readonly string[];
}

/** How often what people type is kept and shown: short beside a hand, long beside a commit. */
const BEAT_MS = 18;
const VERSION = '0.1.0';
const LIVE = '/live/';
/** Who sits at this machine has read the code of the practice dialogue off its screen. */
const LOOPBACKS = ['127.0.0.1', '0:0:0:0'];

export function createHouse(needs: HouseNeeds): House {
	const { config, stores, clock, logger, random, metrics } = needs;
	const { records, log, bus } = stores;
	const links = new StartLinks(config.dataDir);
	let ownUrl = '';
	let port = 0;
	const scheme = config.tls ? 'https' : 'http';
	let draining = false;

	const authenticate = createAuthenticate({ records, clock, adminToken: config.adminToken });
	const remembered = createRememberedDialogues({ records, clock });
	const dialogueNow = readTogether(
		async (id: DialogueId) => (await records.get('dialogue', id))?.value,
	);
	const door = new JoinDoor({ clock, missesMax: LIMITS.codeMissesPerMinutePerAddressMax });
	const seen = (address: string, dialogue: DialogueId) => door.know(address, dialogue);

	const condenser = new Condenser();
	const registry = new Registry({
		log: timedLog(log, metrics),
		clock,
		logger,
		limits: { beatMs: BEAT_MS },
		condense: condenser.condense,
		sleep,
		between: new AwarenessBetween(bus, newId('n_', random)),
	});
	stores.follow?.(() => registry.open.map(({ name }) => name));
	const intake = new Intake({
		registry,
		log,
		clock,
		logger,
		bus,
		dialogueOf: dialogueNow,
		turned: createNoteTurned({ records, clock }),
	});
	const sync = new SyncServer({
		registry,
		clock,
		logger,
		authenticate,
		dialogueOf: remembered,
		dialogueNow,
	});
	const useCases: UseCases = createUseCases({
		stores,
		clock,
		random,
		registry,
		intake,
		door,
		erased: (dialogue) => {
			sync.erased(dialogue);
			live.erased(dialogue);
			links.erased(dialogue);
		},
	});
	const live: Live = createLive({
		...stores,
		clock,
		logger,
		authenticate,
		registry,
		intake,
	});
	let stopForgetting: () => void = () => undefined;
	gauge(metrics, { registry, intake, sync, live });
	const stopClosing = closeEnded({ records, clock, doors: [sync, live] });

	const routes = [
		...accountRoutes({
			...useCases,
			setupFirstAccount: async (body) => {
				const result = await useCases.setupFirstAccount(body);
				if (result.ok) links.setupDone();
				return result;
			},
		}),
		// `/api/dialogues/import` is no dialogue: it is asked first
		...resultRoutes({
			...useCases,
			seen,
			isPicture: isWholePicture,
		}),
		...printRoutes(useCases),
		...dialogueRoutes({ ...useCases, renewed: (link) => links.renewed(link), seen }),
		...afterwardsRoutes(useCases),
		...joinRoutes(useCases),
	];
	const app = createApp({
		routes: [...routes, ...aboutRoutes(routes, VERSION, config.operator)],
		page: needs.page,
		beside: besideRoutes({
			store: stores.kind,
			durability: () => log.durability(),
			guarantee: () => stores.guarantee?.(),
			probe: () => records.probe(),
			draining: () => draining,
			metrics,
			metricsToken: config.metricsToken,
		}),
		authenticate,
		seen,
		// Express has taken the prefix off
		syncOverHttp: (req, res) => sync.request(req, res, req.url.slice(1)),
		sameOrigin: (req) => isSameOrigin(req, config.publicUrl),
		isStoreFault: (error) =>
			stores.isFault(error) || error instanceof DrainingError || error instanceof RoomEndedError,
		logger,
		metrics: new HttpMetrics(metrics),
		publicUrl: config.publicUrl,
		ownUrl: () => ownUrl,
		inNetwork: () => (config.publicUrl === undefined ? inNetwork()[0] : undefined),
		trustProxy: config.trustProxy,
		https: config.tls !== undefined || config.publicUrl?.startsWith('https:') === true,
		dev: config.dev,
	});
	const server = createServer(config, (req, res) => {
		// socket.io's polling; a foreign page gets the API's own answer
		const isLive = req.url?.startsWith(LIVE) && isSameOrigin(req, config.publicUrl);
		if (isLive) live.gate.emit('request', req, res);
		else app(req, res);
	});
	routeUpgrades(server, {
		publicUrl: config.publicUrl,
		sync: (request, socket, head, address) => sync.upgrade(request, socket, head, address),
		live: live.gate,
		hotReload: needs.hotReload,
	});

	return { links, start, stop };

	/** Asked anew each time: a laptop is carried from the office into the hall. */
	function inNetwork(): readonly string[] {
		if (!listensEverywhere(config.host)) return [];
		return needs.localAddresses().map((address) => `${scheme}://${address}:${port}`);
	}

	async function start(): Promise<Listening> {
		await intake.start();
		const earlier = links.earlier();
		links.setupToken = await openInstallation(
			{ records, random },
			config.redisUrls !== undefined,
			earlier.setupToken,
		);
		await openPractice(earlier.practice);
		({ port } = await listen(server, config));
		stopForgetting = forgetSeatsInTime(useCases.forgetSeats, clock, logger);
		ownUrl = `${scheme}://${hostName(config.host)}:${port}`;
		links.origin = config.publicUrl ?? ownUrl;
		links.write();
		return { port, ownUrl, origin: links.origin, inNetwork: inNetwork() };
	}

	async function stop(): Promise<void> {
		if (draining) return;
		draining = true;
		const closed = new Promise<void>((done) => server.close(() => done()));
		server.closeIdleConnections();
		stopForgetting();
		door.close();
		useCases.closeReports();
		await live.close();
		await intake.stop();
		await registry.drain();
		await condenser.stop();
		sync.stop();
		server.closeAllConnections();
		if (server.listening) await closed;
		stopClosing();
		authenticate.stop();
		remembered.stop();
		await stores.close();
	}

	async function openPractice(earlier: Parameters<typeof practiceTokens>[2]): Promise<void> {
		const made = config.practice ? await practiceMade() : undefined;
		const id = (await records.get('installation', 'self'))?.value.practice;
		const dialogue = id && (await dialogueNow(id));
		if (!dialogue) return;
		// another node has printed its links; to make new ones would end those
		if (stores.kind === 'redis' && !made && !earlier) return;
		const { renewLink } = useCases;
		const tokens = await practiceTokens({ records, renewLink }, dialogue, made?.tokens ?? earlier);
		links.practice = { dialogue, tokens };
		for (const address of LOOPBACKS) door.know(address, dialogue.id);
	}

	/** Of several nodes that start on an empty store at once, one makes it; the others find that the installation has moved. */
	async function practiceMade(): ReturnType<typeof makePractice> {
		for (;;) {
			const before = (await records.get('installation', 'self'))?.version;
			try {
				const { createDialogue } = useCases;
				return await makePractice({ records, clock, random, createDialogue });
			} catch (error) {
				if ((await records.get('installation', 'self'))?.version === before) throw error;
			}
		}
	}
}
