import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type Server } from 'ws';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { Grant } from '#server/ports/records.ts';
import type { Right } from '#server/rooms/peer.ts';
import { DrainingError, type Registry } from '#server/rooms/registry.ts';
import type { Room } from '#server/rooms/room.ts';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import { docPath, readDocPath, type DocName } from '#shared/document.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { SUBPROTOCOL, TOKEN_PREFIX } from '#shared/wire.ts';
import { Framing } from './framing.ts';
import { rightOf } from './right.ts';
import { Screen } from './screen.ts';
import { SocketCounts } from './socket-counts.ts';
import { SyncSocket } from './sync-socket.ts';
import { tooMuchUnfinished } from './unfinished.ts';

export interface SyncNeeds {
	readonly registry: Registry;
	readonly clock: Clock;
	readonly logger: Logger;
	/** What unfinished messages may take in all; the published limit if it is left out. */
	readonly unfinishedBytesMax?: number;
	/** What a token stands for now; undefined: nothing. */
	authenticate(token: string): Promise<Grant | undefined>;
	/** As remembered on this node: good enough to read by. */
	dialogueOf(id: DialogueId): Promise<Dialogue | undefined>;
	/** As the store has it at the moment of asking: rights to write are judged by it alone. */
	dialogueNow(id: DialogueId): Promise<Dialogue | undefined>;
}

/** How many sockets are open, and with which codes the others ended. */
export interface SyncFigures {
	readonly sockets: number;
	readonly closes: Readonly<Record<number, number>>;
}

interface Caller {
	readonly token: string | undefined;
	readonly tokenHash: string;
	readonly doc: DocName | undefined;
	readonly wantsSaved: boolean;
	/** Of which history it holds something; undefined: it does not say. */
	readonly generation: string | null;
}

interface Admitted {
	readonly caller: Caller;
	readonly doc: DocName;
	readonly role: Grant['role'];
	readonly right: 'read' | 'write';
	readonly room: Room;
	/** Gives back the hold on the room and the place. */
	readonly release: () => void;
}

const TOKEN_CHARS_MAX = 200;
/** Above the published limits, so that ours is said and not that of `ws`; what is far above is not even taken in. */
const LARGEST_FRAME_BYTES = {
	read: 2 * LIMITS.syncStep2BytesMax,
	write: LIMITS.boardSyncStep2BytesMax + LIMITS.syncStep2BytesMax,
};

/** The wire of y-websocket: `shared/PROTOCOL.md`; rules SO1–SO11 in SPEC.md. */
export class SyncServer {
	readonly #needs: SyncNeeds;
	readonly #servers: Readonly<Record<'read' | 'write', Server<typeof SyncSocket>>>;
	readonly #screens = new Set<Screen>();
	readonly #places = new SocketCounts();
	readonly #framing = new Framing();
	readonly #closes: Record<number, number> = {};
	#cancelLook: () => void;

