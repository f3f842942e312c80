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
/** More of every board than would ever type at once. */
const TYPISTS_PER_BOARD_MAX = 10;
const LATE_MS = 100;
const WORKERS = 3;

interface Crowded {
	/** Most people typing at once for whom all arrived in time. */
	readonly typing: number;
	/** At that step. */
	readonly p99Ms: number;
	readonly cpuPercent: number;
	/** At the step after it. */
	readonly tooLateMs: number;
}

/** One person more of each board types at each step, until what they write comes too late. */
async function measure(contender: Contender): Promise<Crowded> {
	const content = boardOf(SOCKETS_PER_BOARD, () => '');
	const keysEach = Math.round(KEYS_PER_SECOND_EACH * STEP_SECONDS);
	const server = await contender.start();
	try {
		const places = await server.boards(BOARDS, content);
		const swarm = await Swarm.open({
			...{ base: server.base, dialect: server.dialect, content, workers: WORKERS },
			boards: places.map((place) => Array.from({ length: SOCKETS_PER_BOARD }, () => place)),
			...{
				typistsPerBoard: TYPISTS_PER_BOARD_MAX,
				keysPerTypist: TYPISTS_PER_BOARD_MAX * keysEach,
			},
		});
		server.fillersLeave();
		let best: Crowded = {
			typing: 0,
			p99Ms: Number.NaN,
			cpuPercent: Number.NaN,
			tooLateMs: Number.NaN,
		};
		for (let typists = 1; typists <= TYPISTS_PER_BOARD_MAX; typists++) {
			const before = cpuMsOf(server.pid);
			const { delivered, p99Ms } = await swarm.type(typists, keysEach, KEYS_PER_SECOND_EACH);
			const cpuPercent = (cpuMsOf(server.pid) - before) / (STEP_SECONDS * 10);
			if (delivered < 1 || !(p99Ms < LATE_MS)) {
				best = { ...best, tooLateMs: p99Ms };
				break;
			}
			best = { typing: typists * BOARDS, p99Ms, cpuPercent, tooLateMs: Number.NaN };
		}
		await swarm.leave();
		return best;
	} finally {
		await server.remove();
	}
}

const FIGURES: readonly Figure<Crowded>[] = [
	{ title: 'people typing at once', digits: 0, of: ({ typing }) => typing },
	{ title: 'p99 ms', digits: 1, of: ({ p99Ms }) => p99Ms },
	{ title: 'CPU % of a core', digits: 0, of: ({ cpuPercent }) => cpuPercent },
	{ title: 'p99 ms one step further', digits: 0, of: ({ tooLateMs }) => tooLateMs },
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
