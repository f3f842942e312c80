import { cpuMsOf } from '#tests/support/process-cost.ts';
import { boardOf } from '../boards.ts';
import { BOARDS_PER_EVENT, type Contender } from '../contenders.ts';
import { inTurns, judge, tableOf, type Figure, type RowReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { Standers, type Back } from '../swarm/standing.ts';

const EVENTS = 25;
const BOARDS = EVENTS * BOARDS_PER_EVENT;
const READERS_PER_BOARD = 30;
const SOCKETS = BOARDS * READERS_PER_BOARD;
const CARDS = 120;
const WORKERS = 3;

interface Restarted {
	readonly warm: Back;
	readonly cold: Back;
	readonly warmCpuMs: number;
	readonly coldCpuMs: number;
}

/** Everybody's connection breaks, first under a server that lives on, then because it is killed and started again. */
async function measure(contender: Contender): Promise<Restarted> {
	const content = boardOf(CARDS, (nth) => `Karte ${nth}: mehr Bänke am Bach, bitte`);
	const server = await contender.start();
	try {
		const places = [];
		for (const host of await server.boards(BOARDS, content))
			places.push(...(await server.readers(host, READERS_PER_BOARD)));
		const standers = new Standers(server.dialect, places, content, WORKERS);
		await standers.open(server.base);
		server.fillersLeave();
		const before = cpuMsOf(server.pid);
		const warm = await standers.break();
		const warmCpuMs = cpuMsOf(server.pid) - before;
		const cold = await standers.outlive(() => server.restart());
		const coldCpuMs = cpuMsOf(server.pid);
		await standers.leave();
		return { warm, cold, warmCpuMs, coldCpuMs };
	} finally {
		await server.remove();
	}
}

const FIGURES: readonly Figure<Restarted>[] = [
	{ title: 'warm: p50 ms', digits: 0, of: ({ warm }) => warm.backMs.p50 },
	{ title: 'p99 ms', digits: 0, of: ({ warm }) => warm.backMs.p99 },
	{ title: 'CPU ms', digits: 0, of: ({ warmCpuMs }) => warmCpuMs },
	{ title: 'cold: p50 ms', digits: 0, of: ({ cold }) => cold.backMs.p50 },
	{ title: 'p99 ms ', digits: 0, of: ({ cold }) => cold.backMs.p99 },
	{ title: 'CPU ms ', digits: 0, of: ({ coldCpuMs }) => coldCpuMs },
	{ title: 'tries', digits: 0, of: ({ warm, cold }) => warm.lost + cold.lost },
];

/** Row `restart`: how soon everybody is back. */
export async function restart({ contenders, rounds }: Setting): Promise<RowReport> {
	const durable = contenders.filter(({ store }) => store !== 'none');
	const found = await inTurns(durable, rounds, measure);
	const ours = contenders.filter(({ kind }) => kind === 'ours');
	const back = (of: (found: Restarted) => Back) => ({
		...{ of: (one: Restarted) => of(one).backMs.p99 / 1_000, unit: 's', digits: 2 },
	});
	return {
		title: `restart: ${SOCKETS} people of ${EVENTS} events come back to boards of ${CARDS} cards with what they have, each with its token; retries as y-websocket's. Warm: connections break; cold: kill -9 and start, counted from the kill`,
		table: tableOf(found, FIGURES),
		verdicts: [
			...judge(found, ours, {
				figure: 'warm, p99',
				...{ ...back(({ warm }) => warm), bound: { most: 5 } },
			}),
			...judge(found, ours, {
				figure: 'cold, p99',
				...{ ...back(({ cold }) => cold), bound: { most: 15 } },
			}),
		],
	};
}