	constructor(needs: SyncNeeds) {
		this.#needs = needs;
		this.#servers = {
			read: socketServer(LARGEST_FRAME_BYTES.read),
			write: socketServer(LARGEST_FRAME_BYTES.write),
		};
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
		this.#admit(request, socket, head, readCaller(request, address))
			.catch((error: unknown) => {
				this.#needs.logger.error(
					{ event: 'sync.failed', ...(error instanceof Error && { error }) },
					'a sync socket could not be opened',
				);
				socket.destroy();
			})
			.finally(() => socket.off('error', abandon));
	}

	/** [SO8] This token is worth nothing any more: its sockets are closed now. */
	revoked(tokenHash: string): void {
		for (const screen of [...this.#screens])
			if (screen.tokenHash === tokenHash) screen.close(CLOSE.unauthorised, 'token revoked');
	}

	/** [SO8] This dialogue was erased: its sockets are closed now. */
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

	async #admit(
		request: IncomingMessage,
		socket: Duplex,
		head: Buffer,
		caller: Caller,
	): Promise<void> {
		const { token, doc } = caller;
		const grant = token === undefined ? undefined : await this.#needs.authenticate(token);
		if (!grant) return this.#refuse(request, socket, head, CLOSE.unauthorised);
		if (!doc) return this.#refuse(request, socket, head, CLOSE.notFound);
		const first = rightOf(grant, await this.#needs.dialogueOf(doc.dialogue), doc);
		if (typeof first === 'object') return this.#refuse(request, socket, head, first.none);
		const giveBack = this.#place(grant, caller.tokenHash, doc);
		if (!giveBack) return this.#refuse(request, socket, head, CLOSE.busy);
		let release = giveBack;
		try {
			const held = await this.#needs.registry.hold(doc);
			release = () => {
				held.release();
				giveBack();
			};
			if (caller.generation !== null && caller.generation !== String(held.room.generation)) {
				release();
				return this.#refuse(request, socket, head, CLOSE.restored);
			}
			// loading took its time; from here to the open socket there is no gap in which a right could be lost unseen
			const right = await this.#judge(caller, doc);
			if (typeof right === 'object') {
				release();
				return this.#refuse(request, socket, head, right.none);
			}
			this.#open(request, socket, head, {
				caller,
				doc,
				role: grant.role,
				right,
				room: held.room,
				release,
			});
		} catch (error) {
			release();
			const isDraining = error instanceof DrainingError;
			this.#refuse(request, socket, head, isDraining ? CLOSE.goingDown : CLOSE.busy);
		}
	}

	#open(
		request: IncomingMessage,
		socket: Duplex,
		head: Buffer,
		{ caller, doc, role, right, room, release }: Admitted,
	): void {
		if (socket.destroyed) return release();
		// a handshake that `ws` itself refuses ends the socket
		socket.once('close', release);
		const server = this.#servers[doc.kind !== 'seat' && right === 'write' ? 'write' : 'read'];
		server.handleUpgrade(request, socket, head, (ws) => {
			const screen: Screen = new Screen(ws, {
				room,
				right,
				role,
				wantsSaved: caller.wantsSaved,
				tokenHash: caller.tokenHash,
				clock: this.#needs.clock,
				line: socket,
				framing: this.#framing,
				bytesRead: () => ('bytesRead' in socket ? Number(socket.bytesRead) : 0),
				judge: () => this.#judge(caller, doc),
				gone: (code) => {
					this.#screens.delete(screen);
					this.#count(code);
				},
			});
			this.#screens.add(screen);
		});
	}

	/** [SO3] The token may have been revoked, the table frozen: both are read afresh. */
	async #judge({ token }: Caller, doc: DocName): Promise<Right> {
		const grant = await this.#needs.authenticate(token!);
		return rightOf(grant, await this.#needs.dialogueNow(doc.dialogue), doc);
	}

	/** [SO4] Places for sockets: per link or seat, per document, and of those only some for participants. */
	#place(grant: Grant, tokenHash: string, doc: DocName): (() => void) | undefined {
		const isSeat = grant.role === 'participant';
		const path = docPath(doc);
		const places = [
			this.#places.take(
				`token ${tokenHash}`,
				isSeat ? LIMITS.socketsPerSeatMax : LIMITS.socketsPerLinkMax,
			),
			this.#places.take(path, LIMITS.socketsPerDocumentMax),
			isSeat
				? this.#places.take(`${path} seats`, LIMITS.participantSocketsPerDocumentMax)
				: () => undefined,
		];
		const giveBack = () => places.forEach((place) => place?.());
		if (places.every((place) => place !== undefined)) return giveBack;
		giveBack();
		return undefined;
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

function readCaller(request: IncomingMessage, address: string): Caller {
	const [path = '', query] = address.split('?', 2);
	const asked = new URLSearchParams(query);
	const offered = request.headers['sec-websocket-protocol']?.split(',').map((name) => name.trim());
	const token = offered
		?.find((name) => name.startsWith(TOKEN_PREFIX))
		?.slice(TOKEN_PREFIX.length, TOKEN_PREFIX.length + TOKEN_CHARS_MAX);
	return {
		token,
		tokenHash: createHash('sha256')
			.update(token ?? '')
			.digest('hex'),
		doc: readDocPath(path),
		wantsSaved: asked.get('saved') === '1',
		generation: asked.get('generation'),
	};
}
