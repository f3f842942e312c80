import type { Socket } from 'socket.io';
import type { Viewer } from '#server/domain/view-for.ts';
import type { ProjectorId, TableId } from '#shared/ids.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Guest } from './handshake.ts';
import type { Down, Farewell, Screen } from './screen.ts';

/** Whatever a client sends; the gateway reads it as untrusted. */
export type Up = Record<string, (...sent: unknown[]) => void>;
/** Nodes tell each other nothing over sockets. */
export type NoNodes = Record<string, never>;
export type LiveSocket = Socket<Up, Down, NoNodes, Guest>;

/** [LV7] Packets that wait for a slow network; beyond this, what comes whole again is not put behind them. */
const SLOW_PACKETS = 4;
/** [LV7] Acknowledgements and messages are put behind; a client that takes none of them is cut off. */
const LOST_PACKETS = 10_000;

/** A screen over socket.io. */
export class SocketScreen implements Screen {
	readonly viewer: Viewer;
	at: TableId | undefined;
	projector: ProjectorId | undefined;
	readonly #socket: LiveSocket;
	#packetsWaiting = 0;
	readonly #clock: Clock;
	#heardAtMs: number;

	/** @param onDrained - it has taken everything that was sent so far */
	constructor(
		socket: LiveSocket,
		viewer: Viewer,
		clock: Clock,
		onDrained: (screen: Screen) => void,
	) {
		this.#socket = socket;
		this.viewer = viewer;
		this.#clock = clock;
		this.#heardAtMs = clock.nowMs();
		// anything at all, the answers to our pings, too
		socket.conn.on('packet', () => (this.#heardAtMs = this.#clock.nowMs()));
		// engine.io collects what its transport cannot take yet, and gives it away in one go
		socket.conn.on('packetCreate', () => {
			this.#packetsWaiting += 1;
			if (this.#packetsWaiting > LOST_PACKETS) this.cut();
		});
		socket.conn.on('flush', () => {
			if (this.#packetsWaiting === 0) return;
			this.#packetsWaiting = 0;
			onDrained(this);
		});
	}

	get heardAtMs(): number {
		return this.#heardAtMs;
	}

	get isSlow(): boolean {
		return this.#packetsWaiting >= SLOW_PACKETS;
	}

	send<E extends keyof Down>(event: E, body: Parameters<Down[E]>[0]): void {
		this.#socket.emit(event, ...([body] as Parameters<Down[E]>));
	}

	end(reason: Farewell): void {
		this.send('goodbye', { reason });
		this.at = undefined; // it was sent away: nobody has to look for it
		this.#socket.disconnect(true);
	}

	/** Ends the connection without a word: a page that still lives comes again by itself. */
	cut(): void {
		this.#socket.conn.close(true);
	}
}
