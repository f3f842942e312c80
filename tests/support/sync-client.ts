import WebSocket from 'ws';
import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { MESSAGE, SUBPROTOCOL, SYNC_STEP, TOKEN_PREFIX } from '#shared/wire.ts';
import { until } from './until.ts';

export interface SyncOptions {
	/** `http://127.0.0.1:3000` */
	readonly base: string;
	/** `<dialogueId>/board/<tableId>` or `<dialogueId>/seat/<seatId>` */
	readonly path: string;
	readonly token: string;
	/** Asks for type 100 and 101. */
	readonly saved?: boolean;
	/** Sends this `Origin` as a browser would. */
	readonly origin?: string;
	/** A document that is there already, as a tablet has it from its own store. */
	readonly doc?: Y.Doc;
	/** False: not before `comeBack`. */
	readonly connect?: boolean;
	/** True: stays away after any close. */
	readonly once?: boolean;
}

/** The unchanged y-websocket client on one document, and what an outside program can know of its connection. */
export class SyncClient {
	readonly doc: Y.Doc;
	readonly provider: WebsocketProvider;
	/** Codes of all closes so far, oldest first; 1005 is our own. */
	readonly closes: number[] = [];
	/** Content frames (sync step 2 or update) sent on the present socket. */
	sent = 0;
	/** The server's last word on them (type 100), undefined until it says one. */
	saved: number | undefined;
	/** Whether the store was silent by the server's last word (type 101). */
	paused = false;
	/** Which history of the document the server has (type 102). */
	generation: number | undefined;
	/** Told after each type 100. */
	onSaved: ((count: number) => void) | undefined;

	constructor({ base, path, token, saved, origin, doc, connect, once }: SyncOptions) {
		this.doc = doc ?? new Y.Doc();
		const fresh = () => {
			this.sent = 0;
			this.saved = undefined;
		};
		const count = (frame: Uint8Array) => {
			const content = frame[1] === SYNC_STEP.two || frame[1] === SYNC_STEP.update;
			if (frame[0] === MESSAGE.sync && content) this.sent++;
		};
		class CountingSocket extends WebSocket {
			constructor(url: string, protocols: string[]) {
				super(url, protocols, { origin, perMessageDeflate: false });
				fresh();
			}
			override send(frame: Uint8Array): void {
				count(frame);
				super.send(frame);
			}
		}
		this.provider = new WebsocketProvider(`${base.replace(/^http/, 'ws')}/sync`, path, this.doc, {
			WebSocketPolyfill: CountingSocket as unknown as typeof globalThis.WebSocket,
			disableBc: true,
			protocols: [SUBPROTOCOL, TOKEN_PREFIX + token],
			params: saved === true ? { saved: '1' } : {},
			connect: false,
			...(once === true ? { shouldReconnect: () => false } : {}),
		});
		this.provider.messageHandlers[MESSAGE.saved] = (_encoder, decoder) => {
			this.saved = decoding.readVarUint(decoder);
			this.onSaved?.(this.saved);
		};
		this.provider.messageHandlers[MESSAGE.paused] = (_encoder, decoder) => {
			this.paused = decoding.readVarUint(decoder) === 1;
		};
		this.provider.messageHandlers[MESSAGE.generation] = (_encoder, decoder) => {
			this.generation = decoding.readVarUint(decoder);
			this.provider.params['generation'] = String(this.generation);
		};
		this.provider.on('connection-close', (event) => this.closes.push(event?.code ?? 1005));
		if (connect !== false) this.provider.connect();
	}

	get online(): boolean {
		return this.provider.wsconnected;
	}

	/** Until the server's state has come. */
	async whenSynced(withinMs?: number): Promise<this> {
		await until(() => this.provider.synced, { what: `${this.provider.roomname} synced`, withinMs });
		return this;
	}

	/** Until the server has said that everything sent on this socket is durable. */
	async whenSaved(withinMs?: number): Promise<void> {
		await until(() => this.provider.synced && (this.saved ?? -1) >= this.sent, {
			what: 'type 100 for everything sent',
			withinMs,
		});
	}

	/** The code of the next close (or of the last one, if it happened already). */
	async whenClosed(withinMs?: number): Promise<number> {
		await until(() => this.closes.length > 0, { what: 'a close', withinMs });
		return this.closes.at(-1)!;
	}

	/** The network is gone; the document goes on. */
	goOffline(): void {
		this.provider.disconnect();
	}

	comeBack(): void {
		this.provider.connect();
	}

	/** Puts bytes on the present socket, past the provider. */
	sendRaw(bytes: Uint8Array): void {
		this.provider.ws?.send(bytes as Uint8Array<ArrayBuffer>);
	}

	leave(): void {
		this.provider.destroy();
		this.doc.destroy();
	}
}
