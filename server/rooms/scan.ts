import type { DocName } from '#shared/document.ts';
import { BOARD } from '#shared/board.ts';
import { LIMITS } from '#shared/limits.ts';
import { DESK } from '#shared/desk.ts';
import { SEAT } from '#shared/seat.ts';
import { BoundedReader, MalformedError } from './bounded-reader.ts';
import type { Right } from './peer.ts';

/** What an update brings and what it builds upon, by the ids of Yjs: (client, clock). Nothing about its meaning. */
export interface Scanned {
	/** Per client: the first clock of its structs in here, one past the last, and how many they are. */
	readonly brings: ReadonlyMap<number, Section>;
	/** Per client: one past the highest clock that something in here refers to. */
	readonly needs: ReadonlyMap<number, number>;
	/** It says itself that something is left out. */
	readonly skips: boolean;
}

interface Section {
	readonly from: number;
	readonly to: number;
	readonly structs: number;
}

/** The only roots of a document, all of them maps. [SC3] */
export const ROOTS: Readonly<Record<DocName['kind'], ReadonlySet<string>>> = {
	board: new Set(Object.values(BOARD)),
	seat: new Set(Object.values(SEAT)),
	desk: new Set(Object.values(DESK)),
};

/** Longest run of deleted clocks in one struct: of a live edit, and of a document that has been worked on for a day. */
const DELETED_CLOCKS_PER_UPDATE_MAX = 4_096;
const ANY_DEPTH_MAX = 3;
/** So many devices may have set one key first without knowing of each other. Yjs compares each of them with all others. */
const SIBLINGS_MAX = 64;
const KEY = /^[A-Za-z0-9_:.-]{1,64}$/;

// struct kinds and type numbers of Yjs' update format, version 1
const KIND_MASK = 0x1f;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_PARENT_SUB = 0x20;
const GC = 0;
const DELETED = 1;
const STRING = 4;
const TYPE = 7;
const ANY = 8;
const SKIP = 10;
const MAP = 1;
const TEXT = 2;

/** The most bytes that an update may have, by what it is, where, and who sends it. [SC1] */
export function bytesMax(kind: DocName['kind'], step: 'step-2' | 'update', right: Right): number {
	if (step === 'update') return LIMITS.updateBytesMax;
	const mayBringAll = kind !== 'seat' && right === 'write';
	return mayBringAll ? LIMITS.boardSyncStep2BytesMax : LIMITS.syncStep2BytesMax;
}

/**
 * Looks at the structure of a Yjs update (version 1) before anything of Yjs sees it. Rules SC2 and SC3 in SPEC.md.
 * Returns undefined for what no honest page sends.
 */
export function scan(
	update: Uint8Array,
	kind: DocName['kind'],
	step: 'step-2' | 'update',
): Scanned | undefined {
	try {
		return new Scan(update, kind, step).read();
	} catch (error) {
		if (error instanceof MalformedError) return undefined;
		throw error;
	}
}

/**
 * [SC4] Whether something is unknown that the update builds upon.
 *
 * @param known - how far the document has come with this client: one past its last clock, 0 for an unknown one
 */
export function hasGap(scanned: Scanned, known: (client: number) => number): boolean {
	if (scanned.skips) return true;
	for (const [client, { from }] of scanned.brings) if (from > known(client)) return true;
	for (const [client, end] of scanned.needs)
		if (end > Math.max(known(client), scanned.brings.get(client)?.to ?? 0)) return true;
	return false;
}

/** Whether it brings clocks that the document has already: a repeat, or a clock that is used twice. */
export function overlaps({ brings }: Scanned, known: (client: number) => number): boolean {
	for (const [client, { from }] of brings) if (from < known(client)) return true;
	return false;
}

/** How many structs of it the document does not have yet, at most. */
export function newStructs({ brings }: Scanned, known: (client: number) => number): number {
	let structs = 0;
	for (const [client, section] of brings)
		if (section.to > known(client)) structs += section.structs;
	return structs;
}

class Scan {
	readonly #reader: BoundedReader;
	readonly #roots: ReadonlySet<string>;
	readonly #deletedClocksMax: number;
	readonly #brings = new Map<number, Section>();
	readonly #needs = new Map<number, number>();
	/** How many first items there are for a key of a map. */
	readonly #siblings = new Map<string, number>();
	#skips = false;
	/** The struct that is being read. */
	#client = 0;
	#clock = 0;

	constructor(update: Uint8Array, kind: DocName['kind'], step: 'step-2' | 'update') {
		this.#reader = new BoundedReader(update);
		this.#roots = ROOTS[kind];
		const wholeDocument = kind === 'seat' ? LIMITS.seatBytesMax : LIMITS.boardBytesMax;
		this.#deletedClocksMax = step === 'step-2' ? wholeDocument : DELETED_CLOCKS_PER_UPDATE_MAX;
	}

