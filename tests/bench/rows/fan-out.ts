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
/** A server works all day: until here it still compiles what it runs, which costs as much as a quarter of its work. */
const WARM_UP_SECONDS = 15;
/** A burst that lies within the published limit for one socket. */
const RUSH_KEYS_EACH = 280;
/** Keys of each typist on their way at a time: enough to keep every process here busy, however late it passes them on. */
const FAR_AHEAD = 64;
/** So few that it has to pass them on soon. */
const AHEAD = 16;
/** For all keys of a burst, whatever has arrived of them. */
const BURST_SECONDS = 0.2;
const WORKERS = 3;

interface Costly extends Phase {
	readonly cpuMsPerThousand: number;
}

interface FanOut {
	readonly typing: Costly;
	readonly rush: Costly;
	readonly shortRush: Costly;
	readonly burst: Costly;
	readonly residentMiB: number;
	/** Whether somebody who only looked had every letter at the end of each phase. */
	readonly isContentRight: boolean;
}

/** Five tables of 31 sockets: everybody types as people do for a while, then all write as fast as it is passed on. */
async function measure(contender: Contender, seconds: number): Promise<FanOut> {
	const content = boardOf(SOCKETS_PER_BOARD, () => '');
	const server = await contender.start();
	try {
		const places = await server.boards(BOARDS, content);
		const costly = async (act: () => Promise<Phase>): Promise<Costly> => {
			const beforeMs = cpuMsOf(server.pid);
			const found = await act();
			const cpuMs = cpuMsOf(server.pid) - beforeMs;
			return { ...found, cpuMsPerThousand: (cpuMs / found.deliveries) * 1_000 };
		};
		let [swarms, letters, isContentRight] = [0, 0, true];
		/**
		 * On fresh sockets each time: one socket may send only so much at once. Whoever filled a board stays, or it would be
		 * forgotten in between.
		 */
		const withSwarm = async (
			keysPerTypist: number,
			act: (swarm: Swarm) => Promise<Costly>,
		): Promise<Costly> => {
			const swarm = await Swarm.open({
				...{ base: server.base, dialect: server.dialect, content, keysPerTypist },
				boards: places.map((place) => Array.from({ length: SOCKETS_PER_BOARD }, () => place)),
				...{ typistsPerBoard: SOCKETS_PER_BOARD, workers: WORKERS },
				firstClient: 1_000 * ++swarms,
			});
			const found = await act(swarm);
			// a bare relay has nothing for those who come later
			letters = (contender.kind === 'limit' ? 0 : letters) + keysPerTypist;
			const held = await swarm.contents();
			const isRight = held.every((board) => board.letters.every((count) => count === letters));
			isContentRight &&= held.length === BOARDS && isRight;
			await swarm.leave();
			return found;
		};
		const keysIn = (time: number) => Math.round(KEYS_PER_SECOND_EACH * time);
		const typed = (swarm: Swarm, time: number) =>
			swarm.type(SOCKETS_PER_BOARD, keysIn(time), KEYS_PER_SECOND_EACH);
		const typing = await withSwarm(keysIn(WARM_UP_SECONDS) + keysIn(seconds), async (swarm) => {
			await typed(swarm, WARM_UP_SECONDS);
			return costly(() => typed(swarm, seconds));
		});
		const rushed = (ahead: number) =>
			withSwarm(RUSH_KEYS_EACH, (swarm) => costly(() => swarm.rush(RUSH_KEYS_EACH, ahead)));
		const [rush, shortRush] = [await rushed(FAR_AHEAD), await rushed(AHEAD)];
		const burst = await withSwarm(RUSH_KEYS_EACH, (swarm) =>
			costly(() => swarm.type(SOCKETS_PER_BOARD, RUSH_KEYS_EACH, RUSH_KEYS_EACH / BURST_SECONDS)),
		);
		const residentMiB = residentMiBOf(server.pid);
		return { ...{ typing, rush, shortRush, burst }, residentMiB, isContentRight };
	} finally {
		await server.remove();
	}
}

