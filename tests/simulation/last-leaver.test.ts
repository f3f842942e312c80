import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { board, newNode, replay, Screen } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';

const info = (doc: Y.Doc) => doc.getMap('info').toJSON();
const write = (doc: Y.Doc, value: number) => void doc.getMap('info').set('schema', value);

test('[RE2] 2,000 times the last leaves as another joins: no edit lost, one document', async () => {
	const limits = { boardIdleMs: 0, sweepMs: 1 };
	const { registry, log, clock } = newNode(new MemoryUpdateLog(), limits);
	let rooms = 0;
	let screen: Screen | undefined;
	registry.onOpen(() => rooms++);
	for (let i = 1; i <= 2_000; i++) {
		const leaver = await registry.hold(board);
		if (screen) screen.join(leaver.room);
		else screen = new Screen(leaver.room, 'write');
		await settled(1);
		write(screen.doc, i);
		const joining = registry.hold(board);
		screen.cut();
		leaver.release();
		const sweep = i % 2 === 0 ? clock.pass(1) : settled(1);
		const joiner = await joining;
		await sweep;
		await settled(1);
		const next = new Screen(joiner.room, 'read');
		expect(info(next.doc)).toEqual({ schema: i });
		next.cut();
		joiner.release();
		if (i % 3 === 0) await clock.pass(3);
	}
	expect(rooms).toBeGreaterThan(100);
	expect(info(await replay(log, board))).toEqual({ schema: 2_000 });
	const { snapshot, tail } = await log.open(board);
	expect((snapshot?.seq ?? 0) + tail.length).toBe(2_000);
}, 60_000);
