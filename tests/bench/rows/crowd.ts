import { cpuMsOf } from '#tests/support/process-cost.ts';
import { boardOf } from '../boards.ts';
import { BOARDS_PER_EVENT, type Contender } from '../contenders.ts';
import { inTurns, judge, tableOf, type Figure, type RowReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { Swarm } from '../swarm/swarm.ts';

const EVENTS = 25;
const BOARDS = EVENTS * BOARDS_PER_EVENT;
const SOCKETS_PER_BOARD = 31;
const KEYS_PER_SECOND_EACH = 7.74;
const STEP_SECONDS = 5;
/** A process that was just started is slower than one that has worked for a while. */
const WARM_UP_SECONDS = 3;
/** More of every board than would ever type at once. */
const TYPISTS_PER_BOARD_MAX = 10;
const LATE_MS = 100;
const WORKERS = 3;

interface Crowded {
	/** Most people typing at once for whom all arrived in time. */
	readonly typing: number;
	/** Of the processor at that step. */
	readonly cpuPercent: number;
	/** Of each step, the last one in which it was too late included. */
	readonly p99Ms: readonly number[];
	readonly p50Ms: readonly number[];
}

/** One person more of each board types at each step, until what they write comes too late. */
async function measure(contender: Contender): Promise<Crowded> {
	const content = boardOf(SOCKETS_PER_BOARD, () => '');
	const keysEach = Math.round(KEYS_PER_SECOND_EACH * STEP_SECONDS);
	const warmUpKeys = Math.round(KEYS_PER_SECOND_EACH * WARM_UP_SECONDS);
	const server = await contender.start();
	try {
		const places = await server.boards(BOARDS, content);
		const swarm = await Swarm.open({
			...{ base: server.base, dialect: server.dialect, content, workers: WORKERS },
			boards: places.map((place) => Array.from({ length: SOCKETS_PER_BOARD }, () => place)),
			typistsPerBoard: TYPISTS_PER_BOARD_MAX,
			keysPerTypist: warmUpKeys + TYPISTS_PER_BOARD_MAX * keysEach,
		});
		server.fillersLeave();
		await swarm.type(1, warmUpKeys, KEYS_PER_SECOND_EACH);
		const [p50Ms, p99Ms]: [number[], number[]] = [[], []];
		let [typing, cpuPercent] = [0, Number.NaN];
		for (let typists = 1; typists <= TYPISTS_PER_BOARD_MAX; typists++) {
			const before = cpuMsOf(server.pid);
			const step = await swarm.type(typists, keysEach, KEYS_PER_SECOND_EACH);
			p50Ms.push(step.p50Ms);
			p99Ms.push(step.p99Ms);
			if (step.delivered < 1 || !(step.p99Ms < LATE_MS)) break;
			typing = typists * BOARDS;
			cpuPercent = (cpuMsOf(server.pid) - before) / (STEP_SECONDS * 10);
		}
		await swarm.leave();
		return { typing, cpuPercent, p50Ms, p99Ms };
	} finally {
		await server.remove();
	}
}

const FIGURES: readonly Figure<Crowded>[] = [
	{ title: 'people typing at once', digits: 0, of: ({ typing }) => typing },
	{ title: 'CPU % of a core', digits: 0, of: ({ cpuPercent }) => cpuPercent },
	...[1, 2, 3, 4].flatMap((step): Figure<Crowded>[] => [
		{
			title: `p50/${step * BOARDS}`,
			digits: 0,
			of: ({ p50Ms }) => p50Ms[step - 1] ?? Number.NaN,
		},
		{
			title: `p99/${step * BOARDS}`,
			digits: 0,
			of: ({ p99Ms }) => p99Ms[step - 1] ?? Number.NaN,
		},
	]),
];

/** Row `crowd`: how many people may type at once in 25 events on one process. */
export async function crowd({ contenders, rounds }: Setting): Promise<RowReport> {
	const found = await inTurns(contenders, rounds, measure);
	return {
		title: `crowd: ${EVENTS} events × ${BOARDS_PER_EVENT * SOCKETS_PER_BOARD} sockets, ${KEYS_PER_SECOND_EACH} keys/s each who types, steps of ${BOARDS}, ${STEP_SECONDS} s each`,
		table: tableOf(found, FIGURES),
		verdicts: judge(
			found,
			contenders.filter(({ kind }) => kind === 'ours'),
			{
				figure: `people typing at once with p99 < ${LATE_MS} ms`,
				...{ of: ({ typing }) => typing, unit: 'people', digits: 0, bound: { least: 375 } },
			},
		),
	};
}
