import * as Y from 'yjs';
import { pause } from '#tests/support/until.ts';
import { boardOf } from '../boards.ts';
import type { Contender, Running } from '../contenders.ts';
import { inTurns, judge, tableOf, type Figure, type RowReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { Line } from '../swarm/line.ts';
import { nowMs } from '../swarm/now.ts';
import { stateOf } from '../swarm/put-on.ts';
import { Swarm } from '../swarm/swarm.ts';
import { NOTHING, Wire, type Place } from '../swarm/wire.ts';

const CARDS = 2_000;
const TYPISTS = 31;
const CARDS_PER_TYPIST = 64;
/** Within what one socket may send at once; several times, each time on new sockets. */
const KEYS_EACH = 280;
const TIMES = 3;
const EDITS = TYPISTS * KEYS_EACH * TIMES;
const AHEAD = 16;
const WORKERS = 2;
/** Longer than any of them waits before it writes what it has. */
const STORED_MS = 12_000;
const OPEN_MS_MAX = 20_000;
/** Some answer before they have read their store. */
const LISTEN_MS = 1_000;

interface ColdOpen {
	/** Freshly written, and with its history. */
	readonly fresh: FirstClient;
	readonly worked: FirstClient;
}

interface FirstClient {
	/** To the first answer that says: this is the document. */
	readonly syncedMs: number;
	/** To all of it; NaN if it did not come. */
	readonly wholeMs: number;
}

/** A board of 2,000 cards is opened by the first client after a restart, before and after people have worked on it. */
async function measure(contender: Contender): Promise<ColdOpen> {
	const content = boardOf(CARDS, (nth) => `Karte ${nth}: mehr Bänke am Bach, bitte`);
	const server = await contender.start();
	try {
		const [place] = await server.boards(1, content);
		const restarted = async (): Promise<FirstClient> => {
			const whole = await stateOf(server, place!, LISTEN_MS);
			server.fillersLeave();
			if (contender.kind === 'peer') await pause(STORED_MS);
			await server.restart();
			return firstClient(server, place!, whole);
		};
		const fresh = await restarted();
		for (let time = 0; time < TIMES; time++) {
			const swarm = await Swarm.open({
				...{ base: server.base, dialect: server.dialect, content, workers: WORKERS },
				boards: [Array.from({ length: TYPISTS }, () => place!)],
				...{ typistsPerBoard: TYPISTS, keysPerTypist: KEYS_EACH },
				...{ cardsPerTypist: CARDS_PER_TYPIST, firstClient: 1_000 * (time + 1) },
			});
			await swarm.rush(KEYS_EACH, AHEAD);
			await swarm.leave();
		}
		return { fresh, worked: await restarted() };
	} finally {
		await server.remove();
	}
}

/** Opens a board for the first time and looks when it has all that is in `whole`. */
function firstClient(server: Running, place: Place, whole: Uint8Array): Promise<FirstClient> {
	const wire = new Wire(server.dialect, place);
	const missing = new Map(Y.parseUpdateMeta(whole).to);
	const startMs = nowMs();
	return new Promise((resolve, reject) => {
		let syncedMs = Number.NaN;
		const done = (wholeMs: number) => {
			clearTimeout(late);
			line.leave();
			resolve({ syncedMs, wholeMs });
		};
		const late = setTimeout(() => done(Number.NaN), OPEN_MS_MAX);
		const line = new Line(server.base, wire.path, wire.protocols, {
			message: (bytes) => {
				const found = wire.read(bytes);
				if (found === undefined) return;
				const atMs = nowMs() - startMs;
				if (found.step === 'two' && Number.isNaN(syncedMs)) syncedMs = atMs;
				const update = Uint8Array.from(bytes.subarray(found.from, found.to));
				for (const [client, clock] of Y.parseUpdateMeta(update).to)
					if (clock >= (missing.get(client) ?? Infinity)) missing.delete(client);
				if (missing.size === 0) done(atMs);
			},
			closed: (code) => reject(new Error(`closed with ${code}`)),
		});
		line.whenOpen().then(() => {
			for (const message of wire.hello(NOTHING)) line.send(message);
		}, reject);
	});
}

const FIGURES: readonly Figure<ColdOpen>[] = [
	{ title: 'fresh: synced ms', digits: 0, of: ({ fresh }) => fresh.syncedMs },
	{ title: 'whole ms', digits: 0, of: ({ fresh }) => fresh.wholeMs },
	{ title: 'worked: synced ms', digits: 0, of: ({ worked }) => worked.syncedMs },
	{ title: 'whole ms ', digits: 0, of: ({ worked }) => worked.wholeMs },
];

/** Row `cold-open`: how long the first client after a restart waits. NaN: it never gets all of it. */
export async function coldOpen({ contenders, rounds }: Setting): Promise<RowReport> {
	const durable = contenders.filter(({ store }) => store !== 'none');
	const found = await inTurns(durable, rounds, measure);
	const ours = contenders.filter(({ kind }) => kind === 'ours');
	return {
		title: `cold-open: the first client after kill -9 opens a board of ${CARDS} cards, freshly written, and with ${EDITS} keystrokes behind it`,
		table: tableOf(found, FIGURES),
		verdicts: [
			...judge(found, ours, {
				figure: 'with its history: whole board',
				...{ of: ({ worked }) => worked.wholeMs, unit: 'ms', digits: 0, bound: { most: 200 } },
			}),
			...judge(found, ours, {
				figure: 'whole after it says "synced"',
				...{ of: ({ worked }) => worked.wholeMs - worked.syncedMs, unit: 'ms', digits: 0 },
				bound: { most: 0 },
			}),
		],
	};
}
