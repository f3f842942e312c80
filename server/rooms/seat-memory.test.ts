import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { newNode, replay, Screen } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';

const DIALOGUE_BYTES_MAX = 4_000_000;
const limits = { seatsMemoryPerDialogueBytesMax: DIALOGUE_BYTES_MAX, seatsMemoryBytesMax: 2 ** 40 };
const seatOf = (nth: number): DocName => ({ dialogue: 'd_hall', kind: 'seat', id: `s_${nth}` });

/** Writes so many entries that can be merged with no other. */
function fill({ doc }: Screen, entries: number): void {
	const receipts = doc.getMap('receipts');
	const before = receipts.size;
	doc.transact(() => {
		for (let n = 0; n < entries; n++) receipts.set(`k${before + n}`, new Y.Map());
	});
}

async function nodeWith(seats: number, over: Partial<typeof limits> = {}) {
	const node = newNode(new MemoryUpdateLog(), { ...limits, ...over });
	const open = async (nth: number): Promise<Screen & { release: () => void }> => {
		const { room, release } = await node.registry.hold(seatOf(nth));
		const screen = new Screen(room, 'write', { role: 'participant' });
		await settled();
		return Object.assign(screen, { release });
	};
	const screens: Awaited<ReturnType<typeof open>>[] = [];
	for (let nth = 0; nth < seats; nth++) screens.push(await open(nth));
	return { ...node, open, screens };
}

test('[RE6] heavy seats give way when memory is used up, and what they wrote stays theirs; light ones go on', async () => {
	const { registry, log, screens } = await nodeWith(20);
	const [honest, ...enemies] = screens;
	fill(honest!, 20);
	for (let turn = 0; turn < 20; turn++)
		for (const enemy of enemies) {
			fill(enemy, 150);
			await settled(1);
			expect(registry.seatsMemoryBytes).toBeLessThan(2 * DIALOGUE_BYTES_MAX);
		}
	expect(enemies.map(({ closed }) => closed)).toEqual(enemies.map(() => CLOSE.busy));
	fill(honest!, 20);
	await settled();
	expect(honest!.closed).toBeUndefined();
	expect(honest!.saved).toBe(honest!.sent);
	expect((await replay(log, seatOf(0))).getMap('receipts').size).toBe(40);
});

test('[RE6] seats that nobody looks at make room at the next sweep; then a heavy one is welcome again', async () => {
	const { registry, clock, screens, open } = await nodeWith(6, {});
	for (const screen of screens) fill(screen, 1_400);
	await settled();
	const heavy = screens.filter(({ closed }) => closed === CLOSE.busy);
	expect(heavy.length).toBeGreaterThan(0);
	const again = heavy[0]!;
	again.join();
	fill(again, 1);
	await settled();
	expect(again.closed).toBe(CLOSE.busy);
	for (const screen of screens) {
		screen.cut();
		screen.release();
	}
	// idle seats stay ten seconds otherwise
	await clock.pass(4_000);
	expect(registry.open.length).toBeLessThan(screens.length);
	const later = await open(screens.indexOf(again));
	fill(later, 1_400);
	await settled();
	expect([later.closed, later.saved]).toEqual([undefined, later.sent]);
});

test('[RE6] one dialogue does not weigh on another; the node has a limit of its own', async () => {
	const { registry, screens } = await nodeWith(4, { seatsMemoryPerDialogueBytesMax: 500_000 });
	for (const screen of screens) fill(screen, 400);
	await settled();
	expect(screens.some(({ closed }) => closed === CLOSE.busy)).toBe(true);
	const elsewhere: DocName = { dialogue: 'd_other', kind: 'seat', id: 's_0' };
	const { room } = await registry.hold(elsewhere);
	const other = new Screen(room, 'write', { role: 'participant' });
	fill(other, 400);
	await settled();
	expect(other.closed).toBeUndefined();

	const tight = await nodeWith(4, { seatsMemoryBytesMax: 500_000 });
	for (const screen of tight.screens) fill(screen, 400);
	await settled();
	expect(tight.screens.some(({ closed }) => closed === CLOSE.busy)).toBe(true);
});

test('[RE6] what is dropped weighs nothing', async () => {
	const { registry, clock, screens } = await nodeWith(3);
	for (const screen of screens) fill(screen, 100);
	await settled();
	expect(registry.seatsMemoryBytes).toBeGreaterThan(3 * 100 * 500);
	for (const screen of screens) {
		screen.cut();
		screen.release();
	}
	await clock.pass(20_000);
	expect([registry.open.length, registry.seatsMemoryBytes]).toEqual([0, 0]);
});
