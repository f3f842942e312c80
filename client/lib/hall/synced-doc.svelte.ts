import { readVarUint, type Decoder } from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { docPath, type DocName } from '#shared/document.ts';
import { MESSAGE, STILL_HERE_MS, SUBPROTOCOL, SYNC_STEP, TOKEN_PREFIX } from '#shared/wire.ts';
import { HallSocket } from './hall-socket.ts';

interface SyncedDocOptions {
	readonly awareness?: boolean;
	/** This page writes nothing into it. */
	readonly readOnly?: boolean;
	readonly generation?: number | undefined;
	readonly ongeneration?: (generation: number) => void;
}

/**
 * A document on its way to and from the server: the unchanged y-websocket client, and beside it what the server says is
 * durable. Load a local copy into `doc` before making this: what is loaded later goes out as an edit.
 */
export class SyncedDoc {
	readonly doc: Y.Doc;
	/** The socket is open and the server's content has arrived. */
	live = $state(false);
	/** Whether the server's content has ever arrived. */
	opened = $state(false);
	/** The store does not answer; nothing that is sent now counts as kept. */
	paused = $state(false);
	/** The close code that ended it for good (4400–4499, `shared/close-codes.ts`). */
	closedWith = $state<number>();
	/** Content frames sent on this socket, and how many of the first of them are durable. */
	#sent = $state(0);
	#kept = $state(0);
	/**
	 * There may be content here that this socket has not carried: from a local copy, or from while no socket was open. It
	 * goes out with our sync step 2.
	 */
	#unsent = $state(true);
	readonly #provider: WebsocketProvider;

	/**
	 * @param generation - of which history `doc` holds something, where it was loaded from this device
	 * @param ongeneration - told which one the server has, so that it can be kept beside what is kept of `doc`
	 */
	constructor(
		name: DocName,
		doc: Y.Doc,
		token: string,
		{ awareness = false, readOnly = false, generation, ongeneration }: SyncedDocOptions = {},
	) {
		this.doc = doc;
		const counted = (frame: Uint8Array): void => {
			if (frame[0] !== MESSAGE.sync || frame[1] === SYNC_STEP.one) return;
			this.#sent++;
			if (frame[1] === SYNC_STEP.two) this.#unsent = false;
		};
		const started = (): void => {
			this.#sent = 0;
			this.#kept = 0;
			this.#unsent = true;
		};
		class CountingSocket extends HallSocket {
			constructor(url: string | URL, protocols?: string | string[]) {
				super(url, protocols);
				started();
			}
			override send(frame: Uint8Array<ArrayBuffer>): void {
				counted(frame);
				super.send(frame);
			}
		}
		const provider = new WebsocketProvider(syncBase(), docPath(name), doc, {
			protocols: [SUBPROTOCOL, TOKEN_PREFIX + token],
			params: { saved: '1', ...(generation !== undefined && { generation: `${generation}` }) },
			WebSocketPolyfill: CountingSocket as unknown as typeof WebSocket,
			disableBc: true, // otherwise tabs pass on what the server has not kept
		});
		this.#provider = provider;
		if (!awareness) provider.awareness.setLocalState(null);
		// whoever listens has all that comes packed once more: two thirds of the time that a full board takes to open
		if (readOnly) doc.off('update', provider._updateHandler);
		provider.messageHandlers[MESSAGE.saved] = (_answer: unknown, message: Decoder) => {
			this.#kept = readVarUint(message);
		};
		provider.messageHandlers[MESSAGE.paused] = (_answer: unknown, message: Decoder) => {
			this.paused = readVarUint(message) === 1;
		};
		provider.messageHandlers[MESSAGE.generation] = (_answer: unknown, message: Decoder) => {
			const told = readVarUint(message);
			// said from now on: after a restore this page must not bring back what was (4409)
			provider.params['generation'] = `${told}`;
			ongeneration?.(told);
		};
		provider.on('sync', (synced) => {
			this.live = synced;
			if (synced) this.opened = true;
		});
		provider.on('status', ({ status }) => {
			if (status === 'connected') return;
			this.live = false;
			this.paused = false;
		});
		provider.on('closed', ({ code }) => (this.closedWith = code));
	}

	/** Whether the server has confirmed every edit of this page as durable. */
	get allKept(): boolean {
		return this.live && !this.#unsent && this.#kept >= this.#sent;
	}

	get awareness(): WebsocketProvider['awareness'] {
		return this.#provider.awareness;
	}

	/**
	 * Tries at once instead of waiting for the next turn; for a tablet that wakes up or hears of a network. A socket that
	 * has been silent for longer than the server ever is died meanwhile.
	 */
	reconnect(): void {
		const provider = this.#provider;
		if (this.closedWith !== undefined) return;
		const isStale = Date.now() - provider.wsLastMessageReceived > STILL_HERE_MS + SLACK_MS;
		if (isStale && provider.ws !== null) provider.disconnect();
		provider.connect();
	}

	/** Ends the connection; the document itself stays with whoever made it. */
	close(): void {
		this.#provider.destroy();
	}
}

/** How much later than due a sign of life may be, in milliseconds. */
const SLACK_MS = 2_000;

function syncBase(): string {
	return `${location.origin.replace(/^http/, 'ws')}/sync`;
}
