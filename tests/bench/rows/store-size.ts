import { pause } from '#tests/support/until.ts';
import { boardOf } from '../boards.ts';
import type { Contender } from '../contenders.ts';
import { inTurns, judge, tableOf, type Figure, type RowReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { stateOf } from '../swarm/put-on.ts';
import { Swarm } from '../swarm/swarm.ts';

const BOARDS = 5;
const TYPISTS_PER_BOARD = 30;
const CARDS_PER_TYPIST = 4;
const CARDS = BOARDS * TYPISTS_PER_BOARD * CARDS_PER_TYPIST;
const LETTERS_PER_CARD = 83;
const KEYS_EACH = LETTERS_PER_CARD * CARDS_PER_TYPIST;
const KEYS_PER_SECOND = 1_200;
const WORKERS = 2;
/** An empty room is dropped after a minute, and its log is compacted then. */
const TIDY_MS = 80_000;

interface StoreSize {
	/** Bytes that the store keeps for these boards: entries and snapshots, or the peer's whole files. */
	readonly before: number;
	readonly after: number;
	/** The documents themselves, as a client gets them. */
	readonly state: number;
}

/** A day's cards are typed key by key; then everybody leaves, and the store tidies up. */
async function measure(contender: Contender): Promise<StoreSize> {
	const content = boardOf(CARDS / BOARDS, () => '');
	const server = await contender.start();
	try {
		const places = await server.boards(BOARDS, content);
		const swarm = await Swarm.open({
			...{ base: server.base, dialect: server.dialect, content, workers: WORKERS },
			boards: places.map((place) => Array.from({ length: TYPISTS_PER_BOARD }, () => place)),
			...{ typistsPerBoard: TYPISTS_PER_BOARD, keysPerTypist: KEYS_EACH },
			cardsPerTypist: CARDS_PER_TYPIST,
		});
		server.fillersLeave();
		const keysPerSecondEach = KEYS_PER_SECOND / (BOARDS * TYPISTS_PER_BOARD);
		await swarm.type(TYPISTS_PER_BOARD, KEYS_EACH, keysPerSecondEach);
		const before = await server.storedBytes();
		let state = 0;
		for (const place of places) state += (await stateOf(server, place)).length;
		await swarm.leave();
		await pause(TIDY_MS);
		const after = await server.storedBytes();
		return { before, after, state };
	} finally {
		await server.remove();
	}
}

const KB = 1_000;
const FIGURES: readonly Figure<StoreSize>[] = [
	{ title: 'after the last key, kB', digits: 0, of: ({ before }) => before / KB },
	{ title: 'when all have left, kB', digits: 0, of: ({ after }) => after / KB },
	{ title: 'the documents, kB', digits: 0, of: ({ state }) => state / KB },
];

/** Row `store-size`: what a day of typing leaves in the store. */
export async function storeSize({ contenders, rounds }: Setting): Promise<RowReport> {
	const durable = contenders.filter(({ store }) => store !== 'none');
	// bytes do not depend on what the machine does meanwhile
	const found = await inTurns(durable, Math.min(rounds, 1), measure);
	const ours = contenders.filter(({ kind }) => kind === 'ours');
	const kilobytes = (of: (found: StoreSize) => number) => ({
		...{ of: (one: StoreSize) => of(one) / KB, unit: 'kB', digits: 0 },
	});
	return {
		title: `store-size: ${CARDS * LETTERS_PER_CARD} keystrokes on ${CARDS} cards of ${BOARDS} boards, right after the last and ${TIDY_MS / 1_000} s after all have left`,
		table: tableOf(found, FIGURES),
		verdicts: [
			...judge(found, ours, {
				figure: 'before compaction',
				...{ ...kilobytes(({ before }) => before), bound: { most: 1_300 } },
			}),
			...judge(found, ours, {
				figure: 'after compaction',
				...{ ...kilobytes(({ after }) => after), bound: { most: 80 } },
			}),
		],
		notes: [
			'Of this server on SQLite: entries and snapshots. On Redis: what its keys take in memory. LevelDB, hocuspocus on SQLite: their files.',
		],
	};
}
