import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Acknowledgement, CommandName, CommandOf } from '#shared/commands.ts';
import type { Message, Presence, State, Tally } from '#shared/state.ts';
import { until } from './until.ts';

/** The live socket as a page opens it; keeps the last of everything that came down. */
export class Live {
	readonly socket: Socket;
	state: State | undefined;
	presence: Presence | undefined;
	tally: Tally | undefined;
	readonly messages: Message[] = [];
	/** What the handshake was refused with. */
	refused: string | undefined;

	constructor(base: string, token: string, transports: string[] = ['websocket']) {
		this.socket = io(base, {
			path: '/live',
			transports,
			auth: { token },
			forceNew: true,
			reconnectionDelay: 100,
			reconnectionDelayMax: 1_000,
		});
		this.socket.on('state', (state: State) => (this.state = state));
		this.socket.on('presence', (presence: Presence) => (this.presence = presence));
		this.socket.on('tally', (tally: Tally) => (this.tally = tally));
		this.socket.on('message', (message: Message) => this.messages.push(message));
		this.socket.on('connect_error', (error) => (this.refused = error.message));
	}

	get online(): boolean {
		return this.socket.connected;
	}

	/** Sends a command and waits for its answer. `id`: a fresh UUID unless given. */
	async command<N extends CommandName>(
		name: N,
		body: Omit<CommandOf<N>, 'id'>,
		id: string = randomUUID(),
	): Promise<Acknowledgement> {
		return (await this.socket
			.timeout(25_000)
			.emitWithAck(name, { id, ...body })) as Acknowledgement;
	}

	/** As `command`, and rejects on a "no". */
	async must<N extends CommandName>(name: N, body: Omit<CommandOf<N>, 'id'>): Promise<unknown> {
		const answer = await this.command(name, body);
		if (answer.ok) return answer.value;
		throw new Error(`${name}: ${answer.rejection.code} ${answer.rejection.detail}`);
	}

	/** Until a state has come that fits. */
	async whenState(fits: (state: State) => boolean = () => true, withinMs?: number): Promise<State> {
		const look = () => (this.state !== undefined && fits(this.state) ? this.state : undefined);
		return until(look, { what: 'a fitting live state', withinMs });
	}

	goOffline(): void {
		this.socket.disconnect();
	}

	comeBack(): void {
		this.socket.connect();
	}

	leave(): void {
		this.socket.close();
	}
}
