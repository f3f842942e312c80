import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding';
import { TOKEN_PREFIX } from '#shared/wire.ts';

/** An answer that takes longer than this is lost, in milliseconds; the server gives a sign of life every 15 s. */
const PATIENCE_MS = 25_000;
/** How soon a lost request goes out again, how often, and how often a page in the background looks, in milliseconds. */
const AGAIN_MS = 400;
const TRIES_MAX = 6;
const HIDDEN_LOOK_MS = 3_000;
/** No more than this goes up in one request, unless one message alone is larger, in bytes. */
const SENT_BYTES_MAX = 256 * 1024;
/** As a browser calls a connection that ended without a word. */
const LOST = 1006;

/**
 * What y-websocket takes for a websocket, over HTTP requests: `shared/PROTOCOL.md`. For networks that refuse websockets.
 */
export class PollSocket {
	binaryType: BinaryType = 'arraybuffer';
	onopen: (() => void) | null = null;
	onmessage: ((event: { readonly data: Uint8Array }) => void) | null = null;
	onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null;
	onerror: ((event: Event) => void) | null = null;
	readyState: number = WebSocket.CONNECTING;
	readonly #token: string;
	#line = '';
	#waiting: Uint8Array[] = [];
	#isSending = false;
	/** How many messages have gone up and been taken, and how many have come. */
	#sent = 0;
	#got = 0;
	readonly #ended = new AbortController();

	/** @param url - of the websocket that does not open, `wss:` or `ws:` */
	constructor(url: string, protocols: readonly string[]) {
		const offered = protocols.find((name) => name.startsWith(TOKEN_PREFIX)) ?? '';
		this.#token = offered.slice(TOKEN_PREFIX.length);
		addEventListener('pagehide', this.#leave);
		document.addEventListener('visibilitychange', this.#shown);
		void this.#open(url.replace(/^ws/, 'http').replace('/sync/', '/sync-http/'));
	}

	send(frame: Uint8Array): void {
		this.#waiting.push(frame);
		void this.#sendAll();
	}

	close(): void {
		if (this.readyState === WebSocket.CLOSED) return;
		this.#leave();
		this.#end(LOST);
	}

	async #open(address: string): Promise<void> {
		const answer = await this.#once('POST', address);
		if (answer?.status !== 201) return this.#end(await codeIn(answer));
		const { line } = (await answer.json().catch(() => ({}))) as { readonly line?: string };
		if (line === undefined) return this.#end(LOST);
		this.#line = `/sync-http/lines/${line}`;
		if (this.readyState !== WebSocket.CONNECTING) return this.#leave();
		this.readyState = WebSocket.OPEN;
		void this.#fetchAll();
		this.onopen?.();
	}

	async #fetchAll(): Promise<void> {
		while (this.readyState === WebSocket.OPEN) {
			const wait = document.hidden ? '&wait=0' : '';
			const answer = await this.#surely('GET', `${this.#line}?after=${this.#got}${wait}`);
			if (!answer) return;
			for (const message of messagesIn(answer)) {
				this.#got++;
				this.onmessage?.({ data: message });
			}
			// six connections are all that a browser has for one server, over all its tabs
			if (document.hidden) await this.#rest(HIDDEN_LOOK_MS);
		}
	}

	/** One request at a time, so that everything arrives in order; what is written meanwhile goes with the next. */
	async #sendAll(): Promise<void> {
		if (this.#isSending) return;
		this.#isSending = true;
		while (this.#waiting.length > 0 && this.readyState === WebSocket.OPEN) {
			const frames = firstOf(this.#waiting);
			const encoder = createEncoder();
			for (const frame of frames) writeVarUint8Array(encoder, frame);
			const body = toUint8Array(encoder);
			if (!(await this.#surely('POST', `${this.#line}?from=${this.#sent}`, body))) break;
			this.#waiting.splice(0, frames.length);
			this.#sent += frames.length;
		}
		this.#isSending = false;
	}

	/** Sends the same request until it is answered: its number makes repeats harmless. Undefined: this line has ended. */
	async #surely(
		method: 'GET' | 'POST',
		address: string,
		body?: Uint8Array<ArrayBuffer>,
	): Promise<Uint8Array | undefined> {
		for (let tries = 1; this.readyState === WebSocket.OPEN; tries++) {
			const answer = await this.#once(method, address, body);
			if (answer?.ok) {
				const bytes = await answer.arrayBuffer().catch(() => undefined);
				if (bytes) return new Uint8Array(bytes);
			} else if (answer && answer.status !== 429) {
				this.#end(await codeIn(answer));
				return undefined;
			}
			if (tries >= TRIES_MAX) this.#end(LOST);
			else await this.#rest(AGAIN_MS);
		}
		return undefined;
	}

	/** @returns undefined if no answer came */
	async #once(
		method: string,
		address: string,
		body?: Uint8Array<ArrayBuffer>,
	): Promise<Response | undefined> {
		const patience = new AbortController();
		const giveUp = (): void => patience.abort();
		const timer = setTimeout(giveUp, PATIENCE_MS);
		this.#ended.signal.addEventListener('abort', giveUp);
		try {
			return await fetch(address, {
				method,
				headers: { authorization: `Bearer ${this.#token}` },
				body: body ?? null,
				cache: 'no-store',
				credentials: 'omit',
				signal: patience.signal,
			});
		} catch {
			return undefined;
		} finally {
			clearTimeout(timer);
			this.#ended.signal.removeEventListener('abort', giveUp);
		}
	}

	#wakeUp: (() => void) | undefined;
	#rest(ms: number): Promise<void> {
		return new Promise((done) => {
			const timer = setTimeout(done, ms);
			this.#wakeUp = () => {
				clearTimeout(timer);
				done();
			};
		});
	}
	readonly #shown = (): void => {
		if (!document.hidden) this.#wakeUp?.();
	};

	/** Gives the place back, also from a page that goes. */
	readonly #leave = (): void => {
		if (this.#line === '') return;
		void fetch(this.#line, {
			method: 'DELETE',
			headers: { authorization: `Bearer ${this.#token}` },
			credentials: 'omit',
			keepalive: true,
		}).catch(() => undefined);
	};

	#end(code: number): void {
		if (this.readyState === WebSocket.CLOSED) return;
		const hasOpened = this.readyState === WebSocket.OPEN;
		this.readyState = WebSocket.CLOSED;
		removeEventListener('pagehide', this.#leave);
		document.removeEventListener('visibilitychange', this.#shown);
		this.#ended.abort();
		this.#wakeUp?.();
		if (!hasOpened) this.onerror?.(new Event('error'));
		this.onclose?.({ code, reason: '' });
	}
}

/** What fits into one request. */
function firstOf(frames: readonly Uint8Array[]): readonly Uint8Array[] {
	let bytes = 0;
	const over = frames.findIndex((frame) => (bytes += frame.byteLength) > SENT_BYTES_MAX);
	return over < 0 ? frames.slice() : frames.slice(0, Math.max(1, over));
}

function messagesIn(body: Uint8Array): readonly Uint8Array[] {
	const messages: Uint8Array[] = [];
	const decoder = createDecoder(body);
	while (hasContent(decoder)) messages.push(readVarUint8Array(decoder));
	return messages;
}

/** Why the server ended it; what is not our server's word (a proxy, a portal) is a lost connection. */
async function codeIn(answer: Response | undefined): Promise<number> {
	try {
		const { close } = (await answer?.json()) as { readonly close?: unknown };
		return typeof close === 'number' ? close : LOST;
	} catch {
		return LOST;
	}
}
