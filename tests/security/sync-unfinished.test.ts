import { afterEach, expect, test } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import { MESSAGE } from '#shared/wire.ts';
import { RawSocket } from '#tests/support/raw-socket.ts';
import { BOARD_PATH, SEAT_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';

const KIB = 1024;
const open: RawSocket[] = [];
let house: SyncHouse;
afterEach(async () => {
	for (const socket of open.splice(0)) socket.leave();
	await house.close();
});

async function opened(path: string, token: string): Promise<RawSocket> {
	const socket = new RawSocket(house.base, `/sync/${path}`, { token });
	open.push(socket);
	return socket.whenOpen();
}

/** Part of a message; without an end the server has to keep it. */
function begin({ socket }: RawSocket, bytes: number): void {
	socket.send(new Uint8Array(bytes), { fin: false });
}

test('[SO11] messages that never end: over all sockets they stay within the limit, the largest go first', async () => {
	const clock = new VirtualClock();
	house = await new SyncHouse({ clock, unfinishedBytesMax: 600 * KIB }).open();
	const enemies = [
		await opened(SEAT_PATH, 'seatOne'),
		await opened(SEAT_PATH, 'seatOne'),
		await opened(BOARD_PATH, 'seatOne'),
	];
	const honest = await opened(BOARD_PATH, 'projector');
	await until(() => house.sync.figures.sockets === 4, { what: 'four screens' });
	begin(honest, 20 * KIB);
	for (const enemy of enemies) begin(enemy, 250 * KIB);
	await until(() => house.sync.unfinishedBytes > 760 * KIB, { what: 'all of it has arrived' });
	await clock.pass(1_000);
	expect(await enemies[0]!.outcome()).toBe(CLOSE.busy);
	await until(() => house.sync.figures.sockets === 3, { what: 'it has gone' });
	await clock.pass(1_000);
	// the others are within the limit now, and an end makes a message of what was begun
	expect([enemies[1]!.closed, enemies[2]!.closed, honest.closed]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
	honest.socket.send(Uint8Array.of(MESSAGE.awareness), { fin: true });
	await until(() => house.sync.unfinishedBytes < 520 * KIB, { what: 'a whole message' });
});
