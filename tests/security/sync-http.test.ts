import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#shared/close-codes.ts';
import { LIMITS } from '#shared/limits.ts';
import { MESSAGE } from '#shared/wire.ts';
import { PollRequests } from '#tests/support/poll-requests.ts';
import { RawSocket, syncFrame } from '#tests/support/raw-socket.ts';
import { BOARD_PATH, frozen, SEAT_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';

let house: SyncHouse;
beforeEach(async () => {
	house = await new SyncHouse().open();
});
afterEach(() => house.close());

const as = (token?: string): PollRequests => new PollRequests(house.base, token);
const STEP_ONE = syncFrame('one', Uint8Array.of(0));
function content(key: string, value: unknown = 'x'): Uint8Array {
	const doc = new Y.Doc();
	doc.getMap('cards').set(key, value);
	return syncFrame('update', Y.encodeStateAsUpdate(doc));
}
/** The last word about what is durable. */
async function savedOn(who: PollRequests, line: string, count: number): Promise<number> {
	let after = 0;
	let last = -1;
	await until(
		async () => {
			const { messages } = await who.fetch(line, after);
			after += messages.length;
			for (const message of messages) if (message[0] === MESSAGE.saved) last = message[1]!;
			return last >= count;
		},
		{ what: `${count} saved` },
	);
	return last;
}

describe('the way in', () => {
	test('[HL1] [SO1] [SO2] the same refusals as a websocket hears, as close codes; a token in the address is none', async () => {
		const refused: [number, string | undefined, string][] = [
			[CLOSE.unauthorised, undefined, BOARD_PATH],
			[CLOSE.unauthorised, 'unknown', BOARD_PATH],
			[CLOSE.unauthorised, undefined, `${BOARD_PATH}?token=host`],
			[CLOSE.notFound, 'stranger', BOARD_PATH],
			[CLOSE.notFound, 'seatTwo', SEAT_PATH],
			[CLOSE.notFound, 'host', SEAT_PATH],
			[CLOSE.notFound, 'host', 'd_hall/board/t_gone'],
			[CLOSE.notFound, 'host', 'd_hall/board'],
			[CLOSE.restored, 'host', `${BOARD_PATH}?generation=77`],
		];
		for (const [code, token, path] of refused)
			expect((await as(token).open(path)).close, `${token} ${path}`).toBe(code);
		expect((await as('seatOne').open(SEAT_PATH)).status).toBe(201);
		expect(house.sync.figures.sockets).toBe(1);
	});

	test('[HL1] a line is found with the token that opened it alone, and by its whole id', async () => {
		const line = await as('seatOne').opened(SEAT_PATH);
		for (const token of [undefined, 'seatTwo', 'moderator', 'organiser', 'unknown']) {
			const answers = [
				await as(token).fetch(line, 0),
				await as(token).send(line, 0, content('c_1')),
				await as(token).ask('DELETE', `lines/${line}`),
			];
			for (const { status, close, messages } of answers)
				expect([status, close, messages]).toEqual([404, null, []]);
		}
		for (const id of ['', line.slice(1), `${line}x`, line.toUpperCase(), '../x', '__proto__'])
			expect((await as('seatOne').fetch(id, 0)).status).toBe(404);
		expect((await as('seatOne').fetch(line, 0)).status).not.toBe(404);
	});

	test('[SO4] places are shared by both kinds of line, and given back at the end', async () => {
		const seat = as('seatOne');
		const lines: string[] = [];
		for (let n = 1; n < LIMITS.socketsPerSeatMax; n++) lines.push(await seat.opened(SEAT_PATH));
		const socket = new RawSocket(house.base, `/sync/${SEAT_PATH}`, { token: 'seatOne' });
		await socket.whenOpen();
		await until(() => house.sync.figures.sockets === LIMITS.socketsPerSeatMax, { what: 'all' });
		expect((await seat.open(SEAT_PATH)).close).toBe(CLOSE.busy);
		await seat.ask('DELETE', `lines/${lines[0]}`);
		await seat.opened(SEAT_PATH);
		socket.leave();
	});
});

describe('messages', () => {
	test('what a page does: step 1 up, step 2 down, content up, saved down, and another line sees it', async () => {
		const host = as('host');
		const reader = as('projector');
		const [line, other] = [
			await host.opened(`${BOARD_PATH}?saved=1`),
			await reader.opened(BOARD_PATH),
		];
		await reader.send(other, 0, STEP_ONE);
		const first = await reader.fetch(other, 0, true);
		expect(first.messages[0]?.slice(0, 2)).toEqual(Uint8Array.of(0, 1));
		const next = reader.fetch(other, first.messages.length, true);
		await host.send(line, 0, STEP_ONE, content('c_1'));
		expect(await savedOn(host, line, 1)).toBe(1);
		expect((await next).messages[0]?.slice(0, 2)).toEqual(Uint8Array.of(0, 2));
	});

	test('[HL2] an answer that was lost is given again; what is said to have come is forgotten', async () => {
		const host = as('host');
		const line = await host.opened(`${BOARD_PATH}?saved=1`);
		await host.send(line, 0, STEP_ONE);
		const first = await host.fetch(line, 0, true);
		expect(first.messages.length).toBeGreaterThan(1);
		expect(await host.fetch(line, 0)).toEqual(first);
		const rest = await host.fetch(line, 1);
		expect(rest.messages).toEqual(first.messages.slice(1));
		// the first one was said to be there
		expect((await host.fetch(line, 0)).close).toBe(CLOSE.malformed);
	});

	test('[HL2] only one fetching waits: a newer one sends the older home with nothing', async () => {
		const reader = as('projector');
		const line = await reader.opened(BOARD_PATH);
		const older = reader.fetch(line, 0, true);
		await until(() => house.sync.figures.sockets === 1, { what: 'the line' });
		const newer = reader.fetch(line, 0, true);
		// whichever came first
		const { status } = await Promise.race([older, newer]);
		expect(status).toBe(204);
		await reader.send(line, 0, STEP_ONE);
		const answers = await Promise.all([older, newer]);
		expect(answers.map((answer) => answer.messages.length).sort()).toEqual([0, 1]);
	});

	test('[HL3] a request that comes twice counts once, also for what is saved', async () => {
		const seat = as('seatOne');
		const line = await seat.opened(`${SEAT_PATH}?saved=1`);
		await seat.send(line, 0, STEP_ONE, content('c_1'));
		await seat.send(line, 0, STEP_ONE, content('c_1'));
		await seat.send(line, 1, content('c_1'), content('c_2'));
		expect(await savedOn(seat, line, 2)).toBe(2);
		await seat.send(line, 3, content('c_3'));
		expect(await savedOn(seat, line, 3)).toBe(3);
	});

	test('[HL3] gaps, numbers that are none, and bodies that are no messages end the line with 4400', async () => {
		const seat = as('seatOne');
		for (const from of [1, -1, 'x', '', '1e3', '9'.repeat(30)]) {
			const line = await seat.opened(SEAT_PATH);
			expect((await seat.send(line, from, STEP_ONE)).close, `${from}`).toBe(CLOSE.malformed);
		}
		for (const body of [[5, 1], [255, 255, 255, 255, 255, 255, 255, 255, 255, 255], [0], [1, 99]]) {
			const line = await seat.opened(SEAT_PATH);
			const { close } = await seat.sendBytes(line, 0, Uint8Array.from(body));
			expect(close, body.join()).toBe(CLOSE.malformed);
		}
		for (const after of [9, -1, 'x', '']) {
			const line = await seat.opened(SEAT_PATH);
			expect((await seat.fetch(line, after)).close, `${after}`).toBe(CLOSE.malformed);
		}
		expect(house.sync.figures.sockets).toBe(0);
	});

	test('[SO9] a body beyond every limit is not read to its end', async () => {
		const seat = as('seatOne');
		const line = await seat.opened(SEAT_PATH);
		const body = new Uint8Array(3 * LIMITS.syncStep2BytesMax);
		expect((await seat.sendBytes(line, 0, body)).close).toBe(CLOSE.tooLarge);
		expect(house.sync.unfinishedBytes).toBe(0);
	});

	test('a reader who writes is told so, and the board stays as it was', async () => {
		const reader = as('seatOne');
		const line = await reader.opened(BOARD_PATH);
		await reader.send(line, 0, STEP_ONE, content('c_1'));
		const heard = await until(async () => (await reader.fetch(line, 0)).close, {
			what: 'the end of the line',
			everyMs: 50,
		});
		expect(heard).toBe(CLOSE.notAllowed);
		const { room, release } = await house.registry.hold({
			dialogue: 'd_hall',
			kind: 'board',
			id: 't_work',
		});
		expect(room.seq).toBe(0);
		release();
	});
});

describe('its end', () => {
	test('[HL6] [SO8] a token that ends, ends its line: the fetching that waits hears it, then there is none', async () => {
		const host = as('host');
		const line = await host.opened(BOARD_PATH);
		await host.send(line, 0, STEP_ONE);
		const { messages } = await host.fetch(line, 0, true);
		const next = host.fetch(line, messages.length, true);
		house.revoke('host');
		expect((await next).close).toBe(CLOSE.unauthorised);
		expect((await host.fetch(line, 0)).status).toBe(404);
		expect(house.sync.figures.sockets).toBe(0);
	});

	test('[SO3] who loses the right to write stays, and what was written afterwards is not taken', async () => {
		const host = as('host');
		const line = await host.opened(BOARD_PATH);
		await host.send(line, 0, STEP_ONE, content('c_1'));
		await house.decide(frozen('t_work'));
		const { messages } = await host.fetch(line, 0);
		expect((await host.fetch(line, messages.length)).status).toBeLessThan(300);
	});

	test('[HL4] a line that nobody asks for is ended, with all that it holds', async () => {
		await house.close();
		const clock = new VirtualClock();
		house = await new SyncHouse({ clock }).open();
		await as('projector').opened(BOARD_PATH);
		expect(house.sync.figures.sockets).toBe(1);
		for (let second = 0; second < 47; second++) await clock.pass(1_000);
		expect(house.sync.figures.sockets).toBe(0);
	});

	test('[HL4] [SO6] what waits for nobody is bounded: held back, then closed with 1013', async () => {
		await house.close();
		const clock = new VirtualClock();
		house = await new SyncHouse({ clock }).open();
		const reader = as('projector');
		const line = await reader.opened(BOARD_PATH);
		await reader.send(line, 0, STEP_ONE);
		const { room } = await house.registry.hold({
			dialogue: 'd_hall',
			kind: 'board',
			id: 't_work',
		});
		for (let i = 0; i < 60; i++)
			await room.write(room.epoch, (doc) => {
				doc.getMap('cards').set('c_1', `${i}`.padStart(50_000, 'x'));
				return {};
			});
		const before = await reader.fetch(line, 0);
		const bytes = before.messages.reduce((sum, { byteLength }) => sum + byteLength, 0);
		expect(bytes).toBeLessThan(LIMITS.sendBufferBytesMax + 100_000);
		for (let second = 0; second < 17; second++) await clock.pass(1_000);
		expect((await reader.fetch(line, 0)).close).toBe(CLOSE.busy);
	});

	test('[HL5] too many requests are told to come later and do nothing', async () => {
		const seat = as('seatOne');
		const line = await seat.opened(`${SEAT_PATH}?saved=1`);
		const statuses: number[] = [];
		for (let n = 0; n < 3 * LIMITS.pollsBurstMax; n++)
			statuses.push((await seat.fetch(line, 0)).status);
		expect(statuses).toContain(429);
		await until(async () => (await seat.send(line, 0, content('c_1'))).status === 204, {
			what: 'its turn',
		});
		expect(await savedOn(seat, line, 1)).toBe(1);
	});
});
