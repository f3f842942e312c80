import * as Y from 'yjs';
import type { DocName } from '#shared/document.ts';
import { LIMITS } from '#shared/limits.ts';
import { ROOTS } from './scan.ts';

/** Measured with maps in a map, the heaviest that the scan lets in; a string takes two bytes for each of its own. */
const STRUCT_MEMORY_BYTES = 700;
const CONTENT_MEMORY = 2;

/**
 * A copy of a document in memory, made of updates. After an error in `apply`, or a fault that `fault` finds, it must be
 * thrown away: Yjs may have taken in half of something.
 */
export class Copy {
	readonly doc: Y.Doc;
	readonly #kind: DocName['kind'];
	/** Never less than the encoded size, as far as updates tell; made exact when it matters. */
	#bytesAtMost = 0;
	#heard: Uint8Array | undefined;
	#changes = 0;
	// made when asked for, gone with the next change
	#state: Uint8Array | undefined;
	#snapshot: Y.Snapshot | undefined;

	constructor(kind: DocName['kind'], updates: Iterable<Uint8Array> = []) {
		this.#kind = kind;
		this.doc = new Y.Doc();
		this.doc.transact(() => {
			for (const update of updates) {
				this.#bytesAtMost += update.byteLength;
				Y.applyUpdate(this.doc, update);
			}
		});
		this.doc.on('update', (update: Uint8Array) => {
			this.#heard = update;
			this.#changes++;
			this.#state = this.#snapshot = undefined;
		});
	}

	/** How often it has changed. */
	get changes(): number {
		return this.#changes;
	}

	/** What the updates have changed together, as Yjs tells it; undefined: nothing. Throws what Yjs throws. */
	apply(...updates: readonly Uint8Array[]): Uint8Array | undefined {
		return this.#changed(() =>
			Y.transact(
				this.doc,
				() => {
					for (const update of updates) Y.applyUpdate(this.doc, update);
				},
				null,
				false,
			),
		);
	}

	/** What `change` has changed, in one transaction. Throws what `change` throws. */
	change<T>(change: (doc: Y.Doc) => T): { readonly result: T; readonly update?: Uint8Array } {
		let result!: T;
		const update = this.#changed(() => {
			result = this.doc.transact(() => change(this.doc));
		});
		return { result, update };
	}

	/** How far the document has come with a client: one past its last clock. */
	readonly known = (client: number): number => Y.getState(this.doc.store, client);

	stateVector(): Uint8Array {
		return Y.encodeStateVector(this.doc);
	}

	/** All of it, encoded once. */
	state(): Uint8Array {
		return (this.#state ??= Y.encodeStateAsUpdate(this.doc));
	}

	/** Everything that a state vector does not name, and all deletions. */
	since(stateVector: Uint8Array): Uint8Array {
		return Y.encodeStateAsUpdate(this.doc, stateVector);
	}

	/**
	 * Whether a scanned update would change nothing. Judged by its effect: an honest step 2 is never empty, it carries all
	 * deletions that its sender knows of.
	 */
	contains(update: Uint8Array): boolean {
		this.#snapshot ??= Y.snapshot(this.doc);
		return Y.snapshotContainsUpdate(this.#snapshot, update);
	}

	/** About how many bytes of memory it takes now. */
	get weight(): number {
		return this.weigher()(0, 0);
	}

	/** Answers about how many bytes it takes with so many more structs and bytes; what is there is counted once. */
	weigher(): (structs: number, bytes: number) => number {
		const weight = STRUCT_MEMORY_BYTES * this.#structs + CONTENT_MEMORY * this.#bytesAtMost;
		return (structs, bytes) => weight + STRUCT_MEMORY_BYTES * structs + CONTENT_MEMORY * bytes;
	}

	get #structs(): number {
		let structs = 0;
		for (const ofClient of this.doc.store.clients.values()) structs += ofClient.length;
		return structs;
	}

	/** [SC5] Whether so many more structs are too many: integrating them can cost the square of their number. */
	isFullWith(structs: number): boolean {
		const structsMax = this.#kind === 'seat' ? LIMITS.seatStructsMax : LIMITS.boardStructsMax;
		return this.#structs + structs > structsMax;
	}

	/** [SC5] What makes this document one that may not be kept; undefined if nothing does. */
	fault(): 'pending' | 'root' | 'size' | undefined {
		if (this.isPending) return 'pending';
		for (const root of this.doc.share.keys()) if (!ROOTS[this.#kind].has(root)) return 'root';
		return this.#isTooLarge() ? 'size' : undefined;
	}

	/** Whether something waits for what is not there. */
	get isPending(): boolean {
		const { pendingStructs, pendingDs } = this.doc.store;
		return pendingStructs !== null || pendingDs !== null;
	}

	destroy(): void {
		this.doc.destroy();
	}

	#changed(act: () => void): Uint8Array | undefined {
		this.#heard = undefined;
		act();
		const update = this.#heard as Uint8Array | undefined;
		this.#bytesAtMost += update?.byteLength ?? 0;
		return update;
	}

	#isTooLarge(): boolean {
		if (this.isFullWith(0)) return true;
		const bytesMax = this.#kind === 'seat' ? LIMITS.seatBytesMax : LIMITS.boardBytesMax;
		if (this.#bytesAtMost > bytesMax) this.#bytesAtMost = this.state().byteLength;
		return this.#bytesAtMost > bytesMax;
	}
}
