import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#shared/close-codes.ts';
import { STILL_HERE_MS } from '#shared/wire.ts';
import { PlayedSocket } from './played-socket.ts';
import { SyncedDoc } from './synced-doc.svelte.ts';

let synced: SyncedDoc;
let doc: Y.Doc;
const socket = (): PlayedSocket => PlayedSocket.all.at(-1)!;

beforeEach(() => {
	PlayedSocket.all = [];
	vi.stubGlobal('WebSocket', PlayedSocket);
	doc = new Y.Doc();
	doc.getArray('words').push(['from the local copy']);
	synced = new SyncedDoc({ dialogue: 'd_1', kind: 'seat', id: 's_1' }, doc, 'token');
});
afterEach(() => {
	synced.close();
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

test('[CN1] what the server has not asked for yet is not kept, whatever else has arrived', () => {
	socket().opens();
	socket().saysStepTwo();
	expect(synced.live).toBe(true);
	expect(synced.allKept).toBe(false);
	socket().asksStepOne();
	expect(synced.allKept).toBe(false);
	socket().keeps(1);
	expect(synced.allKept).toBe(true);
});

test('[CN1] an edit takes it back until the server has counted it, and a new socket counts from nothing', () => {
	socket().opens();
	socket().saysStepTwo();
	socket().asksStepOne();
	socket().keeps(1);
	doc.getArray('words').push(['an edit']);
	expect(synced.allKept).toBe(false);
	socket().keeps(2);
	expect(synced.allKept).toBe(true);

	socket().onclose?.({ code: CLOSE.goingDown, reason: '' });
	expect(synced.allKept).toBe(false);
	doc.getArray('words').push(['without a network']);
	synced.reconnect();
	expect(PlayedSocket.all).toHaveLength(2);
	socket().opens();
	socket().saysStepTwo();
	socket().keeps(0);
	expect(synced.allKept).toBe(false);
	socket().asksStepOne();
	socket().keeps(1);
	expect(synced.allKept).toBe(true);
});

test('[CN2] a tablet that wakes up leaves a socket that has been silent for too long, and no other', () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	socket().opens();
	socket().saysStepTwo();
	synced.reconnect();
	expect(PlayedSocket.all).toHaveLength(1);
	vi.setSystemTime(Date.now() + STILL_HERE_MS + 3_000);
	synced.reconnect();
	expect(PlayedSocket.all).toHaveLength(2);
	expect(synced.live).toBe(false);
});

test('[CN3] a deliberate end is known by its code and nothing is tried any more', () => {
	socket().opens();
	socket().onclose?.({ code: CLOSE.unauthorised, reason: '' });
	expect(synced.closedWith).toBe(CLOSE.unauthorised);
	synced.reconnect();
	expect(PlayedSocket.all).toHaveLength(1);
});
