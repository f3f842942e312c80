import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import type { Together } from '#server/ports/update-log.ts';
import * as Y from 'yjs';
import type { Copy } from './copy.ts';
import { Draft } from './draft.ts';
import type { Fate, Member } from './member.ts';
import { newStructs } from './scan.ts';
import type { Memory } from './seat-memory.ts';
import type { PeerChange } from './work-queue.ts';

/** What became of a batch: what is to be kept, who wrote it, and each frame's fate; none: its sender was sent away. */
export interface Tried {
	readonly update: Uint8Array | undefined;
	readonly authors: ReadonlySet<Member>;
	readonly fates: readonly (Fate | undefined)[];
}

/** In front of the log: everything is tried here first, on a draft that is made when needed and thrown away at any time. */
export class Staging {
	readonly #kind: DocName['kind'];
	readonly #copy: () => Copy;
	readonly #memory: Memory | undefined;
	readonly #writer: number;
	readonly #refused: (member: Member, code: CloseCode, why: string) => void;
	#draft: Draft | undefined;

	/**
	 * `copy`: the committed state of now. `memory`: what the document may take. `writer`: the client id under which the server writes. `refused`: this member
	 * sent what must not be kept.
	 */
	constructor(
		kind: DocName['kind'],
		copy: () => Copy,
		memory: Memory | undefined,
		writer: number,
		refused: (member: Member, code: CloseCode, why: string) => void,
	) {
		this.#kind = kind;
		this.#copy = copy;
		this.#memory = memory;
		this.#writer = writer;
		this.#refused = refused;
	}

	/** In order. A frame without a fate is not kept; its sender has been sent away. */
	try(batch: readonly PeerChange[]): Tried {
		const isHeard = this.#heard(batch);
		if (!isHeard.includes(false)) return this.#tryHeard(batch);
		const tried = this.#tryHeard(batch.filter((_change, i) => isHeard[i]));
		const fates = tried.fates[Symbol.iterator]();
		return {
			...tried,
			fates: batch.map((change, i) => (isHeard[i] ? fates.next().value : this.#unheard(change))),
		};
	}

	/** [RE6] Who may write and does not make the document too heavy for now. */
	#heard(batch: readonly PeerChange[]): boolean[] {
		const mayWrite = ({ member }: PeerChange) => !member.isBarred && member.peer.right === 'write';
		const memory = this.#memory;
		if (!memory) return batch.map(mayWrite);
		const copy = this.#copy();
		const weightWith = copy.weigher();
		let [structs, bytes] = [0, 0];
		return batch.map((change) => {
			if (!mayWrite(change)) return false;
			const { member, content } = change;
			structs += newStructs(content.scanned, copy.known);
			bytes += content.update.byteLength;
			const weight = weightWith(structs, bytes);
			if (memory.allows(weight)) {
				// at once: others are tried before this is kept
				memory.weigh(weight);
				return true;
			}
			this.#refused(member, CLOSE.busy, 'too much in memory');
			return false;
		});
	}

	/** Of who may not write, what changes nothing is welcome. */
	#unheard({ member, content }: PeerChange): Fate | undefined {
		if (member.isBarred) return undefined;
		if (this.#copy().contains(content.update)) return 'nothing';
		return void this.#refused(member, CLOSE.notAllowed, 'read only');
	}

	#tryHeard(batch: readonly PeerChange[]): Tried {
		if (batch.length === 1) return this.#tryEach(batch);
		const draft = (this.#draft ??= this.#fresh());
		const change = draft.tryTogether(batch.map(({ content }) => content));
		if (change === 'mixed') return this.#tryEach(batch);
		if (change === 'spoilt') {
			// one of them must not be kept: which, is found out on another draft
			this.drop();
			return this.#tryEach(batch);
		}
		return {
			update: change,
			authors: new Set(change && batch.map(({ member }) => member)),
			fates: batch.map(() => (change ? 'kept' : 'nothing')),
		};
	}

	#tryEach(batch: readonly PeerChange[]): Tried {
		const updates: Uint8Array[] = [];
		const authors = new Set<Member>();
		const fates = batch.map(({ member, content }): Fate | undefined => {
			if (member.isBarred) return undefined;
			const trial = (this.#draft ??= this.#fresh()).try(content);
			if (trial.became === 'refused') {
				this.drop();
				this.#draft = this.#fresh();
				for (const update of updates) this.#draft.follow(update);
				return void this.#refused(member, trial.code, trial.why);
			}
			if (trial.became !== 'change') return trial.became;
			updates.push(trial.update);
			authors.add(member);
			return 'kept';
		});
		const update = updates.length > 1 ? Y.mergeUpdates(updates) : updates[0];
		return { update, authors, fates };
	}

	/** A change by the server itself. Throws what `change` throws. */
	change(change: (doc: Y.Doc) => Together | null): ReturnType<Draft['change']> {
		return (this.#draft ??= this.#fresh()).change(change);
	}

	/** Takes in what the log has. */
	follow(update: Uint8Array): void {
		this.#draft?.follow(update);
	}

	/** What was tried is forgotten. */
	drop(): void {
		this.#draft?.destroy();
		this.#draft = undefined;
	}

	#fresh(): Draft {
		return new Draft(this.#kind, this.#copy(), this.#writer);
	}
}
