import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { CloseCode } from '#shared/close-codes.ts';
import { COPIED_BYTES_MAX, type Framing } from './framing.ts';
import type { Line, LineEars } from './line.ts';
import type { SyncSocket } from './sync-socket.ts';

/** A websocket as a line. [SO10] */
export class WebSocketLine implements Line {
	readonly #socket: SyncSocket;
	/** What the websocket speaks through. */
	readonly #wire: Duplex;
	readonly #framing: Framing;
	#bytesReadAtMessage: number;

	constructor(socket: SyncSocket, wire: Duplex, framing: Framing) {
		this.#socket = socket;
		this.#wire = wire;
		this.#framing = framing;
		this.#bytesReadAtMessage = this.bytesRead;
	}

	get isOpen(): boolean {
		return this.#socket.readyState === WebSocket.OPEN;
	}
	get isPaused(): boolean {
		return this.#socket.isPaused;
	}
	get bufferedBytes(): number {
		return this.#wire.writableLength;
	}
	get bytesRead(): number {
		return 'bytesRead' in this.#wire ? Number(this.#wire.bytesRead) : 0;
	}
	get unfinishedBytes(): number {
		return this.bytesRead - this.#bytesReadAtMessage;
	}

	listen(ears: LineEars): void {
		// `ws` closes by itself after an error; without a listener the process would end
		this.#socket.on('error', () => undefined);
		this.#socket.on('message', (bytes, isBinary) => {
			this.#bytesReadAtMessage = this.bytesRead;
			if (isBinary) ears.message(bytes as Buffer);
			else ears.malformed();
		});
		this.#socket.on('pong', () => ears.heard());
		this.#socket.on('close', (code) => ears.closed(code));
		this.#wire.on('drain', () => ears.drained());
	}

	/**
	 * One write, straight to the wire: without compression and blobs `ws` holds nothing back there, so whole frames keep
	 * their order. It saves a header, a callback and a vector for each of thousands of screens.
	 */
	send(message: Uint8Array): void {
		if (message.byteLength > COPIED_BYTES_MAX) this.#socket.send(message);
		else this.#wire.write(this.#framing.frame(message));
	}

	pause(): void {
		this.#socket.pause();
	}
	resume(): void {
		this.#socket.resume();
	}
	ping(): void {
		this.#socket.ping();
	}
	close(code: CloseCode, reason: string): void {
		this.#socket.resume(); // or the answer to the closing would never be read
		this.#socket.close(code, reason);
	}
	terminate(): void {
		this.#socket.terminate();
	}
}
