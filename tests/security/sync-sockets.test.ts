import type http from 'node:http';
import type net from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { LIMITS } from '#shared/limits.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';
import { RawSocket, syncFrame } from '#tests/support/raw-socket.ts';
import { BOARD_PATH, frozen, SEAT_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';

let house: SyncHouse;
const sockets: RawSocket[] = [];
beforeEach(async () => {
	house = await new SyncHouse().open();
});
afterEach(async () => {
	for (const socket of sockets.splice(0)) socket.leave();
	await house.close();
});

function open(path: string, options: ConstructorParameters<typeof RawSocket>[2] = {}): RawSocket {
	const socket = new RawSocket(house.base, `/sync/${path}`, options);
	sockets.push(socket);
	return socket;
}
const content = (doc: Y.Doc) => syncFrame('update', Y.encodeStateAsUpdate(doc));
function board(value: unknown): Y.Doc {
	const doc = new Y.Doc();
	doc.getMap('info').set('schema', value);
	return doc;
}

describe('the way in', () => {
	test('[UG1] a foreign origin is 403 before anything else, also on unknown paths; no origin is accepted', async () => {
		for (const origin of [
			'https://good.example.evil',
			'null',
			`${house.base}0`,
			'http://127.0.0.1',
		])
			expect(await open(BOARD_PATH, { token: 'host', origin }).outcome(), origin).toBe(403);
		const ours = open(BOARD_PATH, { token: 'host', origin: house.base });
		expect((await ours.whenOpen()).protocol).toBe('thementisch');
		await open(BOARD_PATH, { token: 'host' }).whenOpen();
		for (const address of ['/', '/live', '/sync', '/livewire/', '/api/x'])
			expect(await new RawSocket(house.base, address).outcome(), address).toBe(404);
	});

	test('[UG2] /live/ goes to engine.io, vite to Vite, and neither sees anything else', async () => {
		const seen: (string | undefined)[] = [];
		for (const gate of [house.live, house.hotReload])
			gate.on('upgrade', ({ url }: http.IncomingMessage, socket: net.Socket) => {
				seen.push(url);
				socket.end('HTTP/1.1 418 Here\r\nContent-Length: 0\r\n\r\n');
			});
		const live = '/live/?EIO=4&transport=websocket';
		expect(await new RawSocket(house.base, live).outcome()).toBe(418);
		const vite = new RawSocket(house.base, '/', { protocols: ['vite-hmr'] });
		expect(await vite.outcome()).toBe(418);
		const foreign = new RawSocket(house.base, live, { origin: 'https://evil.example' });
		expect(await foreign.outcome()).toBe(403);
		expect(seen).toEqual([live, '/']);
	});

	test('[SO1] refusals finish the handshake, then say why; no token comes back', async () => {
		const refused: [number, string, string | undefined][] = [
			[CLOSE.unauthorised, BOARD_PATH, undefined],
			[CLOSE.unauthorised, BOARD_PATH, 'wrong'],
			[CLOSE.unauthorised, BOARD_PATH, 'x'.repeat(5_000)],
			[CLOSE.unauthorised, 'nonsense', 'wrong'],
			[CLOSE.notFound, 'nonsense', 'host'],
			[CLOSE.notFound, 'd_hall/board/t_none', 'host'],
			[CLOSE.notFound, 'd_none/board/t_work', 'host'],
			[CLOSE.notFound, 'd_hall/board/..%2f..%2fsecret', 'host'],
			[CLOSE.notFound, `d_hall/board/t_${'x'.repeat(5_000)}`, 'host'],
			[CLOSE.notFound, BOARD_PATH, 'stranger'],
			[CLOSE.notFound, SEAT_PATH, 'seatTwo'],
			[CLOSE.notFound, SEAT_PATH, 'moderator'],
			[CLOSE.notFound, 'd_hall/seat/s_none', 'seatOne'],
		];
		for (const [code, path, token] of refused) {
			const socket = open(path, { token });
			expect(await socket.outcome(), `${path} ${token}`).toBe(code);
			expect(socket.protocol ?? '').not.toContain('token');
		}
		expect(house.registry.open).toEqual([]);
	});

	test('[SO1] an authorisation that takes long kills no handshake; who left meanwhile holds nothing', async () => {
		let goOn!: () => void;
		house.gate = new Promise((done) => (goOn = done));
		const patient = open(BOARD_PATH, { token: 'host' });
		const hasty = open(BOARD_PATH, { token: 'host' });
		await settled(20);
		hasty.leave();
		goOn();
		await patient.whenOpen();
		await until(() => house.sync.figures.sockets === 1, { what: 'one socket' });
	});

	test('[SO1] a store that does not load is 1013, a node that goes down 1012', async () => {
		await house.close();
		const log = new FaultyUpdateLog(new MemoryUpdateLog());
		house = await new SyncHouse({ log }).open();
		log.failReads(1);
		expect(await open(BOARD_PATH, { token: 'host' }).outcome()).toBe(CLOSE.busy);
		const there = await open(BOARD_PATH, { token: 'host' }).whenOpen();
		await house.registry.drain();
		expect(await there.outcome()).toBe(CLOSE.goingDown);
		expect(await open(BOARD_PATH, { token: 'host' }).outcome()).toBe(CLOSE.goingDown);
	});

	test('[SO4] six sockets a seat, forty a link; a place that is given back is taken again', async () => {
		const seats = Array.from({ length: LIMITS.socketsPerSeatMax }, () =>
			open(SEAT_PATH, { token: 'seatOne' }),
		);
		for (const socket of seats) await socket.whenOpen();
		expect(await open(SEAT_PATH, { token: 'seatOne' }).outcome()).toBe(CLOSE.busy);
		seats[0]!.leave();
		await until(() => house.sync.figures.sockets === LIMITS.socketsPerSeatMax - 1, {
			what: 'a place given back',
		});
		await open(SEAT_PATH, { token: 'seatOne' }).whenOpen();
		for (let i = 0; i < LIMITS.socketsPerLinkMax; i++)
			await open(BOARD_PATH, { token: 'projector' }).whenOpen();
		expect(await open(BOARD_PATH, { token: 'projector' }).outcome()).toBe(CLOSE.busy);
		await open(BOARD_PATH, { token: 'host' }).whenOpen();
	});
});

describe('rights that end', () => {
	test('[SO8] a revoked token: its sockets are closed at once, others stay', async () => {
		const host = await open(BOARD_PATH, { token: 'host' }).whenOpen();
		const moderator = await open(BOARD_PATH, { token: 'moderator' }).whenOpen();
		await until(() => house.sync.figures.sockets === 2, { what: 'both' });
		house.revoke('host');
		expect(await host.outcome(1_000)).toBe(CLOSE.unauthorised);
		expect(moderator.closed).toBeUndefined();
	});

	test('[SO8] a token that is revoked while its socket opens', async () => {
		let goOn!: () => void;
		const hold = house.registry.hold.bind(house.registry);
		const gate = new Promise<void>((done) => (goOn = done));
		house.registry.hold = async (doc) => {
			await gate;
			return hold(doc);
		};
		const socket = open(BOARD_PATH, { token: 'host' });
		await settled(20);
		house.revoke('host');
		goOn();
		expect(await socket.outcome()).toBe(CLOSE.unauthorised);
	});

	test('[SO8] an erased dialogue closes its sockets with 4410', async () => {
		const host = await open(BOARD_PATH, { token: 'host' }).whenOpen();
		await until(() => house.sync.figures.sockets === 1, { what: 'the socket' });
		house.sync.erased('d_hall');
		expect(await host.outcome(1_000)).toBe(CLOSE.erased);
	});

	test('[SO3] a frozen table: hosts that send content are closed with 4403, an unfrozen one takes it', async () => {
		const host = await open(BOARD_PATH, { token: 'host' }).whenOpen();
		await until(() => host.frames.length > 0, { what: 'the step 1' });
		await house.decide(frozen('t_work'));
		host.send(content(new Y.Doc()));
		await settled();
		expect(host.closed).toBeUndefined();
		host.send(content(board(1)));
		expect(await host.outcome()).toBe(CLOSE.notAllowed);
		await house.decide(frozen());
		const again = await open(`${BOARD_PATH}?saved=1`, { token: 'host' }).whenOpen();
		again.send(content(board(2)));
		await until(() => again.ofType(100).at(-1)?.[1] === 1, { what: 'saved 1' });
	});
});

describe('frames', () => {
	test('[SO9] text, and framing that is none, are 4400; too much is 4413, whatever its size', async () => {
		const text = await open(BOARD_PATH, { token: 'host' }).whenOpen();
		text.socket.send('hello');
		expect(await text.outcome()).toBe(CLOSE.malformed);
		const reserved = await open(BOARD_PATH, { token: 'host' }).whenOpen();
		(reserved.socket as unknown as { _socket: net.Socket })._socket.write(
			Buffer.of(0xf2, 0x80, 0, 0, 0, 0),
		);
		expect(await reserved.outcome()).toBe(CLOSE.malformed);
		for (const bytes of [
			LIMITS.updateBytesMax + 1,
			LIMITS.syncStep2BytesMax + 1,
			20 * 1024 * 1024,
		]) {
			const large = await open(BOARD_PATH, { token: 'projector' }).whenOpen();
			large.send(syncFrame('update', new Uint8Array(bytes)));
			expect(await large.outcome(), `${bytes} bytes`).toBe(CLOSE.tooLarge);
		}
	});

	test('[SO5] who sends too fast is slowed, not closed, and nothing is lost', async () => {
		const owner = await open(`${SEAT_PATH}?saved=1`, { token: 'seatOne' }).whenOpen();
		const doc = new Y.Doc();
		doc.on('update', (update: Uint8Array) => owner.send(syncFrame('update', update)));
		const saved = () => {
			const frame = owner.ofType(100).at(-1);
			return frame ? (frame[1]! & 0x7f) + 128 * (frame[2] ?? 0) : 0;
		};
		// together in one buffer, so that all are read at once: the debt is paid afterwards
		const frames = LIMITS.framesBurstMax + 15;
		const startMs = performance.now();
		for (let i = 1; i <= frames; i++) doc.getMap('cards').set('c_1', i);
		await until(() => saved() === frames, { what: 'all saved' });
		doc.getMap('cards').set('c_1', 'one more');
		await until(() => saved() === frames + 1, { what: 'one more' });
		expect(performance.now() - startMs).toBeGreaterThan(300);
		expect(owner.closed).toBeUndefined();
	});

	test('[SO6] a reader that stops reading: no more than its buffer, later one frame with everything', async () => {
		const slow = await open(BOARD_PATH, { token: 'projector' }).whenOpen();
		slow.send(syncFrame('one', Uint8Array.of(0)));
		await until(() => slow.ofType(0).length === 1, { what: 'step 2' });
		slow.socket.pause();
		const written = await house.registry.use(
			{ dialogue: 'd_hall', kind: 'board', id: 't_work' },
			async (room) => {
				for (let i = 0; i < 400; i++)
					await room.write(room.epoch, (doc) => {
						doc.getMap('cards').set('c_1', `${i}`.padStart(50_000, 'x'));
						return {};
					});
				return room.state().update;
			},
		);
		const before = slow.frames.length;
		slow.socket.resume();
		const seen = new Y.Doc();
		let applied = 0;
		await until(
			() => {
				for (; applied < slow.frames.length; applied++) {
					const frame = slow.frames[applied]!;
					if (frame[0] === 0 && frame[1] !== 0) Y.applyUpdate(seen, bodyOf(frame));
				}
				return String(seen.getMap('cards').get('c_1')).endsWith('x399');
			},
			{ what: 'everything that was missed' },
		);
		expect(Y.encodeStateAsUpdate(seen)).toEqual(written);
		const bytes = slow.frames.slice(before).reduce((sum, { byteLength }) => sum + byteLength, 0);
		expect(bytes).toBeLessThan(14 * 1024 * 1024); // of 20 MB; the rest lay in the kernel's own buffers
	});
});

describe('signs of life', () => {
	test('[SO7] every 15 s an empty awareness; who never answers a ping is let go', async () => {
		await house.close();
		const clock = new VirtualClock();
		house = await new SyncHouse({ clock }).open();
		const reader = await open(BOARD_PATH, { token: 'projector' }).whenOpen();
		await until(() => house.sync.figures.sockets === 1, { what: 'the socket' });
		for (let second = 0; second < 31; second++) await clock.pass(1_000);
		await until(() => reader.frames.length >= 2, { what: 'two signs' });
		expect(reader.frames.map((frame) => [...frame])).toEqual([
			[1, 1, 0],
			[1, 1, 0],
		]);
		// a tablet that was switched off answers nothing
		(
			reader.socket as unknown as { _receiver: { removeAllListeners(event: string): void } }
		)._receiver.removeAllListeners('ping');
		for (let second = 0; second < 50; second++) await clock.pass(1_000);
		await until(() => house.sync.figures.sockets === 0, { what: 'nobody' });
	});

	test('[SO6] who takes nothing for 15 s is closed with 1013', async () => {
		await house.close();
		const clock = new VirtualClock();
		house = await new SyncHouse({ clock }).open();
		const slow = await open(BOARD_PATH, { token: 'projector' }).whenOpen();
		slow.send(syncFrame('one', Uint8Array.of(0)));
		await until(() => slow.ofType(0).length === 1, { what: 'step 2' });
		slow.socket.pause();
		const { room } = await house.registry.hold({
			dialogue: 'd_hall',
			kind: 'board',
			id: 't_work',
		});
		for (let i = 0; i < 400; i++)
			await room.write(room.epoch, (doc) => {
				doc.getMap('cards').set('c_1', `${i}`.padStart(50_000, 'x'));
				return {};
			});
		for (let second = 0; second < 17; second++) await clock.pass(1_000);
		slow.socket.resume();
		expect(await slow.outcome()).toBe(CLOSE.busy);
	});
});

function bodyOf(frame: Uint8Array): Uint8Array {
	let at = 2;
	while (frame[at++]! >= 0x80);
	return frame.subarray(at);
}
