import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { haveSameContent } from '#tests/support/same-content.ts';
import type { Room } from '#server/rooms/room.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { FaultyUpdateLog, type Fate } from '#tests/support/faulty-update-log.ts';
import { board, foldOf, newNode, replay, type Node } from '#tests/support/room-screens.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { Witness } from '#tests/support/witness.ts';
import { addCard } from '#tests/support/worked-documents.ts';

/**
 * Four hosts on two nodes with one log that lies. Whatever happens in whatever order: a room is a fold of the log; no
 * screen has been shown or told "saved" anything that is not in it; and in the end all show the same.
 */
const HOSTS = 4;
const NODES = 2;
const ROOTS = ['cards', 'groups', 'info'];

type Act =
	| {
			readonly act: 'add' | 'type' | 'cut text' | 'move' | 'aside';
			readonly host: number;
			readonly n: number;
	  }
	| { readonly act: 'deliver'; readonly host: number; readonly n: number }
	| { readonly act: 'cut' | 'connect'; readonly host: number; readonly n: number }
	| { readonly act: 'carry' | 'crash' | 'compact'; readonly n: number }
	| { readonly act: 'log'; readonly fate: Fate }
	| { readonly act: 'release' }
	| { readonly act: 'fence' }
	| { readonly act: 'time'; readonly ms: number };

const host = fc.nat({ max: HOSTS - 1 });
const n = fc.nat({ max: 9 });
const acts = fc.array(
	fc.oneof(
		{
			weight: 8,
			arbitrary: fc.record({
				act: fc.constantFrom('add', 'type', 'cut text', 'move', 'aside'),
				host,
				n,
			}),
		},
		{ weight: 8, arbitrary: fc.record({ act: fc.constant('deliver' as const), host, n }) },
		{ weight: 2, arbitrary: fc.record({ act: fc.constantFrom('cut', 'connect'), host, n }) },
		{
			weight: 3,
			arbitrary: fc.record({ act: fc.constantFrom('carry', 'crash', 'compact'), n }),
		},
		{
			weight: 3,
			arbitrary: fc.record({
				act: fc.constant('log' as const),
				fate: fc.constantFrom<Fate>('ok', 'refuse', 'lose-answer', 'silent', 'silent-written'),
			}),
		},
		{ weight: 2, arbitrary: fc.record({ act: fc.constant('release' as const) }) },
		{ weight: 1, arbitrary: fc.record({ act: fc.constant('fence' as const) }) },
		{
			weight: 3,
			arbitrary: fc.record({
				act: fc.constant('time' as const),
				ms: fc.constantFrom(1, 60, 1_100, 6_000),
			}),
		},
	),
	{ minLength: 10, maxLength: 120, size: 'max' },
) as fc.Arbitrary<Act[]>;

class World {
	readonly memory = new MemoryUpdateLog();
	readonly log = new FaultyUpdateLog(this.memory);
	readonly clock = new VirtualClock();
	readonly nodes: Node[] = [];
	readonly hosts: Witness[] = [];
	cards = 0;
	done = new Map<string, number>();

	async start(): Promise<this> {
		for (let i = 0; i < NODES; i++) this.nodes.push(this.#node());
		for (let i = 0; i < HOSTS; i++) {
			const doc = new Y.Doc();
			doc.clientID = i + 1;
			const page = new Witness(await this.room(i), 'write', { doc, join: false });
			page.isPrompt = false;
			page.join();
			this.hosts.push(page);
		}
		return this;
	}

	#node(): Node {
		return newNode(this.log, { pollMs: 2_000 }, this.clock);
	}

	async room(i: number): Promise<Room> {
		return (await this.nodes[i % NODES]!.registry.hold(board)).room;
	}

