import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { haveSameContent } from '#tests/support/same-content.ts';
import type { Peer, Right } from '#server/rooms/peer.ts';
import type { Room } from '#server/rooms/room.ts';
import { ROOTS, scan } from '#server/rooms/scan.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import {
	entry,
	gc,
	item,
	nested,
	rawUpdate,
	skip,
	type,
	type RawStruct,
} from '#tests/support/raw-update.ts';
import { RawSocket, syncFrame } from '#tests/support/raw-socket.ts';
import { board, newNode, replay, Screen, seat } from '#tests/support/room-screens.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { BOARD_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { settled } from '#tests/support/virtual-clock.ts';
import { addCard, workedBoard } from '#tests/support/worked-documents.ts';
import { keptTime } from '#tests/support/kept-time.ts';

/** What this thread has worked: what other processes take of the machine is no stall of ours. */
const cpuMs = (): number => {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1_000;
};
const VICTIM = 1_001;
const at = (parent: string, key: string) => ({ parent, key });
const by = (client: number, ...structs: RawStruct[]) =>
	rawUpdate({ sections: [{ client, structs }] });

/** The attacks of raw Yjs, as updates. `scanned`: they pass the scan, and are judged by their effect. */
const ATTACKS: Record<
	string,
	{ readonly update: (known: number) => Uint8Array; readonly scanned: boolean }
> = {
	'V1: deletes what others wrote, in eight bytes': {
		scanned: true,
		update: () => rawUpdate({ deletes: [{ client: VICTIM, ranges: [[0, 3]] }] }),
	},
	'V2: deletes what is still to come': {
		scanned: true,
		update: (known) => rawUpdate({ deletes: [{ client: VICTIM, ranges: [[known, 1_000]] }] }),
	},
	'V3: takes the next clocks': {
		scanned: true,
		update: (known) =>
			rawUpdate({ sections: [{ client: VICTIM, clock: known, structs: [gc(4_000)] }] }),
	},
	'V3: takes all clocks there will ever be': {
		scanned: false,
		update: (known) =>
			rawUpdate({ sections: [{ client: VICTIM, clock: known, structs: [gc(2 ** 40)] }] }),
	},
	'V4: one clock, two contents': {
		scanned: true,
		update: (known) =>
			rawUpdate({
				sections: [{ client: VICTIM, clock: known, structs: [entry('other', at('cards', 'c_9'))] }],
			}),
	},
	'V5: origins that no page has': {
		scanned: true,
		update: () => by(7, entry(1, { rightOrigin: [VICTIM, 1] })),
	},
	'V6: a gap of 60 KB': {
		scanned: true,
		update: () =>
			rawUpdate({
				sections: [
					{ client: 7, clock: 50, structs: [entry('x'.repeat(60_000), at('cards', 'c_9'))] },
				],
			}),
	},
	'a skip': { scanned: true, update: () => by(7, skip(5), entry(1, at('cards', 'c_9'))) },
	'V7: 33,554,431 structs': {
		scanned: false,
		update: () => rawUpdate({ sections: [{ client: 7, structs: [], claimed: 33_554_431 }] }),
	},
	'V8: an unknown root': { scanned: false, update: () => by(7, entry(1, at('rubbish', 'a'))) },
	'V8: an unknown root behind a gap': {
		scanned: false,
		update: () =>
			rawUpdate({ sections: [{ client: 7, clock: 9, structs: [entry(1, at('rubbish', 'a'))] }] }),
	},
	'V9: 5,000 levels': { scanned: false, update: () => by(7, nested(5_000)) },
	'V9: 4 levels': { scanned: false, update: () => by(7, nested(4)) },
	'V10: __proto__ as key': {
		scanned: false,
		update: () => by(7, entry(1, at('cards', '__proto__'))),
	},
	'V10: __proto__ in a value': {
		scanned: false,
		update: () => by(7, entry(JSON.parse('{"a":{"__proto__":{"x":1}}}'), at('cards', 'c_9'))),
	},
	'V11: a document in the document': {
		scanned: false,
		update: () =>
			by(
				7,
				item({
					...at('cards', 'c_9'),
					kind: 9,
					content: (encoder) => {
						encoding.writeVarString(encoder, 'guid');
						encoding.writeAny(encoder, { autoLoad: true });
					},
				}),
			),
	},
	'V12: list items in a map': {
		scanned: false,
		update: () => by(7, entry(1, { parent: 'cards' })),
	},
	'XML text': { scanned: false, update: () => by(7, type(6, at('cards', 'c_9'))) },
	'a circle': {
		scanned: true,
		update: () =>
			rawUpdate({
				sections: [
					{ client: 7, structs: [entry(1, { origin: [8, 0] })] },
					{ client: 8, structs: [entry(1, { origin: [7, 0] })] },
				],
			}),
	},
};

