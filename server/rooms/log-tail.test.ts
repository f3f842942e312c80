import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { board } from '#tests/support/room-screens.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { LogTail } from './log-tail.ts';
import { Patience } from './patience.ts';

function emptyTail() {
	const broken: unknown[] = [];
	const limits = { answerMs: 1_000, silenceMs: 1_000 };
	const patience = new Patience(new VirtualClock(), limits, () => undefined);
	const opened = { generation: 1, epoch: '0.0', tail: [] } as const;
	const tail = new LogTail(board, opened, new MemoryUpdateLog(), patience, {
		followed: () => undefined,
		broken: (error) => broken.push(error),
	});
	return { tail, broken };
}

/** One update for each of so many changes. */
function changes(count: number): Uint8Array[] {
	const updates: Uint8Array[] = [];
	const doc = new Y.Doc();
	doc.on('update', (update: Uint8Array) => updates.push(update));
	for (let n = 1; n <= count; n++) doc.getMap('info').set('schema', n);
	return updates;
}

test('[RO1] what was kept is in the copy when somebody looks, however much has come since', () => {
	const { tail, broken } = emptyTail();
	for (const [i, update] of changes(100).entries()) {
		tail.commit(update);
		expect(tail.seq).toBe(i + 1);
		if (i % 7 === 0) expect(tail.copy.doc.getMap('info').toJSON()).toEqual({ schema: i + 1 });
	}
	expect(tail.copy.doc.getMap('info').toJSON()).toEqual({ schema: 100 });
	expect(tail.length.entries).toBe(100);
	expect(broken).toEqual([]);
});

test('[RO9] an entry that does not fit ends the room when somebody looks, and nobody who asks is hurt', () => {
	const { tail, broken } = emptyTail();
	const [, second] = changes(2);
	tail.commit(second!);
	expect(broken).toEqual([]);
	expect(tail.copy.isPending).toBe(true);
	expect(tail.isBroken).toBe(true);
	expect(broken).toEqual([expect.any(Error)]);
});