	async act(step: Act): Promise<void> {
		this.done.set(step.act, (this.done.get(step.act) ?? 0) + 1);
		switch (step.act) {
			case 'time':
				return this.clock.pass(step.ms);
			case 'log':
				return this.log.next(step.fate);
			case 'release':
				return this.log.held > 0 ? this.log.release() : undefined;
			case 'fence':
				return void (await this.memory.fence(board.dialogue, null));
			case 'carry': {
				const room = await this.room(step.n);
				const id = `c_s${++this.cards}`;
				// the answer may come in another life of the node
				room
					.write(room.epoch, (doc) => {
						const all = doc.getMap<Y.Map<unknown>>('cards');
						if (all.has(id)) return null;
						addCard(all, all.size + 1, id);
						return {};
					})
					.catch(() => undefined);
				return;
			}
			case 'crash': {
				const { registry } = this.nodes[step.n % NODES]!;
				for (const room of registry.open) room.end(CLOSE.busy, 'the process is gone');
				this.nodes[step.n % NODES] = this.#node();
				return;
			}
			case 'compact':
				return (await this.room(step.n)).compact(1).catch(() => undefined);
			case 'cut':
				return this.hosts[step.host]!.cut();
			case 'connect': {
				const page = this.hosts[step.host]!;
				page.cut();
				return page.join(await this.room(step.n));
			}
			case 'deliver':
				return this.hosts[step.host]!.deliver(step.n + 1);
			default:
				return this.edit(this.hosts[step.host]!.doc, step);
		}
	}

	edit(doc: Y.Doc, { act, n }: { readonly act: string; readonly n: number }): void {
		const all = doc.getMap<Y.Map<unknown>>('cards');
		if (act === 'add') {
			const number = ++this.cards;
			return doc.transact(() => addCard(all, number, `c_${number}`));
		}
		const card = [...all.values()][n];
		const text = card?.get('text') as Y.Text | undefined;
		if (!card || !text) return;
		if (act === 'type') text.insert(Math.min(n, text.length), `«${n}»`);
		if (act === 'cut text') text.delete(0, Math.min(text.length, n));
		if (act === 'move') card.set('rank', `m${n}`);
		if (act === 'aside') card.set('state', 'aside');
	}

	async check(): Promise<void> {
		// nothing below waits: log and rooms are looked at in one moment
		const opened = await this.memory.open(board);
		const fold = foldOf(opened);
		const inLog = Y.snapshot(fold);
		const last = opened.tail.at(-1)?.seq ?? opened.snapshot?.seq ?? 0;
		for (const { registry } of this.nodes)
			for (const room of registry.open) {
				expect(room.seq).toBeLessThanOrEqual(last);
				if (room.seq === last)
					expect(room.read((doc) => haveSameContent(doc, fold, ROOTS))).toBe(true);
				expect(Y.snapshotContainsUpdate(inLog, room.state().update)).toBe(true);
			}
		for (const page of this.hosts) {
			const shown = Y.encodeStateAsUpdate(page.shown);
			expect(Y.snapshotContainsUpdate(inLog, shown), 'shown before it was kept').toBe(true);
			for (const update of page.sentUpdates.slice(0, page.saved))
				expect(Y.snapshotContainsUpdate(inLog, update), 'called saved, and is not').toBe(true);
		}
	}

	/** Everything comes back: the log answers, everybody is connected, everything on its way arrives. */
	async heal(): Promise<void> {
		for (let round = 0; round < 6; round++) {
			await this.log.releaseAll();
			await this.clock.pass(10_000);
			for (const [i, page] of this.hosts.entries()) {
				if (round === 2) {
					page.cut();
					page.join(await this.room(i));
				}
				page.deliver();
			}
		}
		await this.clock.pass(10_000);
		const fold = await replay(this.memory, board);
		for (const page of this.hosts) {
			expect(page.closed).toBeUndefined();
			expect(haveSameContent(page.doc, fold, ROOTS), 'all show the same').toBe(true);
			expect(page.saved).toBe(page.sent);
		}
	}
}

test('[RO1, RO4, RO5, RO7] rooms are folds of the log; nothing is shown or called saved before it is in it; all converge', async () => {
	const total = new Map<string, number>();
	let cards = 0;
	await fc.assert(
		fc.asyncProperty(acts, async (steps) => {
			const world = await new World().start();
			for (const step of steps) {
				await world.act(step);
				await world.check();
			}
			await world.heal();
			await world.check();
			cards += world.cards;
			for (const [act, times] of world.done) total.set(act, (total.get(act) ?? 0) + times);
		}),
		// a failure prints its seed and the shrunk steps; they belong into `examples` then
		{ numRuns: 200, examples: [] },
	);
	expect(cards).toBeGreaterThan(60);
	expect(total.size).toBe(15);
}, 120_000);
