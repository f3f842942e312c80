import type { CloseCode } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import type { Together } from '#server/ports/update-log.ts';
import * as Y from 'yjs';
import type { Copy } from './copy.ts';
import { Draft } from './draft.ts';
import type { Fate, Member } from './member.ts';
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
	readonly #writer: number;
	readonly #refused: (member: Member, code: CloseCode, why: string) => void;
	#draft: Draft | undefined;

	/**
	 * `copy`: the committed state of now. `writer`: the client id under which the server writes. `refused`: this member
	 * sent what must not be kept.
	 */
	constructor(
		kind: DocName['kind'],
		copy: () => Copy,
		writer: number,
		refused: (member: Member, code: CloseCode, why: string) => void,
	) {
		this.#kind = kind;
		this.#copy = copy;
		this.#writer = writer;
		this.#refused = refused;
	}

	/** Frames of members who may write, in their order. */
	try(batch: readonly PeerChange[]): Tried {
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
