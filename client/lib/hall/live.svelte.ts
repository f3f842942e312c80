import { io, type Socket } from 'socket.io-client';
import type { Acknowledgement, CommandName, CommandOf } from '#shared/commands.ts';
import type { DialogueId } from '#shared/ids.ts';
import type { Message, Presence, State, Tally } from '#shared/state.ts';
import { ServerClock } from './server-clock.ts';

/** How often the server's time is asked for after connecting, and from then on, in milliseconds. */
const FIRST_ASKS_MS = [0, 400, 1_500];
const ASK_EVERY_MS = 30_000;
const ASK_PATIENCE_MS = 5_000;

/** A way that has not opened after this long is given up, in milliseconds. */
const HANDSHAKE_MS = 8_000;

/** Why the server said goodbye for good. */
export type Goodbye = 'unauthorised' | 'revoked' | 'erased';

/**
 * The live socket: decisions up, the whole state down. A command is sent again after a reconnect with the same id, so a
 * button pressed in a bad moment works once.
 */
export class Live {
	/** The last state; the newest version wins. Undefined until the first one has come. */
	state = $state.raw<State>();
	presence = $state.raw<Presence>();
	tally = $state.raw<Tally>();
	message = $state.raw<Message>();
	connected = $state(false);
	goodbye = $state<Goodbye>();
	readonly #clock = new ServerClock();
	#asks: ReturnType<typeof setTimeout>[] = [];
	readonly #socket: Socket;

	/** @param dialogueId - for organisers, whose token stands for no single dialogue */
	constructor(token: string, dialogueId?: DialogueId) {
		this.#socket = io({
			path: '/live',
			auth: dialogueId === undefined ? { token } : { token, dialogueId },
			transports: ['websocket', 'polling'],
			tryAllTransports: true, // where the hall's network refuses websockets, requests remain
			timeout: HANDSHAKE_MS,
			reconnectionDelay: 300,
			reconnectionDelayMax: 3_000,
			randomizationFactor: 0.7,
			ackTimeout: 8_000,
			retries: 20, // the same packet until it is acknowledged; its id makes repeats harmless
		});
		this.#socket
			.on('connect', () => {
				this.connected = true;
				this.#measure();
			})
			.on('disconnect', () => {
				this.connected = false;
				this.#stopAsking();
			})
			.on('connect_error', (error) => {
				this.connected = false;
				if (error.message === 'unauthorised') this.#leave('unauthorised');
				// this network lets websockets hang instead of refusing them; requests climb up by themselves
				if (error.message === 'timeout') this.#socket.io.opts.transports = ['polling', 'websocket'];
			})
			.on('goodbye', ({ reason }: { reason: Goodbye }) => this.#leave(reason))
			.on('state', (state: State) => this.#take(state))
			.on('presence', (presence: Presence) => (this.presence = presence))
			.on('tally', (tally: Tally) => (this.tally = tally))
			.on('message', (message: Message) => (this.message = message));
	}

	/** The server's time now, in milliseconds since 1970; the device's own clock may be wrong by hours. */
	nowMs(): number {
		return this.#clock.nowMs();
	}

	/** Sends a command and waits for its answer. Without a network it waits with it; the page may go on. */
	async send<N extends CommandName>(
		name: N,
		body: Omit<CommandOf<N>, 'id'>,
	): Promise<Acknowledgement> {
		return (await this.#socket.emitWithAck(name, { id: uuid(), ...body })) as Acknowledgement;
	}

	/** Tries at once instead of waiting for the next turn; for a tablet that wakes up or hears of a network. */
	reconnect(): void {
		if (this.connected && this.#clock.hasJumped()) this.#measure();
		if (this.connected || this.goodbye !== undefined) return;
		this.#socket.disconnect().connect(); // leaves the waiting, keeps what waits to be sent
	}

	close(): void {
		this.#stopAsking();
		this.#socket.close();
	}

	#take(state: State): void {
		this.#clock.heard(state.serverTimeMs);
		if (!this.state || state.version >= this.state.version) this.state = state;
	}

	/** After connecting, perhaps to another node: the time is measured afresh, then again and again. */
	#measure(): void {
		this.#stopAsking();
		this.#clock.doubt();
		this.#asks = FIRST_ASKS_MS.map((ms) => setTimeout(() => void this.#ask(), ms));
		const next = (): void => {
			if (this.#clock.hasJumped()) return this.#measure();
			void this.#ask();
			this.#asks = [setTimeout(next, ASK_EVERY_MS)];
		};
		this.#asks.push(setTimeout(next, ASK_EVERY_MS));
	}

	async #ask(): Promise<void> {
		const sentAtMs = this.#clock.readMs();
		try {
			// volatile: past the queue of commands, and worth nothing later
			const answer = (await this.#socket.volatile
				.timeout(ASK_PATIENCE_MS)
				.emitWithAck('clock:read', { id: uuid() })) as Acknowledgement;
			if (!answer.ok) return;
			const { serverTimeMs } = answer.value as { readonly serverTimeMs: number };
			this.#clock.measured(sentAtMs, serverTimeMs);
		} catch {
			// not now; the next one will do
		}
	}

	#stopAsking(): void {
		for (const ask of this.#asks) clearTimeout(ask);
		this.#asks = [];
	}

	#leave(reason: Goodbye): void {
		this.goodbye = reason;
		this.#stopAsking();
		this.#socket.close();
	}
}

/** A UUID v4; `crypto.randomUUID` is missing on plain HTTP, `getRandomValues` is not. */
function uuid(): string {
	const b = crypto.getRandomValues(new Uint8Array(16));
	b[6] = (b[6]! & 0x0f) | 0x40;
	b[8] = (b[8]! & 0x3f) | 0x80;
	const hex = [...b].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
