import { createHash } from 'node:crypto';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Grant } from '#server/ports/records.ts';
import type { Right } from '#server/rooms/peer.ts';
import { DrainingError, type Registry } from '#server/rooms/registry.ts';
import type { Room } from '#server/rooms/room.ts';
import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import { docPath, readDocPath, type DocName } from '#shared/document.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { rightOf } from './right.ts';
import { SocketCounts } from './socket-counts.ts';

export interface AdmissionNeeds {
	readonly registry: Registry;
	/** What a token stands for now; undefined: nothing. */
	authenticate(token: string): Promise<Grant | undefined>;
	/** As remembered on this node: good enough to read by. */
	dialogueOf(id: DialogueId): Promise<Dialogue | undefined>;
	/** As the store has it at the moment of asking: rights to write are judged by it alone. */
	dialogueNow(id: DialogueId): Promise<Dialogue | undefined>;
}

/** Who asks for a document, by whatever line. */
export interface Caller {
	readonly token: string | undefined;
	readonly tokenHash: string;
	readonly doc: DocName | undefined;
	readonly wantsSaved: boolean;
	/** Of which history it holds something; null: it does not say. */
	readonly generation: string | null;
}

export interface Admitted {
	readonly caller: Caller;
	readonly doc: DocName;
	readonly role: Grant['role'];
	readonly right: 'read' | 'write';
	readonly room: Room;
	/** Gives back the hold on the room and the place. */
	readonly release: () => void;
}

const TOKEN_CHARS_MAX = 200;

/** @param address - what stands behind the transport's prefix, the query included */
export function readCaller(address: string, offered: string | undefined): Caller {
	const [path = '', query] = address.split('?', 2);
	const asked = new URLSearchParams(query);
	const token = offered?.slice(0, TOKEN_CHARS_MAX);
	return {
		token,
		tokenHash: hashOf(token ?? ''),
		doc: readDocPath(path),
		wantsSaved: asked.get('saved') === '1',
		generation: asked.get('generation'),
	};
}

/** Under which a token is known without being kept. */
export function hashOf(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** Who is let in to which room, the same for every kind of line. Rules SO1–SO4 in SPEC.md. */
export class Admission {
	readonly #needs: AdmissionNeeds;
	readonly #places = new SocketCounts();

	constructor(needs: AdmissionNeeds) {
		this.#needs = needs;
	}

	/** A "no" is the code that the other side is to be told. Rejects if the records cannot be asked. */
	async admit(caller: Caller): Promise<Admitted | CloseCode> {
		const { token, doc } = caller;
		const grant = token === undefined ? undefined : await this.#needs.authenticate(token);
		if (!grant) return CLOSE.unauthorised;
		if (!doc) return CLOSE.notFound;
		const first = rightOf(grant, await this.#needs.dialogueOf(doc.dialogue), doc);
		if (typeof first === 'object') return first.none;
		const giveBack = this.#place(grant, caller.tokenHash, doc);
		if (!giveBack) return CLOSE.busy;
		let release = giveBack;
		try {
			const held = await this.#needs.registry.hold(doc);
			release = () => {
				held.release();
				giveBack();
			};
			if (caller.generation !== null && caller.generation !== String(held.room.generation)) {
				release();
				return CLOSE.restored;
			}
			// loading took its time; from here to the open line there is no gap in which a right could be lost unseen
			const right = await this.judge(caller, doc);
			if (typeof right !== 'object')
				return { caller, doc, role: grant.role, right, room: held.room, release };
			release();
			return right.none;
		} catch (error) {
			release();
			return error instanceof DrainingError ? CLOSE.goingDown : CLOSE.busy;
		}
	}

	/** [SO3] The token may have been revoked, the table frozen: both are read afresh. */
	async judge({ token }: Caller, doc: DocName): Promise<Right> {
		const grant = await this.#needs.authenticate(token!);
		return rightOf(grant, await this.#needs.dialogueNow(doc.dialogue), doc);
	}

	/** [SO4] Places: per link or seat, per document, and of those only some for participants. */
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
}
