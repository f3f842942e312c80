import { randomBytes } from 'node:crypto';
import net from 'node:net';

const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
/** A mask of zeros leaves the bytes as they are. */
const NO_MASK = Buffer.alloc(4);
const HEAD_END = '\r\n\r\n';

export interface LineEnds {
	/** One whole message. The bytes are only good until the call returns. */
	message(bytes: Buffer): void;
	/** As `message`, for text. */
	text?(bytes: Buffer): void;
	/** The other side has closed: the close code, or the HTTP status that refused us; the connection broke: 1006. */
	closed(code: number): void;
}

/**
 * A websocket client that does nothing but frames. A library's costs more for each message than the servers that are
 * measured, and the load would be what limits them.
 */
export class Line {
	readonly #socket: net.Socket;
	readonly #ends: LineEnds;
	readonly #opened = Promise.withResolvers<void>();
	#isOpen = false;
	/** What came of a frame that is not whole yet, and how much of it is needed before it is worth looking again. */
	#rest: Buffer[] = [];
	#restBytes = 0;
	#neededBytes = 0;
	#hasEnded = false;

	/** `base`: `ws://host:port`. `from`: the own address, where each hall is to come from another one. */
	constructor(
		base: string,
		path: string,
		protocols: readonly string[],
		ends: LineEnds,
		from?: string,
	) {
		const { hostname, port } = new URL(base);
		this.#ends = ends;
		this.#opened.promise.catch(() => undefined);
		this.#socket = net.connect({
			host: hostname,
			port: Number(port),
			noDelay: true,
			localAddress: from,
		});
		this.#socket.on('error', () => undefined);
		this.#socket.on('close', () => this.#end(1006));
		this.#socket.on('data', (bytes) => this.#receive(bytes));
		this.#socket.write(
			[
				`GET ${path} HTTP/1.1`,
				`Host: ${hostname}:${port}`,
				'Upgrade: websocket',
				'Connection: Upgrade',
				`Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
				'Sec-WebSocket-Version: 13',
				...(protocols.length > 0 ? [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`] : []),
			].join('\r\n') + HEAD_END,
		);
	}

	get isOpen(): boolean {
		return this.#isOpen && !this.#hasEnded;
	}

	whenOpen(): Promise<void> {
		return this.#opened.promise;
	}

	/** One message; nothing if the line is closed. */
	send(bytes: Uint8Array): void {
		if (this.isOpen) this.#socket.write(framed(OPCODE.binary, bytes));
	}

	sendText(text: string): void {
		if (this.isOpen) this.#socket.write(framed(OPCODE.text, Buffer.from(text)));
	}

	/** What `frameOf` has built. */
	sendFrame(frame: Uint8Array): void {
		if (this.isOpen) this.#socket.write(frame);
	}

	leave(): void {
		this.#hasEnded = true;
		this.#socket.destroy();
	}

	#receive(bytes: Buffer): void {
		this.#rest.push(bytes);
		this.#restBytes += bytes.length;
		if (this.#restBytes < this.#neededBytes) return;
		const all = this.#rest.length === 1 ? bytes : Buffer.concat(this.#rest);
		this.#neededBytes = 0;
		const from = this.#isOpen ? 0 : this.#readHead(all);
		const rest = from === undefined ? all : all.subarray(this.#readFrames(all, from));
		this.#rest = rest.length === 0 ? [] : [rest];
		this.#restBytes = rest.length;
	}

	/** Where the frames begin; undefined: the answer is not complete. */
	#readHead(all: Buffer): number | undefined {
		const end = all.indexOf(HEAD_END);
		if (end < 0) return undefined;
		const status = Number(all.subarray(9, 12).toString('latin1'));
		if (status !== 101) {
			this.#end(status);
			this.#socket.destroy();
			return undefined;
		}
		this.#isOpen = true;
		this.#opened.resolve();
		return end + HEAD_END.length;
	}

	/** Answers where the first unfinished frame begins. */
	#readFrames(all: Buffer, from: number): number {
		let at = from;
		while (all.length - at >= 2 && !this.#hasEnded) {
			let bodyAt = at + 2;
			let length = all[at + 1]! & 0x7f;
			if (length === 126) {
				if (all.length - at < 4) break;
				length = all.readUInt16BE(at + 2);
				bodyAt = at + 4;
			} else if (length === 127) {
				if (all.length - at < 10) break;
				length = Number(all.readBigUInt64BE(at + 2));
				bodyAt = at + 10;
			}
			if (all.length < bodyAt + length) {
				this.#neededBytes = bodyAt + length - at;
				break;
			}
			this.#take(all[at]! & 0x0f, all.subarray(bodyAt, bodyAt + length));
			at = bodyAt + length;
		}
		return at;
	}

	#take(opcode: number, body: Buffer): void {
		if (opcode === OPCODE.binary) return this.#ends.message(body);
		if (opcode === OPCODE.text) return this.#ends.text?.(body);
		if (opcode === OPCODE.ping) return void this.#socket.write(framed(OPCODE.pong, body));
		if (opcode !== OPCODE.close) return;
		this.#end(body.length >= 2 ? body.readUInt16BE(0) : 1005);
		this.#socket.destroy();
	}

	#end(code: number): void {
		if (this.#hasEnded) return;
		this.#hasEnded = true;
		this.#opened.reject(new Error(`closed with ${code}`));
		this.#ends.closed(code);
	}
}

/** A message as it goes onto the wire, built once for all times it is sent. */
export function frameOf(bytes: Uint8Array): Uint8Array {
	return framed(OPCODE.binary, bytes);
}

function framed(opcode: number, bytes: Uint8Array): Buffer {
	const size = bytes.length;
	const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
	head[0] = 0x80 | opcode;
	if (size < 126) head[1] = 0x80 | size;
	else if (size < 65_536) {
		head[1] = 0x80 | 126;
		head.writeUInt16BE(size, 2);
	} else {
		head[1] = 0x80 | 127;
		head.writeBigUInt64BE(BigInt(size), 2);
	}
	return Buffer.concat([head, NO_MASK, bytes]);
}