/** A room with a worked document in it. */
async function worked(name: DocName) {
	const log = new MemoryUpdateLog();
	const node = newNode(log);
	const { room } = await node.registry.hold(name);
	await room.write(room.epoch, (doc) => {
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(workedBoard(10, VICTIM - 1_000)));
		return {};
	});
	const before = room.state().update;
	return { ...node, log, room, before, known: room.read(({ store }) => Y.getState(store, VICTIM)) };
}

describe('a participant on a board', () => {
	for (const [name, { update, scanned }] of Object.entries(ATTACKS))
		test(`[SC6] ${name}: closed, and not a byte has changed`, async () => {
			for (const step of ['update', 'two'] as const) {
				const { room, before, known, log } = await worked(board);
				const reader = new Screen(room, 'read', { role: 'participant' });
				reader.post(syncFrame(step, update(known)));
				await settled();
				expect(reader.closed).toBe(scanned ? CLOSE.notAllowed : CLOSE.malformed);
				expect(room.state().update).toBe(before);
				expect((await log.open(board)).tail).toHaveLength(1);
			}
		});

	test('[SC6] over a real socket: closed, and the board as it was', async () => {
		const house = await new SyncHouse().open();
		try {
			for (const { update, scanned } of Object.values(ATTACKS)) {
				const socket = await new RawSocket(house.base, `/sync/${BOARD_PATH}`, {
					token: 'seatOne',
				}).whenOpen();
				socket.send(syncFrame('update', update(0)));
				expect(await socket.outcome()).toBe(scanned ? CLOSE.notAllowed : CLOSE.malformed);
			}
			expect(
				(await house.log.open({ dialogue: 'd_hall', kind: 'board', id: 't_work' })).tail,
			).toEqual([]);
		} finally {
			await house.close();
		}
	});
});

describe('an owner in the own seat, a host on a board', () => {
	for (const [name, { update, scanned }] of Object.entries(ATTACKS))
		for (const doc of [seat, board])
			test(`[SC2, SC3, SC5] ${name} (${doc.kind}): refused or harmless, and cheap`, async () => {
				const { room, known, log } = await worked(doc);
				const attacker = new Screen(room, 'write');
				const bystander = new Screen(room, 'read');
				await settled();
				const frame = syncFrame('update', update(known));
				const startMs = cpuMs();
				attacker.post(frame);
				await settled();
				keptTime(name, cpuMs() - startMs, 250);
				if (!scanned) expect(attacker.closed).toBe(CLOSE.malformed);
				expect([bystander.closed, room.hasEnded]).toEqual([undefined, false]);
				const fold = await replay(log, doc);
				expect([fold.store.pendingStructs, fold.store.pendingDs]).toEqual([null, null]);
				expect([...fold.share.keys()].filter((root) => !ROOTS[doc.kind].has(root))).toEqual([]);
				expect(room.read((live) => haveSameContent(live, fold, ROOTS[doc.kind]))).toBe(true);
				// whoever comes next can write
				const next = new Screen(room, 'write');
				await settled();
				next.doc.getMap('cards').set('c_next', 1);
				await settled();
				expect(next.saved).toBe(next.sent);
			});

	test('[SC2] 64 KB of what costs Yjs most: a few milliseconds, for the sender alone', async () => {
		const siblings = by(
			7,
			...Array.from({ length: 3_800 }, (_, i) => entry(0, at('cards', `c_${i % 60}`))),
		);
		const manyRanges = rawUpdate({
			deletes: [
				{ client: VICTIM, ranges: Array.from({ length: 400 }, (_, i) => [2 * i, 1] as const) },
			],
		});
		for (const update of [siblings, manyRanges]) {
			const { room } = await worked(seat);
			const owner = new Screen(room, 'write');
			await settled();
			const startMs = cpuMs();
			owner.post(syncFrame('update', update));
			await settled();
			keptTime('64 KB of work', cpuMs() - startMs, 300);
			expect([owner.closed, room.hasEnded]).toEqual([undefined, false]);
		}
	});
});

