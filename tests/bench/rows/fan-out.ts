import { cpuMsOf, residentMiBOf } from '#tests/support/process-cost.ts';
import { boardOf } from '../boards.ts';
import type { Contender } from '../contenders.ts';
import { inTurns, judge, tableOf, type Figure, type RowReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { Swarm, type Phase } from '../swarm/swarm.ts';

const BOARDS = 5;
const SOCKETS_PER_BOARD = 31;
/** Everybody types fast. */
const TYPING_KEYS_PER_SECOND = 1_200;
const KEYS_PER_SECOND_EACH = TYPING_KEYS_PER_SECOND / (BOARDS * SOCKETS_PER_BOARD);
/** A burst that lies within the published limit for one socket. */
const RUSH_KEYS_EACH = 280;
/** Keys of each typist on their way at a time: enough to keep every process here busy, however late it passes them on. */
const RUSH_AHEAD = 64;
const WORKERS = 3;

interface FanOut {
	readonly typing: Phase & { readonly cpuMsPerThousand: number };
	readonly rush: Phase & { readonly cpuMsPerThousand: number };
	readonly residentMiB: number;
	/** Whether somebody who only looked has every letter at the end. */
	readonly isContentRight: boolean;
}

/** Five tables of 31 sockets: everybody types as people do for a while, then all write as fast as it is passed on. */
async function measure(contender: Contender, seconds: number): Promise<FanOut> {
	const content = boardOf(SOCKETS_PER_BOARD, () => '');
	const typingKeysEach = Math.round(KEYS_PER_SECOND_EACH * seconds);
	const keysPerTypist = typingKeysEach + RUSH_KEYS_EACH;
	const server = await contender.start();
	try {
		const places = await server.boards(BOARDS, content);
		const swarm = await Swarm.open({
			...{ base: server.base, dialect: server.dialect, content, keysPerTypist },
			boards: places.map((place) => Array.from({ length: SOCKETS_PER_BOARD }, () => place)),
			...{ typistsPerBoard: SOCKETS_PER_BOARD, workers: WORKERS },
		});
		server.fillersLeave();
		const phase = async (act: () => Promise<Phase>) => {
			const before = cpuMsOf(server.pid);
			const found = await act();
			const cpuMs = cpuMsOf(server.pid) - before;
			return { ...found, cpuMsPerThousand: (cpuMs / found.deliveries) * 1_000 };
		};
		const typing = await phase(() =>
			swarm.type(SOCKETS_PER_BOARD, typingKeysEach, KEYS_PER_SECOND_EACH),
		);
		const rush = await phase(() => swarm.rush(RUSH_KEYS_EACH, RUSH_AHEAD));
		const held = await swarm.contents();
		await swarm.leave();
		return {
			...{ typing, rush, residentMiB: residentMiBOf(server.pid) },
			isContentRight:
				held.length === BOARDS &&
				held.every(({ letters }) => letters.every((count) => count === keysPerTypist)),
		};
	} finally {
		await server.remove();
	}
}

const FIGURES: readonly Figure<FanOut>[] = [
	{ title: 'rush: deliveries/s', digits: 0, of: ({ rush }) => rush.deliveriesPerSecond },
	{ title: 'CPU ms/1000', digits: 2, of: ({ rush }) => rush.cpuMsPerThousand },
	{ title: 'p99 ms', digits: 0, of: ({ rush }) => rush.p99Ms },
	{ title: 'typing: CPU ms/1000', digits: 2, of: ({ typing }) => typing.cpuMsPerThousand },
	{ title: 'p50 ms ', digits: 1, of: ({ typing }) => typing.p50Ms },
	{ title: 'p99 ms ', digits: 1, of: ({ typing }) => typing.p99Ms },
	{
		title: 'frames/1000',
		digits: 0,
		of: ({ typing }) => (typing.frames / typing.deliveries) * 1_000,
	},
	{ title: 'RSS MiB', digits: 0, of: ({ residentMiB }) => residentMiB },
	{
		title: 'delivered %',
		digits: 2,
		of: ({ typing, rush }) => Math.min(typing.delivered, rush.delivered) * 100,
	},
	{ title: 'content right', digits: 0, of: ({ isContentRight }) => Number(isContentRight) },
	{ title: 'load busy %', digits: 0, of: ({ rush }) => rush.busy * 100 },
];

/** Row `fan-out`: deliveries a second, what they cost, and how late they come. */
export async function fanOut({ contenders, rounds, seconds }: Setting): Promise<RowReport> {
	const found = await inTurns(contenders, rounds, (contender) => measure(contender, seconds));
	const ours = contenders.filter(({ kind }) => kind === 'ours');
	const named = (part: string) =>
		contenders.flatMap(({ name }) => (name.includes(part) ? [name] : []));
	const deliveries = {
		figure: 'deliveries/s at saturation',
		...{ of: ({ rush }: FanOut) => rush.deliveriesPerSecond, unit: '1/s', digits: 0 },
	};
	return {
		title:
			`fan-out: ${BOARDS} boards × ${SOCKETS_PER_BOARD} sockets, one key per update; all write as fast as it is passed on ` +
			`(${RUSH_KEYS_EACH} keys each, ${RUSH_AHEAD} ahead), then ${TYPING_KEYS_PER_SECOND} keys/s for ${seconds} s`,
		table: tableOf(found, FIGURES),
		verdicts: [
			...judge(found, ours, {
				...{ ...deliveries, bound: { least: 3 } },
				peers: { called: 'hocuspocus', names: named('hocuspocus') },
			}),
			...judge(found, ours, {
				...{ ...deliveries, bound: { least: 7 } },
				peers: { called: '@y/websocket-server', names: named('@y/websocket-server') },
			}),
			...judge(found, ours, {
				...{ ...deliveries, bound: { least: 0.7 } },
				peers: { called: 'batching relay', names: named('batching') },
			}),
			...judge(found, ours, {
				figure: 'CPU per 1,000 deliveries at typing speed',
				...{ of: ({ typing }) => typing.cpuMsPerThousand, unit: 'ms', digits: 2 },
				bound: { most: 0.45 },
				peers: {
					called: '@y/websocket-server, memory',
					names: named('@y/websocket-server, memory'),
				},
			}),
			...judge(found, ours, {
				figure: 'sender → receiver at typing speed, p50',
				...{ of: ({ typing }) => typing.p50Ms, unit: 'ms', digits: 1, bound: { most: 12 } },
			}),
			...judge(found, ours, {
				figure: 'sender → receiver at typing speed, p99',
				...{ of: ({ typing }) => typing.p99Ms, unit: 'ms', digits: 1, bound: { most: 25 } },
			}),
		],
	};
}
