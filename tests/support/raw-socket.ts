import WebSocket from 'ws';
import * as encoding from 'lib0/encoding';
import { MESSAGE, SUBPROTOCOL, SYNC_STEP, TOKEN_PREFIX } from '#shared/wire.ts';
import { until } from './until.ts';

/** A sync socket without any client on it: sends what it is told, keeps what comes. */
export class RawSocket {
	readonly frames: Uint8Array[] = [];
	/** The close code; undefined while it is open. */
	closed: number | undefined;
	/** The HTTP status, where the upgrade was refused. */
	refused: number | undefined;
	/** The subprotocol that the server selected. */
	protocol: string | undefined;
	readonly socket: WebSocket;

	constructor(
		base: string,
		address: string,
		{
			token,
			protocols = token === undefined ? [] : [SUBPROTOCOL, TOKEN_PREFIX + token],
			origin,
		}: { token?: string; protocols?: string[]; origin?: string } = {},
	) {
		this.socket = new WebSocket(base.replace(/^http/, 'ws') + address, protocols, {
			origin,
			perMessageDeflate: false,
			maxPayload: 64 * 1024 * 1024,
		});
		this.socket.binaryType = 'nodebuffer';
		this.socket.on('error', () => undefined);
		this.socket.on('unexpected-response', (request, response) => {
			this.refused = response.statusCode;
			response.resume();
			request.destroy();
		});
		this.socket.on('open', () => (this.protocol = this.socket.protocol));
		this.socket.on('message', (frame: Buffer) => this.frames.push(new Uint8Array(frame)));
		this.socket.on('close', (code) => (this.closed = code));
	}

	async whenOpen(): Promise<this> {
		await until(() => this.socket.readyState === WebSocket.OPEN, { what: 'an open socket' });
		return this;
	}

	/** The close code, or the HTTP status if it never opened. */
	async outcome(withinMs?: number): Promise<number> {
		const over = () => this.refused ?? this.closed;
		return until(over, { what: 'a close or a refusal', withinMs });
	}

	send(bytes: Uint8Array): void {
		this.socket.send(bytes);
	}

	/** All frames so far of this message type. */
	ofType(type: number): Uint8Array[] {
		return this.frames.filter((frame) => frame[0] === type);
	}

	leave(): void {
		this.socket.terminate();
	}
}

/** A sync frame: step 1 (state vector), step 2 or update. */
export function syncFrame(step: keyof typeof SYNC_STEP, body: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, MESSAGE.sync);
	encoding.writeVarUint(encoder, SYNC_STEP[step]);
	encoding.writeVarUint8Array(encoder, body);
	return encoding.toUint8Array(encoder);
}
