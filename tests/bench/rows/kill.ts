import * as Y from 'yjs';
import { pause } from '#tests/support/until.ts';
import { boardOf, textOfCard } from '../boards.ts';
import type { Contender } from '../contenders.ts';
import { inTurns, judge, tableOf, type Figure, type RowReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { stateOf } from '../swarm/put-on.ts';
import { Swarm } from '../swarm/swarm.ts';

const BOARDS = 5;
const SOCKETS_PER_BOARD = 31;
const KEYS_PER_SECOND_EACH = 7.74;
/** Longer than any of them waits before it writes. */
const TYPING_SECONDS = 24;
/** How long a fresh client stays after the restart to hear what was kept. */
const LISTEN_MS = 1_000;
const RUSH_KEYS_EACH = 280;
const RUSH_AHEAD = 16;
const WORKERS = 3;

interface Killed {
	readonly seen: number;
	readonly lost: number;
}

/** Everybody writes; in the middle of it the server is killed and started again on what it had kept. */
async function measure(contender: Contender, isRush: boolean): Promise<Killed> {
	const content = boardOf(SOCKETS_PER_BOARD, () => '');
	const keysEach = isRush ? RUSH_KEYS_EACH : Math.round(TYPING_SECONDS * KEYS_PER_SECOND_EACH);
	const server = await contender.start();
	try {
		const places = await server.boards(BOARDS, content);
		const swarm = await Swarm.open({
			...{ base: server.base, dialect: server.dialect, content, keysPerTypist: keysEach },
			boards: places.map((place) => Array.from({ length: SOCKETS_PER_BOARD }, () => place)),
			...{ typistsPerBoard: SOCKETS_PER_BOARD, workers: WORKERS },
		});
		server.fillersLeave();
		const written = isRush
			? swarm.rush(keysEach, RUSH_AHEAD)
			: swarm.type(SOCKETS_PER_BOARD, keysEach, KEYS_PER_SECOND_EACH);
		// at any moment of the second half
		const share = 0.5 + Math.random() * 0.4;
		const enough = swarm.typists * keysEach * (SOCKETS_PER_BOARD - 1) * share;
		while ((await swarm.deliveries()) < enough) await pause(10);
		await server.restart();
		await written;
		const seen = await swarm.seen();
		await swarm.leave();
		let lost = 0;
		for (const [board, place] of places.entries()) {
			const doc = new Y.Doc();
			Y.applyUpdate(doc, await stateOf(server, place, LISTEN_MS));
			for (let card = 0; card < SOCKETS_PER_BOARD; card++)
				lost += Math.max(0, seen[board * SOCKETS_PER_BOARD + card]! - lettersOf(doc, card));
		}
		return { seen: seen.reduce((all, keys) => all + keys, 0), lost };
	} finally {
		await server.remove();
	}
}

/** 0 where even the card is gone. */
function lettersOf(doc: Y.Doc, card: number): number {
	return doc.getMap('cards').size === 0 ? 0 : textOfCard(doc, card).length;
}

interface KilledTwice {
	readonly typing: Killed;
	readonly rush: Killed;
}

const percent = ({ seen, lost }: Killed): number => (lost / seen) * 100;
const FIGURES: readonly Figure<KilledTwice>[] = [
	{ title: 'typing: seen', digits: 0, of: ({ typing }) => typing.seen },
	{ title: 'lost', digits: 0, of: ({ typing }) => typing.lost },
	{ title: '%', digits: 1, of: ({ typing }) => percent(typing) },
	{ title: 'rush: seen', digits: 0, of: ({ rush }) => rush.seen },
	{ title: 'lost ', digits: 0, of: ({ rush }) => rush.lost },
	{ title: '% ', digits: 1, of: ({ rush }) => percent(rush) },
];

/** Row `kill`: what others had seen and nobody finds again after `kill -9`. */
export async function kill({ contenders, rounds }: Setting): Promise<RowReport> {
	const durable = contenders.filter(({ store }) => store !== 'none');
	const found = await inTurns(durable, rounds, async (contender) => ({
		typing: await measure(contender, false),
		rush: await measure(contender, true),
	}));
	return {
		title: 'kill: edits that others had seen and that are lost by kill -9 of the server under load',
		table: tableOf(found, FIGURES),
		verdicts: judge(
			found,
			contenders.filter(({ kind }) => kind === 'ours'),
			{
				figure: 'edits seen and lost',
				...{ of: ({ typing, rush }) => typing.lost + rush.lost, unit: 'edits', digits: 0 },
				bound: { most: 0 },
			},
		),
	};
}
