import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { LIMITS } from '#shared/limits.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';
import { RawSocket, syncFrame } from '#tests/support/raw-socket.ts';
import { replay } from '#tests/support/room-screens.ts';
import { BOARD_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';

const UPDATE_BYTES = 60_000;
/** Within what one socket may send at once; from two of them it is more than may wait. */
const UPDATES = Math.floor((LIMITS.syncBytesBurstMax * 0.9) / UPDATE_BYTES);
/** Requests one after the other, so that the server has had as many turns to read what is there. */
const TURNS = 200;

const open: RawSocket[] = [];
let house: SyncHouse;
afterEach(async () => {
	for (const socket of open.splice(0)) socket.leave();
	await house.close();
});

/** As y-websocket counts: the last `saved` that came. */
function saved(socket: RawSocket): number {
	const frame = socket.ofType(100).at(-1);
	return frame ? (frame[1]! & 0x7f) + 128 * (frame[2] ?? 0) : 0;
}

test('[RO18, SO5] more than may wait, while the log is silent: nobody is read, nobody is closed, all is kept', async () => {
	const log = new FaultyUpdateLog(new MemoryUpdateLog());
	house = await new SyncHouse({ log }).open();
	const writers = ['host', 'moderator'].map((token) => {
		const socket = new RawSocket(house.base, `/sync/${BOARD_PATH}?saved=1`, { token });
		open.push(socket);
		return { socket, doc: new Y.Doc() };
	});
	for (const { socket } of writers) await socket.whenOpen();
	log.next('silent');
	for (const [nth, { socket, doc }] of writers.entries()) {
		doc.on('update', (update: Uint8Array) => socket.send(syncFrame('update', update)));
		for (let n = 1; n <= UPDATES; n++)
			doc.getMap('info').set(`schema${nth}`, `${n}`.padEnd(UPDATE_BYTES, '.'));
	}
	await until(() => log.held === 1, { what: 'the log is asked' });
	for (let turn = 0; turn < TURNS; turn++) await fetch(house.base);
	expect(writers.map(({ socket }) => socket.closed)).toEqual([undefined, undefined]);
	await log.release();
	await until(() => writers.every(({ socket }) => saved(socket) === UPDATES), {
		what: 'everything is kept',
	});
	const kept = await replay(log, { dialogue: 'd_hall', kind: 'board', id: 't_work' });
	const last = `${UPDATES}`.padEnd(UPDATE_BYTES, '.');
	expect(kept.getMap('info').toJSON()).toEqual({ schema0: last, schema1: last });
});
