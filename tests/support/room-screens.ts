import * as Y from 'yjs';
import * as decoding from 'lib0/decoding';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { Opened, UpdateLog } from '#server/ports/update-log.ts';
import type { Peer, Right } from '#server/rooms/peer.ts';
import { Registry, type RegistryLimits } from '#server/rooms/registry.ts';
import type { Room } from '#server/rooms/room.ts';
import type { DocName } from '#shared/document.ts';
import type { Role } from '#shared/roles.ts';
import { MESSAGE, SYNC_STEP } from '#shared/wire.ts';
import { syncFrame } from './raw-socket.ts';
import { settled, VirtualClock } from './virtual-clock.ts';

export const board: DocName = { dialogue: 'd_hall', kind: 'board', id: 't_work' };
export const seat: DocName = { dialogue: 'd_hall', kind: 'seat', id: 's_tablet' };

/** Keeps what was logged, by event. */
export class LogLines implements Logger {
	readonly events: string[] = [];
	info = ({ event }: { event: string }) => void this.events.push(event);
	warn = this.info;
	error = this.info;
}

export interface Node {
	readonly registry: Registry;
	readonly log: UpdateLog;
	readonly clock: VirtualClock;
	readonly lines: LogLines;
}

/** A node whose time stands still. Several may share one log. */
export function newNode(
	log: UpdateLog = new MemoryUpdateLog(),
	limits?: Partial<RegistryLimits>,
	clock = new VirtualClock(),
): Node {
	const lines = new LogLines();
	const needs = { log, clock: clock as Clock, logger: lines, limits };
	return { registry: new Registry(needs), log, clock, lines };
}

/** What the log alone gives: the truth to compare with. */
export async function replay(log: UpdateLog, doc: DocName): Promise<Y.Doc> {
	return foldOf(await log.open(doc));
}

export function foldOf({ snapshot, tail }: Opened): Y.Doc {
	const fold = new Y.Doc();
	if (snapshot) Y.applyUpdate(fold, snapshot.state);
	for (const { update } of tail) Y.applyUpdate(fold, update);
	return fold;
}

/** A page without a network: a Yjs document on a room, speaking as y-websocket does. */
export class Screen implements Peer {
	readonly doc: Y.Doc;
	readonly wantsSaved = true;
	right: Right;
	role: Role;
	/** What the next judgement says; undefined: as before. */
	verdict: Right | undefined;
	judgements = 0;
	isSlow = false;
	saved = 0;
	sent = 0;
	paused: boolean | undefined;
	/** It was asked to send nothing for now. It goes on all the same: what is on its way comes in. */
	isHeld = false;
	closed: number | undefined;
	/** Sync frames with content that came, and step 1s. */
	heard = 0;
	asked = 0;
	readonly awareness: Uint8Array[] = [];
	/** Every message, as it came. */
	readonly frames: Uint8Array[] = [];
	room: Room;
	/** False: frames stay on the way until `deliver`. */
	isPrompt = true;
	readonly #out: Uint8Array[] = [];
	#isHere = false;

	constructor(
		room: Room,
		right: Right,
		{
			doc = new Y.Doc(),
			role = 'host',
			join = true,
		}: { doc?: Y.Doc; role?: Role; join?: boolean } = {},
	) {
		this.room = room;
		this.right = right;
		this.role = role;
		this.doc = doc;
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== this) this.post(syncFrame('update', update));
		});
		if (join) this.join();
	}

	join(room = this.room): void {
		this.room = room;
		this.closed = undefined;
		this.sent = this.saved = 0;
		this.#out.length = 0;
		this.#isHere = true;
		room.join(this);
		this.post(syncFrame('one', Y.encodeStateVector(this.doc)));
	}

	cut(): void {
		this.#isHere = false;
		this.#out.length = 0;
		this.room.leave(this);
	}

	/** Puts a message on the way, if there is a way. */
	post(frame: Uint8Array): void {
		if (!this.#isHere || this.closed !== undefined) return;
		if (frame[0] === MESSAGE.sync && frame[1] !== SYNC_STEP.one) this.sent++;
		this.#out.push(frame);
		if (this.isPrompt) this.deliver();
	}

	deliver(count = this.#out.length): void {
		for (const frame of this.#out.splice(0, count)) this.room.receive(this, frame);
	}

	async settled(): Promise<this> {
		await settled();
		return this;
	}

	judge(): Promise<Right> {
		this.judgements++;
		this.right = this.verdict ?? this.right;
		return Promise.resolve(this.right);
	}

	hold(): void {
		this.isHeld = true;
	}

	goOn(): void {
		this.isHeld = false;
	}

	close(code: number): void {
		this.closed ??= code;
		this.#isHere = false;
		this.room.leave(this);
	}

	send(frame: Uint8Array): void {
		this.frames.push(frame);
		const decoder = decoding.createDecoder(frame);
		switch (decoding.readVarUint(decoder)) {
			case MESSAGE.saved:
				this.saved = decoding.readVarUint(decoder);
				return;
			case MESSAGE.paused:
				this.paused = decoding.readVarUint(decoder) === 1;
				return;
			case MESSAGE.awareness:
				this.awareness.push(decoding.readVarUint8Array(decoder));
				return;
			case MESSAGE.sync:
				return this.#sync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
		}
	}

	#sync(step: number, body: Uint8Array): void {
		if (step === SYNC_STEP.one) {
			this.asked++;
			this.post(syncFrame('two', Y.encodeStateAsUpdate(this.doc, body)));
		} else {
			this.heard++;
			Y.applyUpdate(this.doc, body, this);
		}
	}
}
