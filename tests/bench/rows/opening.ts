import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { spreadOf, type Spread } from '#tests/support/percentiles.ts';
import { cpuMsOf } from '#tests/support/process-cost.ts';
import { boardOf } from '../boards.ts';
import type { Contender, Running } from '../contenders.ts';
import { inTurns, judge, tableOf, type Figure, type RowReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { nowMs } from '../swarm/now.ts';
import type { Opened, Opening } from '../swarm/opening.worker.ts';
import type { Place } from '../swarm/wire.ts';

const CLIENTS = 150;
const CARDS = 2_000;
const WORKERS = 3;

interface OpenedBoard {
	readonly tookMs: Spread;
	readonly cpuMs: number;
	readonly cards: number;
	readonly kilobytes: number;
}

async function measure(contender: Contender): Promise<OpenedBoard> {
	const content = boardOf(
		CARDS,
		(nth) => `Karte ${nth}: mehr Bänke am Bach, bitte ${'x'.repeat(nth % 40)}`,
	);
	const server = await contender.start();
	try {
		const [place] = await server.boards(1, content);
		const places = await server.readers(place!, CLIENTS);
		// as on any day: somebody has looked at it before
		await openAll(server, places.slice(0, WORKERS));
		return await openAll(server, places);
	} finally {
		await server.remove();
	}
}

/** From the moment that all begin. */
async function openAll(server: Running, places: readonly Place[]): Promise<OpenedBoard> {
	const { base, dialect } = server;
	const workers = Array.from({ length: WORKERS }, (_, w) => {
		const workerData: Opening = {
			...{ base, dialect, places: places.filter((_place, n) => n % WORKERS === w) },
		};
		return new Worker(new URL('../swarm/opening.worker.ts', import.meta.url), { workerData });
	});
	await Promise.all(workers.map((worker) => once(worker, 'message')));
	const before = cpuMsOf(server.pid);
	const answers = Promise.all(workers.map((worker) => once(worker, 'message')));
	const startMs = nowMs();
	for (const worker of workers) worker.postMessage('go');
	const parts = (await answers).map(([part]) => part as Opened);
	const cpuMs = cpuMsOf(server.pid) - before;
	await Promise.all(workers.map((worker) => worker.terminate()));
	const state = parts[0]!.state!;
	const doc = new Y.Doc();
	Y.applyUpdate(doc, state);
	return {
		tookMs: spreadOf(parts.flatMap(({ atMs }) => atMs.map((at) => at - startMs))),
		...{ cpuMs, cards: doc.getMap(BOARD.cards).size, kilobytes: state.length / 1_000 },
	};
}

const FIGURES: readonly Figure<OpenedBoard>[] = [
	{ title: 'p50 ms', digits: 0, of: ({ tookMs }) => tookMs.p50 },
	{ title: 'last ms', digits: 0, of: ({ tookMs }) => tookMs.max },
	{ title: 'CPU ms', digits: 0, of: ({ cpuMs }) => cpuMs },
	{ title: 'cards', digits: 0, of: ({ cards }) => cards },
	{ title: 'kB', digits: 0, of: ({ kilobytes }) => kilobytes },
];

/** Row `opening`: everybody opens the same large board at once. */
export async function opening({ contenders, rounds }: Setting): Promise<RowReport> {
	const found = await inTurns(contenders, rounds, measure);
	return {
		title: `opening: ${CLIENTS} clients open the same board of ${CARDS} cards at once, each with a token of its own where there are any`,
		table: tableOf(found, FIGURES),
		verdicts: judge(
			found,
			contenders.filter(({ kind }) => kind === 'ours'),
			{
				figure: 'the last one has it after',
				...{ of: ({ tookMs }) => tookMs.max, unit: 'ms', digits: 0, bound: { most: 300 } },
			},
		),
	};
}