test('[SC2, RO9] 100,000 mutated frames: no crash, no stall, and the documents are the folds of their logs', async () => {
	const chance = new SeededRandom(seedOf(process.env['SEED']));
	const seed = `seed ${chance.seed}`;
	const log = new MemoryUpdateLog();
	const { registry } = newNode(log);
	const names: DocName[] = [seat, board];
	const rooms = await Promise.all(names.map(async (name) => (await registry.hold(name)).room));
	const outcomes = new Map<string, number>();
	const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
	const pages = rooms.map(pageOf);
	let peers = rooms.map((room) => new Sender(room));
	let longestMs = 0;
	for (let i = 0; i < 100_000; i++) {
		const which = i % 2;
		// an honest page, for a few edits; then another one starts from what is there
		if (i % 20 < 2) pages[which] = pageOf(rooms[which]!);
		const edit = nextEdit(chance, pages[which]!);
		const update = chance.chance(0.3) ? edit : mutated(chance, edit);
		const frame = syncFrame(chance.chance(0.7) ? 'update' : 'two', update);
		// sometimes the envelope, too
		if (chance.chance(0.1)) frame[chance.whole(0, frame.length)] = chance.whole(0, 256);
		const startMs = cpuMs();
		rooms[which]!.receive(peers[which]!, frame);
		if (chance.chance(0.05)) await settled(1);
		longestMs = Math.max(longestMs, cpuMs() - startMs);
		const { closed } = peers[which]!;
		if (closed === undefined) continue;
		count(`${closed}`);
		peers = peers.with(which, new Sender(rooms[which]!));
	}
	await settled();
	for (const [i, room] of rooms.entries()) {
		expect(room.hasEnded, seed).toBe(false);
		const fold = await replay(log, names[i]!);
		expect([fold.store.pendingStructs, fold.store.pendingDs], seed).toEqual([null, null]);
		expect(
			room.read((doc) => haveSameContent(doc, fold, ROOTS[room.name.kind])),
			seed,
		).toBe(true);
	}
	// both kinds of fate have happened, or the test has tested nothing
	expect(outcomes.get('4400'), seed).toBeGreaterThan(1_000);
	for (const room of rooms) expect(room.seq, seed).toBeGreaterThan(100);
	keptTime(`the longest pause, ${seed}`, longestMs, 500);
}, 180_000);

test('[SC2] the scan ends on any bytes, and says the same twice', () => {
	const chance = new SeededRandom(seedOf(process.env['SEED']));
	for (let i = 0; i < 20_000; i++) {
		const bytes = Uint8Array.from({ length: chance.whole(0, 40) }, () => chance.whole(0, 256));
		const first = scan(bytes, 'seat', 'step-2');
		expect(scan(bytes, 'seat', 'step-2') === undefined, `seed ${chance.seed}`).toBe(
			first === undefined,
		);
	}
});

/** Writes, and does not listen. */
class Sender implements Peer {
	readonly right = 'write';
	readonly role = 'host';
	readonly wantsSaved = false;
	readonly isSlow = false;
	closed: number | undefined;
	readonly #room: Room;
	constructor(room: Room) {
		this.#room = room;
		room.join(this);
	}
	judge(): Promise<Right> {
		return Promise.resolve(this.right);
	}
	send = () => undefined;
	hold = () => undefined;
	goOn = () => undefined;
	close(code: number): void {
		this.closed ??= code;
		this.#room.leave(this);
	}
}

function pageOf(room: Room): Y.Doc {
	const page = new Y.Doc();
	Y.applyUpdate(page, room.state().update);
	return page;
}

/** What a page sends when somebody writes, moves, or takes a card off. */
function nextEdit(chance: SeededRandom, page: Y.Doc): Uint8Array {
	const all = page.getMap<Y.Map<unknown>>('cards');
	const before = Y.encodeStateVector(page);
	const cards = [...all.values()].filter((card) => card instanceof Y.Map);
	const text = chance.pick(cards)?.get('text');
	if (!(text instanceof Y.Text) || (cards.length < 30 && chance.chance(0.05)))
		page.transact(() => addCard(all, cards.length + 1, `c_${chance.whole(0, 1e6)}`));
	else if (chance.chance(0.3)) chance.pick(cards)!.set('rank', `r${chance.whole(0, 99)}`);
	else if (chance.chance(0.6)) text.insert(chance.whole(0, text.length + 1), 'äb');
	else text.delete(0, Math.min(text.length, 3));
	return Y.encodeStateAsUpdate(page, before);
}

/** An honest update with a few bytes changed, cut, doubled or made up. */
function mutated(chance: SeededRandom, edit: Uint8Array): Uint8Array {
	const bytes = [...edit];
	for (let changes = chance.whole(1, 4); changes > 0; changes--) {
		const from = chance.whole(0, bytes.length);
		switch (chance.whole(0, 5)) {
			case 0:
				bytes[from] = chance.whole(0, 256);
				break;
			case 1:
				bytes[from] = (bytes[from] ?? 0) ^ (1 << chance.whole(0, 8));
				break;
			case 2:
				bytes.splice(from, chance.whole(1, 6));
				break;
			case 3:
				bytes.splice(from, 0, ...bytes.slice(from, from + chance.whole(1, 8)));
				break;
			case 4:
				bytes.splice(from, 0, ...Array.from({ length: 3 }, () => chance.whole(0, 256)));
		}
	}
	return Uint8Array.from(bytes);
}