const lowestDelivered = ({ typing, rush, shortRush, burst }: FanOut): number =>
	Math.min(...[typing, rush, shortRush, burst].map(({ delivered }) => delivered)) * 100;

const FIGURES: readonly Figure<FanOut>[] = [
	{ title: `${FAR_AHEAD} ahead: 1/s`, digits: 0, of: ({ rush }) => rush.deliveriesPerSecond },
	{ title: 'CPU ms/1000', digits: 2, of: ({ rush }) => rush.cpuMsPerThousand },
	{ title: 'p99 ms', digits: 0, of: ({ rush }) => rush.p99Ms },
	{ title: `${AHEAD} ahead: 1/s`, digits: 0, of: ({ shortRush }) => shortRush.deliveriesPerSecond },
	{ title: 'p99 ms ', digits: 0, of: ({ shortRush }) => shortRush.p99Ms },
	{ title: 'burst: 1/s', digits: 0, of: ({ burst }) => burst.deliveriesPerSecond },
	{ title: 'closed', digits: 0, of: ({ burst }) => burst.closed },
	{ title: 'typing: CPU ms/1000', digits: 2, of: ({ typing }) => typing.cpuMsPerThousand },
	{ title: 'p50 ms', digits: 1, of: ({ typing }) => typing.p50Ms },
	{ title: 'p99 ms  ', digits: 1, of: ({ typing }) => typing.p99Ms },
	{
		title: 'frames/1000',
		digits: 0,
		of: ({ typing }) => (typing.frames / typing.deliveries) * 1_000,
	},
	{ title: 'RSS MiB', digits: 0, of: ({ residentMiB }) => residentMiB },
	{ title: 'delivered %', digits: 2, of: lowestDelivered },
	{ title: 'content right', digits: 0, of: ({ isContentRight }) => Number(isContentRight) },
	{ title: 'load busy %', digits: 0, of: ({ rush }) => rush.busy * 100 },
];

/** Row `fan-out`: deliveries a second, what they cost, and how late they come. */
export async function fanOut({ contenders, rounds, seconds }: Setting): Promise<RowReport> {
	const found = await inTurns(contenders, rounds, (contender) => measure(contender, seconds));
	const ours = contenders.filter(({ kind }) => kind === 'ours');
	const named = (part: string) =>
		contenders.flatMap(({ name }) => (name.includes(part) ? [name] : []));
	const saturations = [
		{ figure: `${FAR_AHEAD} keys ahead`, of: ({ rush }: FanOut) => rush.deliveriesPerSecond },
		{ figure: `${AHEAD} keys ahead`, of: ({ shortRush }: FanOut) => shortRush.deliveriesPerSecond },
		{ figure: 'a burst', of: ({ burst }: FanOut) => burst.deliveriesPerSecond },
	];
	const bounds = [
		{ least: 3, called: 'hocuspocus', names: named('hocuspocus') },
		{ least: 7, called: '@y/websocket-server', names: named('@y/websocket-server') },
		{ least: 0.7, called: 'batching relay', names: named('batching') },
	];
	return {
		title:
			`fan-out: ${BOARDS} boards × ${SOCKETS_PER_BOARD} sockets, one key per update: ${TYPING_KEYS_PER_SECOND} keys/s for ${seconds} s, the boards in turns; ` +
			`then ${RUSH_KEYS_EACH} keys each as fast as they are passed on, ${FAR_AHEAD} and ${AHEAD} of them ahead, and within ${BURST_SECONDS} s whatever arrives`,
		table: tableOf(found, FIGURES),
		verdicts: [
			...saturations.flatMap(({ figure, of }) =>
				bounds.flatMap(({ least, ...peers }) =>
					judge(found, ours, {
						...{ figure: `deliveries/s at saturation, ${figure}`, of, unit: '1/s', digits: 0 },
						...{ bound: { least }, peers },
					}),
				),
			),
			...judge(found, ours, {
				figure: 'delivered of all, each phase',
				...{ of: lowestDelivered, unit: '%', digits: 2, bound: { least: 100 } },
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
