import { io, type Socket } from 'socket.io-client';
import type { Acknowledgement, CommandName, CommandOf } from '#shared/commands.ts';
import type { DialogueId } from '#shared/ids.ts';
import type { Message, Presence, State, Tally } from '#shared/state.ts';

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
	/** Server's clock minus this device's, in milliseconds, by the answer that travelled fastest. */
	#offsetMs = 0;
	#bestTripMs = Infinity;
	readonly #socket: Socket;

	/** @param dialogueId - for organisers, whose token stands for no single dialogue */
	constructor(token: string, dialogueId?: DialogueId) {
		this.#socket = io({
			path: '/live',
			auth: dialogueId === undefined ? { token } : { token, dialogueId },
			transports: ['websocket', 'polling'], // where the hall's network refuses sockets, polling remains
			reconnectionDelay: 300,
			reconnectionDelayMax: 3_000,
			randomizationFactor: 0.7,
			ackTimeout: 8_000,
			retries: 20, // the same packet until it is acknowledged; its id makes repeats harmless
		});
		this.#socket
			.on('connect', () => (this.connected = true))
			.on('disconnect', () => (this.connected = false))
			.on('connect_error', (error) => {
				this.connected = false;
				if (error.message === 'unauthorised') this.#leave('unauthorised');
			})
			.on('goodbye', ({ reason }: { reason: Goodbye }) => this.#leave(reason))
			.on('state', (state: State) => this.#take(state))
			.on('presence', (presence: Presence) => (this.presence = presence))
			.on('tally', (tally: Tally) => (this.tally = tally))
			.on('message', (message: Message) => (this.message = message));
	}

	/** The server's time now, in milliseconds since 1970, by this device's steady clock. */
	nowMs(): number {
		return Date.now() + this.#offsetMs;
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
		if (this.connected || this.goodbye !== undefined) return;
		this.#socket.disconnect().connect(); // leaves the waiting, keeps what waits to be sent
	}

	close(): void {
		this.#socket.close();
	}

	#take(state: State): void {
		// a state has no round trip of its own; the smallest lead of all is the nearest to the truth
		const leadMs = Date.now() - state.serverTimeMs;
		if (leadMs < this.#bestTripMs) {
			this.#bestTripMs = leadMs;
			this.#offsetMs = -leadMs;
		}
		if (!this.state || state.version >= this.state.version) this.state = state;
	}

	#leave(reason: Goodbye): void {
		this.goodbye = reason;
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