	read(): Scanned {
		const reader = this.#reader;
		for (let clients = reader.varUint(); clients > 0; clients--) this.#section();
		for (let clients = reader.varUint(), seen = new Set<number>(); clients > 0; clients--)
			this.#deletions(seen);
		if (reader.left > 0) throw new MalformedError();
		return { brings: this.#brings, needs: this.#needs, skips: this.#skips };
	}

	/** All structs of one client, without a hole. Of two sections Yjs would read the last one only. */
	#section(): void {
		const structs = this.#reader.varUint();
		this.#client = this.#reader.varUint();
		const from = (this.#clock = this.#reader.varUint());
		if (structs === 0 || this.#brings.has(this.#client)) throw new MalformedError();
		for (let left = structs; left > 0; left--) {
			this.#clock += this.#struct();
			if (!Number.isSafeInteger(this.#clock)) throw new MalformedError();
		}
		this.#brings.set(this.#client, { from, to: this.#clock, structs });
	}

	/** Returns its length in clocks. */
	#struct(): number {
		const info = this.#reader.byte();
		const kind = info & KIND_MASK;
		if (kind === GC) return this.#deletedLength();
		if (kind === SKIP) {
			this.#skips = true;
			return this.#reader.varUint();
		}
		if (info & HAS_ORIGIN) this.#reference();
		if (info & HAS_RIGHT_ORIGIN) this.#reference();
		if (!(info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN))) this.#place((info & HAS_PARENT_SUB) !== 0);
		return this.#content(kind);
	}

	/** Whom an item without neighbours belongs to. */
	#place(hasKey: boolean): void {
		const parent = this.#reader.varUint() === 1 ? this.#root(hasKey) : this.#reference();
		if (!hasKey) return;
		const place = `${parent}/${this.#key()}`;
		const siblings = (this.#siblings.get(place) ?? 0) + 1;
		if (siblings > SIBLINGS_MAX) throw new MalformedError();
		this.#siblings.set(place, siblings);
	}

	/** An item of a list in a root would be there and seen by nobody: all roots are maps. */
	#root(hasKey: boolean): string {
		const root = this.#reader.string();
		if (!hasKey || !this.#roots.has(root)) throw new MalformedError();
		return root;
	}

	/** The id of another item: older than this one, if it is by the same client. */
	#reference(): string {
		const client = this.#reader.varUint();
		const clock = this.#reader.varUint();
		if (client !== this.#client) this.#need(client, clock + 1);
		else if (clock >= this.#clock) throw new MalformedError();
		return `${client}:${clock}`;
	}

	#need(client: number, end: number): void {
		if (end > (this.#needs.get(client) ?? 0)) this.#needs.set(client, end);
	}

	#content(kind: number): number {
		switch (kind) {
			case DELETED:
				return this.#deletedLength();
			case STRING:
				return nonZero(this.#reader.string().length);
			case TYPE: {
				const type = this.#reader.varUint();
				if (type !== MAP && type !== TEXT) throw new MalformedError();
				return 1;
			}
			case ANY: {
				const values = nonZero(this.#reader.varUint());
				for (let left = values; left > 0; left--) this.#any(ANY_DEPTH_MAX);
				return values;
			}
		}
		throw new MalformedError();
	}

	#deletedLength(): number {
		const length = nonZero(this.#reader.varUint());
		if (length > this.#deletedClocksMax) throw new MalformedError();
		return length;
	}

	/** A value of lib0's `any`: primitive, or plain down to `depth`. No big integers, no bytes. */
	#any(depth: number): void {
		switch (this.#reader.byte()) {
			case 127: // undefined
			case 126: // null
			case 121: // false
			case 120: // true
				return;
			case 125:
				return this.#reader.skipVarInt();
			case 124:
				return this.#reader.skip(4);
			case 123:
				return this.#reader.skip(8);
			case 119:
				return void this.#reader.string();
			case 118:
				if (depth === 0) throw new MalformedError();
				for (let entries = this.#reader.varUint(); entries > 0; entries--) {
					this.#key();
					this.#any(depth - 1);
				}
				return;
			case 117:
				if (depth === 0) throw new MalformedError();
				for (let entries = this.#reader.varUint(); entries > 0; entries--) this.#any(depth - 1);
				return;
		}
		throw new MalformedError();
	}

	#key(): string {
		const key = this.#reader.string();
		if (!KEY.test(key) || key === '__proto__') throw new MalformedError();
		return key;
	}

	/** As Yjs writes them: each client once, ranges in order and apart. Otherwise few bytes would cost many steps. */
	#deletions(seen: Set<number>): void {
		const client = this.#reader.varUint();
		let ranges = nonZero(this.#reader.varUint());
		if (seen.has(client)) throw new MalformedError();
		seen.add(client);
		let end = 0;
		for (; ranges > 0; ranges--) {
			const from = this.#reader.varUint();
			if (from < end) throw new MalformedError();
			end = from + nonZero(this.#reader.varUint());
			if (!Number.isSafeInteger(end)) throw new MalformedError();
		}
		this.#need(client, end);
	}
}

function nonZero(length: number): number {
	if (length === 0) throw new MalformedError();
	return length;
}
