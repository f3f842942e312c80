import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type Server } from 'ws';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { SUBPROTOCOL, TOKEN_PREFIX } from '#shared/wire.ts';
import {
	Admission,
	readCaller,
	type AdmissionNeeds,
	type Admitted,
	type Caller,
} from './admission.ts';
import { Framing } from './framing.ts';
import type { Line } from './line.ts';
import { PollDoor } from './poll-door.ts';
import { Screen } from './screen.ts';
import { SyncSocket } from './sync-socket.ts';
import { tooMuchUnfinished } from './unfinished.ts';
import { WebSocketLine } from './web-socket-line.ts';

export interface SyncNeeds extends AdmissionNeeds {
	readonly clock: Clock;
	readonly logger: Logger;
	/** What unfinished messages may take in all; the published limit if it is left out. */
	readonly unfinishedBytesMax?: number;
}

/** How many lines are open, and with which codes the others ended. */
export interface SyncFigures {
	readonly sockets: number;
	readonly closes: Readonly<Record<number, number>>;
}

/** Above the published limits, so that ours is said and not that of `ws`; what is far above is not even taken in. */
const LARGEST_FRAME_BYTES = {
	read: 2 * LIMITS.syncStep2BytesMax,
	write: LIMITS.boardSyncStep2BytesMax + LIMITS.syncStep2BytesMax,
};

/** The wire of y-websocket: `shared/PROTOCOL.md`; rules SO1–SO11 in SPEC.md. */
export class SyncServer {
	readonly #needs: SyncNeeds;
	readonly #admission: Admission;
	readonly #servers: Readonly<Record<'read' | 'write', Server<typeof SyncSocket>>>;
	readonly #polls: PollDoor;
	readonly #screens = new Set<Screen>();
	readonly #framing = new Framing();
	readonly #closes: Record<number, number> = {};
	#cancelLook: () => void;

	constructor(needs: SyncNeeds) {
		this.#needs = needs;
		this.#admission = new Admission(needs);
		this.#servers = {
			read: socketServer(LARGEST_FRAME_BYTES.read),
			write: socketServer(LARGEST_FRAME_BYTES.write),
		};
		this.#polls = new PollDoor({
			clock: needs.clock,
			admit: (caller) => this.#admission.admit(caller),
			largestFrameBytes: (admitted) => LARGEST_FRAME_BYTES[sizeFor(admitted)],
			opened: (line, admitted) => this.#opened(line, admitted),
			refused: (code) => this.#count(code),
		});
		this.#cancelLook = this.#lookSoon();
	}

	get figures(): SyncFigures {
		return { sockets: this.#screens.size, closes: this.#closes };
	}

	/** What lies in memory of messages that have not ended. */
	get unfinishedBytes(): number {
		return [...this.#screens].reduce((bytes, screen) => bytes + screen.unfinishedBytes, 0);
	}

	/** `address`: what stands behind `/sync/`, the query included. The Origin has been checked. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void {
		const abandon = (): void => void socket.destroy();
		socket.on('error', abandon);
		this.#open(request, socket, head, readCaller(address, offeredToken(request)))
			.catch((error: unknown) => {
				this.#failed(error);
				socket.destroy();
			})
			.finally(() => socket.off('error', abandon));
	}

	/** `address`: what stands behind `/sync-http/`, the query included. The Origin has been checked. */
	request(request: IncomingMessage, response: ServerResponse, address: string): void {
		this.#polls.serve(request, response, address).catch((error: unknown) => {
			this.#failed(error);
			response.destroy();
		});
	}

	/** [SO8] This token is worth nothing any more: its lines are closed now. */
	revoked(tokenHash: string): void {
		for (const screen of [...this.#screens])
			if (screen.tokenHash === tokenHash) screen.close(CLOSE.unauthorised, 'token revoked');
	}

	/** [SO8] This dialogue was erased: its lines are closed now. */
	erased(dialogue: DialogueId): void {
		this.#needs.registry.erased(dialogue);
		for (const screen of [...this.#screens])
			if (screen.dialogue === dialogue) screen.close(CLOSE.erased, 'erased');
	}

	/** After the registry was drained. */
	stop(): void {
		this.#cancelLook();
		for (const screen of [...this.#screens]) screen.close(CLOSE.goingDown, 'the node goes down');
	}

	async #open(
		request: IncomingMessage,
		socket: Duplex,
		head: Buffer,
		caller: Caller,
	): Promise<void> {
		const admitted = await this.#admission.admit(caller);
		if (typeof admitted === 'number') return this.#refuse(request, socket, head, admitted);
		if (socket.destroyed) return admitted.release();
		// a handshake that `ws` itself refuses ends the socket
		socket.once('close', admitted.release);
		const server = this.#servers[sizeFor(admitted)];
		server.handleUpgrade(request, socket, head, (ws) => {
			this.#opened(new WebSocketLine(ws, socket, this.#framing), admitted);
		});
	}

	#opened(line: Line, { caller, doc, role, right, room }: Admitted): void {
		const screen: Screen = new Screen(line, {
			room,
			right,
			role,
			wantsSaved: caller.wantsSaved,
			tokenHash: caller.tokenHash,
			clock: this.#needs.clock,
			judge: () => this.#admission.judge(caller, doc),
			gone: (code) => {
				this.#screens.delete(screen);
				this.#count(code);
			},
		});
		this.#screens.add(screen);
	}

	/** [SO1] A page cannot see the status of a failed handshake, only a close code: so it is finished, then closed. */
	#refuse(request: IncomingMessage, socket: Duplex, head: Buffer, code: CloseCode): void {
		if (socket.destroyed) return;
		this.#servers.read.handleUpgrade(request, socket, head, (ws) => {
			this.#count(code);
			ws.on('error', () => ws.terminate());
			ws.close(code, 'refused');
			this.#needs.clock.after(5_000, () => ws.terminate());
		});
	}

	#count(code: number): void {
		this.#closes[code] = (this.#closes[code] ?? 0) + 1;
	}

	#failed(error: unknown): void {
		this.#needs.logger.error(
			{ event: 'sync.failed', ...(error instanceof Error && { error }) },
			'a sync line could not be opened',
		);
	}

	#lookSoon(): () => void {
		return this.#needs.clock.after(1_000, () => {
			const nowMs = this.#needs.clock.nowMs();
			for (const screen of [...this.#screens]) screen.look(nowMs);
			const bytesMax = this.#needs.unfinishedBytesMax ?? LIMITS.unfinishedMessagesBytesMax;
			for (const screen of tooMuchUnfinished(this.#screens, bytesMax)) screen.giveUp();
			this.#cancelLook = this.#lookSoon();
		});
	}
}

/** Who writes what others read may bring a whole board back. */
function sizeFor({ doc, right }: Admitted): 'read' | 'write' {
	return doc.kind !== 'seat' && right === 'write' ? 'write' : 'read';
}

function offeredToken({ headers }: IncomingMessage): string | undefined {
	const offered = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim());
	return offered?.find((name) => name.startsWith(TOKEN_PREFIX))?.slice(TOKEN_PREFIX.length);
}

function socketServer(maxPayload: number): Server<typeof SyncSocket> {
	return new WebSocketServer({
		noServer: true,
		WebSocket: SyncSocket,
		perMessageDeflate: false,
		clientTracking: false,
		// a frame in crumbs costs more than its bytes
		maxFragments: 1_024,
		maxBufferedChunks: 16_384,
		maxPayload,
		handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
	});
}
