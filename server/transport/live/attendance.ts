import type { DialogueId } from '#shared/ids.ts';
import type { Role } from '#shared/roles.ts';
import { LIMITS } from '#shared/limits.ts';

/** One open connection under a token. */
export interface Attendee {
	readonly role: Role;
	readonly dialogue: DialogueId;
	/** Sends it away with a word, because its token has ended. */
	end(reason: 'revoked'): void;
	/** Ends the connection; a page that still lives comes again. */
	cut(): void;
}

/** How long an ended token is remembered, for those who were just being let in. */
const ENDED_REMEMBERED_MS = 60_000;

/** [LV11] Which connections are open under which token, so that a token's end finds all of them at once. */
export class Attendance<A extends Attendee> {
	/** By the token's hash. */
	readonly #open = new Map<string, { readonly isKept: boolean; readonly all: Set<A> }>();
	readonly #ended = new Map<string, number>();

	/** Hashes of the tokens in use that are no participants' and can be looked up. */
	*links(): Iterable<string> {
		for (const [hash, { isKept, all }] of this.#open) {
			const [first] = all;
			if (isKept && first && first.role !== 'participant') yield hash;
		}
	}

	has(hash: string): boolean {
		return this.#open.has(hash);
	}

	/** The dialogues that are looked at under this token. */
	dialoguesOf(hash: string): ReadonlySet<DialogueId> {
		return new Set([...(this.#open.get(hash)?.all ?? [])].map(({ dialogue }) => dialogue));
	}

	/**
	 * False: this link is open too often already, or has just ended. A seat is one device: there the oldest connection,
	 * which bad networks leave behind, makes room.
	 */
	add(hash: string, attendee: A, isKept: boolean, nowMs: number): boolean {
		for (const [ended, atMs] of this.#ended)
			if (nowMs - atMs > ENDED_REMEMBERED_MS) this.#ended.delete(ended);
		if (this.#ended.has(hash)) return false;
		const entry = this.#open.get(hash) ?? { isKept, all: new Set<A>() };
		const isSeat = attendee.role === 'participant';
		const max = isSeat ? LIMITS.socketsPerSeatMax : LIMITS.socketsPerLinkMax;
		if (entry.all.size >= max) {
			if (!isSeat) return false;
			const [oldest] = entry.all;
			oldest?.cut();
			if (oldest) entry.all.delete(oldest);
		}
		entry.all.add(attendee);
		this.#open.set(hash, entry);
		return true;
	}

	remove(hash: string, attendee: A): void {
		const entry = this.#open.get(hash);
		entry?.all.delete(attendee);
		if (entry?.all.size === 0) this.#open.delete(hash);
	}

	/** The token has ended: everybody under it goes now, and nobody comes in under it any more. */
	end(hash: string, nowMs: number): void {
		this.#ended.set(hash, nowMs);
		for (const attendee of [...(this.#open.get(hash)?.all ?? [])]) attendee.end('revoked');
	}
}
