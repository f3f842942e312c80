import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import { HallSocket, network } from './hall-socket.ts';
import { PlayedSocket } from './played-socket.ts';

/** A network and the server behind it, played by the test: what is asked for over HTTP, and what it answers. */
class PlayedServer {
	/** Messages that came up, in order. */
	readonly heard: Uint8Array[] = [];
	readonly asked: string[] = [];
	isLost = false;
	/** Every answer to the first sending is lost on the way, though it was heard. */
	losesFirstAnswer = false;
	#waiting: ((answer: Response) => void)[] = [];

	readonly fetch = (address: string, init: RequestInit): Promise<Response> => {
		const { pathname, search } = new URL(address, location.href);
		this.asked.push(`${init.method} ${pathname}${search}`);
		expect(new Headers(init.headers).get('authorization')).toBe('Bearer secret');
		if (init.method === 'DELETE') return Promise.resolve(json(404, { close: null }));
		if (!pathname.startsWith('/sync-http/lines/'))
			return this.#answer(this.isLost ? 'lost' : json(201, { line: 'L' }));
		if (init.method === 'GET')
			return new Promise((answer, failed) => {
				this.#waiting.push(answer);
				init.signal?.addEventListener('abort', () => failed(new Error('aborted')));
			});
		const from = Number(new URLSearchParams(search).get('from'));
		const messages = messagesIn(init.body as Uint8Array);
		this.heard.push(...messages.slice(this.heard.length - from));
		if (!this.losesFirstAnswer) return this.#answer(new Response(null, { status: 204 }));
		this.losesFirstAnswer = false;
		return this.#answer('lost');
	};

	/** Answers the fetching that waits. */
	async says(answer: Response): Promise<void> {
		await expect.poll(() => this.#waiting.length).toBeGreaterThan(0);
		this.#waiting.shift()!(answer);
	}

	#answer(answer: Response | 'lost'): Promise<Response> {
		return answer === 'lost' ? Promise.reject(new TypeError('lost')) : Promise.resolve(answer);
	}
}
const json = (status: number, body: unknown): Response =>
	new Response(JSON.stringify(body), { status });
function messages(...all: number[][]): Response {
	const encoder = createEncoder();
	for (const one of all) writeVarUint8Array(encoder, Uint8Array.from(one));
	return new Response(toUint8Array(encoder), { status: 200 });
}
function messagesIn(body: Uint8Array): Uint8Array[] {
	const found: Uint8Array[] = [];
	const decoder = createDecoder(body);
	while (hasContent(decoder)) found.push(readVarUint8Array(decoder));
	return found;
}

let server: PlayedServer;
let open: () => Heard;
interface Heard {
	readonly socket: { send(frame: Uint8Array<ArrayBuffer>): void; close(): void };
	opened: number;
	readonly messages: number[][];
	readonly closes: number[];
}

beforeEach(() => {
	Object.assign(network, { overHttp: false, probeMs: 10_000 });
	PlayedSocket.all = [];
	server = new PlayedServer();
	vi.stubGlobal('WebSocket', PlayedSocket);
	vi.stubGlobal('fetch', server.fetch);
	open = () => {
		const socket = new HallSocket('ws://hall/sync/d_1/seat/s_1?saved=1', [
			'thementisch',
			'token.secret',
		]);
		const heard: Heard = { socket, opened: 0, messages: [], closes: [] };
		socket.onopen = () => heard.opened++;
		socket.onmessage = ({ data }) => heard.messages.push([...new Uint8Array(data)]);
		socket.onclose = ({ code }) => heard.closes.push(code);
		return heard;
	};
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});
const refuseWebSocket = (): void => PlayedSocket.all.at(-1)!.onclose?.({ code: 1006, reason: '' });

test('[CN4] a websocket that opens is what is used, and nothing is asked for over HTTP', () => {
	const heard = open();
	PlayedSocket.all[0]!.opens();
	PlayedSocket.all[0]!.says(1, 2);
	heard.socket.send(Uint8Array.of(7));
	expect(heard).toMatchObject({ opened: 1, messages: [[1, 2]], closes: [] });
	expect(PlayedSocket.all[0]!.sent).toEqual([Uint8Array.of(7)]);
	expect(server.asked).toEqual([]);
});

test('[CN4] a network that refuses websockets: the same messages over requests, whatever gets lost on the way', async () => {
	const heard = open();
	refuseWebSocket();
	await expect.poll(() => heard.opened).toBe(1);
	expect(server.asked[0]).toBe('POST /sync-http/d_1/seat/s_1?saved=1');
	server.losesFirstAnswer = true;
	for (const n of [1, 2, 3]) heard.socket.send(Uint8Array.of(n));
	await expect.poll(() => server.heard.flatMap((one) => [...one])).toEqual([1, 2, 3]);
	await server.says(messages([5], [6, 6]));
	await server.says(new Response(null, { status: 204 }));
	await expect.poll(() => heard.messages).toEqual([[5], [6, 6]]);
	await expect.poll(() => server.asked.at(-1)).toContain('after=2');
	// the server's word about the end is the same
	await server.says(json(401, { close: CLOSE.unauthorised }));
	await expect.poll(() => heard.closes).toEqual([CLOSE.unauthorised]);
});

test('[CN4] neither opens: that is a lost connection, once; the next try begins with a websocket', async () => {
	server.isLost = true;
	const heard = open();
	refuseWebSocket();
	await expect.poll(() => heard.closes).toEqual([1006]);
	open();
	expect(PlayedSocket.all).toHaveLength(2);
});

test('[CN4] a websocket that hangs: both are tried, the first that opens wins, the other is let go', async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const heard = open();
	await vi.advanceTimersByTimeAsync(4_000);
	await expect.poll(() => heard.opened).toBe(1);
	expect(PlayedSocket.all[0]!.readyState).toBe(3);
	// it is known now: no second of waiting for the next document
	const other = open();
	await expect.poll(() => other.opened).toBe(1);
	expect(PlayedSocket.all).toHaveLength(1);
});

test('[CN5] websockets are tried again; when one opens, the line ends and the next one is a websocket', async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const heard = open();
	refuseWebSocket();
	await expect.poll(() => heard.opened).toBe(1);
	await vi.advanceTimersByTimeAsync(10_000);
	refuseWebSocket();
	expect(heard.closes).toEqual([]);
	await vi.advanceTimersByTimeAsync(20_000);
	expect(PlayedSocket.all).toHaveLength(3);
	PlayedSocket.all[2]!.opens();
	expect(heard.closes).toEqual([1006]);
	expect(server.asked.some((one) => one.startsWith('DELETE'))).toBe(true);
	const next = open();
	PlayedSocket.all[3]!.opens();
	expect(next.opened).toBe(1);
});
