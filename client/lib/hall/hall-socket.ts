import type { PollSocket } from './poll-socket.ts';

/** A websocket that has not opened after this long will hardly do so, in milliseconds. */
const HOPEFUL_MS = 4_000;
/** How soon after requests began to carry websockets are tried again, and at most how seldom, in milliseconds. */
const FIRST_PROBE_MS = 10_000;
const PROBE_MS_MAX = 120_000;
const LOST = 1006;

type Way = WebSocket | PollSocket;

/** What this page knows of its network: whether requests have to do what websockets cannot, and when to look again. */
export const network = { overHttp: false, probeMs: FIRST_PROBE_MS };

/**
 * The socket that y-websocket is given: a websocket where one opens, else requests over HTTP that carry the same
 * messages. Rules CN4 and CN5 in seat/SPEC.md.
 */
export class HallSocket {
	readonly OPEN = 1; // as the class of browsers has it: y-websocket asks
	onopen: (() => void) | null = null;
	onmessage: ((event: { readonly data: ArrayBuffer | Uint8Array }) => void) | null = null;
	onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null;
	onerror: ((event: Event) => void) | null = null;
	readonly #url: string;
	readonly #protocols: string[];
	/** Those that are being tried. */
	readonly #tried = new Set<Way>();
	#way: Way | undefined;
	#isOver = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** Whether requests have been thought of, and whether what they need is still on its way. */
	#hasAsked = false;
	#isAsking = false;

	constructor(url: string | URL, protocols?: string | string[]) {
		this.#url = String(url);
		this.#protocols = [protocols ?? []].flat();
		if (network.overHttp) void this.#tryHttp();
		else {
			this.#try(this.#webSocket());
			this.#timer = setTimeout(() => void this.#tryHttp(), HOPEFUL_MS);
		}
	}

	/** y-websocket sets it; messages come as bytes either way. */
	set binaryType(_type: BinaryType) {}

	get readyState(): number {
		return this.#isOver ? 3 : (this.#way?.readyState ?? 0);
	}

	send(frame: Uint8Array<ArrayBuffer>): void {
		this.#way?.send(frame);
	}

	close(): void {
		this.#lost(LOST);
	}

	#webSocket(): WebSocket {
		const socket = new WebSocket(this.#url, this.#protocols);
		socket.binaryType = 'arraybuffer';
		return socket;
	}

	/** [CN4] Fetched when it is needed; over HTTP it can be had. */
	async #tryHttp(): Promise<void> {
		if (this.#hasAsked) return;
		this.#hasAsked = this.#isAsking = true;
		const loaded = await import('./poll-socket.ts').catch(() => undefined);
		this.#isAsking = false;
		if (this.#isOver || this.#way) return;
		if (loaded) this.#try(new loaded.PollSocket(this.#url, this.#protocols));
		else this.#failed(LOST);
	}

	#try(way: Way): void {
		this.#tried.add(way);
		way.onopen = () => this.#opened(way);
		way.onmessage = (event: { data: unknown }) => {
			if (this.#way === way) this.onmessage?.({ data: event.data as ArrayBuffer | Uint8Array });
		};
		way.onerror = (event: Event) => {
			if (this.#way === way) this.onerror?.(event);
		};
		way.onclose = ({ code }: { readonly code: number }) => {
			this.#tried.delete(way);
			if (this.#isOver) return;
			if (this.#way === way) this.#lost(code);
			else if (!this.#way) this.#failed(code);
		};
	}

	#opened(way: Way): void {
		if (this.#isOver || this.#way) return way.close();
		this.#way = way;
		clearTimeout(this.#timer);
		for (const other of this.#tried) if (other !== way) other.close();
		network.overHttp = !(way instanceof WebSocket);
		if (network.overHttp) this.#probeLater();
		else network.probeMs = FIRST_PROBE_MS;
		this.onopen?.();
	}

	/** One way did not open. A word of the server is the last; silence leaves it to the other way. */
	#failed(code: number): void {
		if (code === LOST && !this.#hasAsked) void this.#tryHttp();
		const isHopeless = this.#tried.size === 0 && !this.#isAsking;
		if (code === LOST && !isHopeless) return;
		network.overHttp = false;
		this.#lost(code);
	}

	/** [CN5] Looks whether websockets open now; then this line ends, and the next one is a websocket. */
	#probeLater(): void {
		this.#timer = setTimeout(() => {
			network.probeMs = Math.min(2 * network.probeMs, PROBE_MS_MAX);
			const probe = this.#webSocket();
			const giveUp = setTimeout(() => probe.close(), HOPEFUL_MS);
			probe.onopen = () => {
				network.overHttp = false;
				probe.close();
				if (!this.#isOver) this.close();
			};
			probe.onclose = () => {
				clearTimeout(giveUp);
				if (network.overHttp && !this.#isOver) this.#probeLater();
			};
		}, network.probeMs);
	}

	#lost(code: number): void {
		if (this.#isOver) return;
		this.#isOver = true;
		clearTimeout(this.#timer);
		for (const way of this.#tried) way.close();
		this.onclose?.({ code, reason: '' });
	}
}
