import { cpuMsOf, residentMiBOf } from '#tests/support/process-cost.ts';
import { pause } from '#tests/support/until.ts';
import { boardOf } from '../boards.ts';
import { BOARDS_PER_EVENT, type Contender } from '../contenders.ts';
import { inTurns, judge, tableOf, type Figure, type RowReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { Standers } from '../swarm/standing.ts';

const EVENTS = 25;
const BOARDS = EVENTS * BOARDS_PER_EVENT;
const READERS_PER_BOARD = 30;
const SOCKETS = BOARDS * (READERS_PER_BOARD + 1);
const CARDS = 24;
/** Two renewals of everybody's presence. */
const LOOK_SECONDS = 30;
const SETTLE_MS = 3_000;
const WORKERS = 2;

interface Idle {
	readonly cpuPercent: number;
	readonly kilobytesEach: number;
	readonly residentMiB: number;
}

/** At each board a host and 30 people, as unchanged clients: each renews its presence every 15 s. */
async function measure(contender: Contender): Promise<Idle> {
	const content = boardOf(CARDS, (nth) => `Karte ${nth}`);
	const server = await contender.start();
	try {
		const hosts = await server.boards(BOARDS, content);
		const places = [...hosts];
		for (const host of hosts) places.push(...(await server.readers(host, READERS_PER_BOARD)));
		const beforeMiB = residentMiBOf(server.pid);
		const standers = new Standers(server.dialect, places, content, WORKERS);
		await standers.open(server.base);
		server.fillersLeave();
		await pause(SETTLE_MS);
		const cpuBefore = cpuMsOf(server.pid);
		await pause(LOOK_SECONDS * 1_000);
		const cpuPercent = (cpuMsOf(server.pid) - cpuBefore) / (LOOK_SECONDS * 10);
		const residentMiB = residentMiBOf(server.pid);
		await standers.leave();
		const kilobytesEach = ((residentMiB - beforeMiB) * 1_024) / SOCKETS;
		return { cpuPercent, kilobytesEach, residentMiB };
	} finally {
		await server.remove();
	}
}

const FIGURES: readonly Figure<Idle>[] = [
	{ title: 'CPU % of a core', digits: 1, of: ({ cpuPercent }) => cpuPercent },
	{ title: 'KB a socket', digits: 1, of: ({ kilobytesEach }) => kilobytesEach },
	{ title: 'RSS MiB', digits: 0, of: ({ residentMiB }) => residentMiB },
];

/** Row `idle`: what people cost who are only there. */
export async function idle({ contenders, rounds }: Setting): Promise<RowReport> {
	// a store has nothing to do here
	const some = contenders.filter(({ kind, store }) => kind === 'ours' || store === 'none');
	const found = await inTurns(some, rounds, measure);
	const ours = contenders.filter(({ kind }) => kind === 'ours');
	return {
		title: `idle: ${SOCKETS} sockets of ${EVENTS} events, one host and ${READERS_PER_BOARD} people at each board, presence renewed every 15 s, ${LOOK_SECONDS} s`,
		table: tableOf(found, FIGURES),
		verdicts: [
			...judge(found, ours, {
				figure: 'CPU',
				...{ of: ({ cpuPercent }) => cpuPercent, unit: '% of a core', digits: 1 },
				bound: { most: 5 },
			}),
			...judge(found, ours, {
				figure: 'memory',
				...{ of: ({ kilobytesEach }) => kilobytesEach, unit: 'KB a socket', digits: 1 },
				bound: { most: 20 },
			}),
		],
	};
}
