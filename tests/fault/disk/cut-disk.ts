import fs from 'node:fs';
import path from 'node:path';
import type { SeededRandom } from '#tests/support/seeded-random.ts';
import type { DiskEvent } from './recording.ts';

/** What a disk writes at once; less than that can come through when the power goes. */
const SECTOR_BYTES = 512;

type Change = Extract<DiskEvent, { is: 'write' | 'truncate' }>;

interface Kept {
	/** As fsync has left it. */
	durable: Buffer;
	/** Since then, in order. */
	pending: Change[];
}

/** Files by name. */
export type Image = ReadonlyMap<string, Buffer>;

/**
 * A disk that is told of events one after the other and can be looked at as it would be if the power went now. It
 * promises as little as POSIX does: bytes are safe after an fsync of their file, a file's being there or gone after an
 * fsync of the folder.
 */
export class CutDisk {
	readonly #files = new Map<string, Kept>();
	/** What stands in the folder for good. */
	#entries = new Map<string, Kept>();
	/** What became of the folder since, in order. */
	readonly #moves: ((entries: Map<string, Kept>) => void)[] = [];

	/** Whether anything is on its way that a power cut could take. */
	get isSettled(): boolean {
		return this.#moves.length === 0 && [...this.#files.values()].every((f) => !f.pending.length);
	}

	tell(event: DiskEvent): void {
		switch (event.is) {
			case 'open':
				this.#open(event.file);
				break;
			case 'unlink':
				this.#files.delete(event.file);
				this.#moves.push((entries) => entries.delete(event.file));
				break;
			case 'write':
			case 'truncate':
				this.#open(event.file).pending.push(event);
				break;
			case 'sync': {
				const file = this.#open(event.file);
				file.durable = file.pending.reduce(whole, file.durable);
				file.pending = [];
				break;
			}
			case 'sync-folder':
				for (const move of this.#moves.splice(0)) move(this.#entries);
				break;
			case 'said':
		}
	}

	/** The process is killed: the kernel has everything. */
	killed(): Image {
		return new Map(
			[...this.#files].map(([name, { durable, pending }]) => [
				name,
				pending.reduce(whole, durable),
			]),
		);
	}

	/** The power goes, and nothing came through that was not asked to be safe. */
	dropped(): Image {
		return new Map([...this.#entries].map(([name, { durable }]) => [name, durable]));
	}

	/** The power goes, and of what was on its way any sectors came through, in any order, some of them in part. */
	torn(random: SeededRandom): Image {
		const entries = new Map(this.#entries);
		for (const move of this.#moves.slice(0, random.whole(0, this.#moves.length + 1))) move(entries);
		const chance = random.next();
		const image = new Map<string, Buffer>();
		for (const [name, { durable, pending }] of entries) {
			let bytes = durable;
			for (const change of pending)
				if (change.is === 'truncate') {
					if (random.chance(chance)) bytes = whole(bytes, change);
				} else
					for (const part of sectorsOf(change, bytes.length, chance, random))
						bytes = whole(bytes, part);
			image.set(name, bytes);
		}
		return image;
	}

	#open(name: string): Kept {
		const known = this.#files.get(name);
		if (known) return known;
		const made: Kept = { durable: Buffer.alloc(0), pending: [] };
		this.#files.set(name, made);
		this.#moves.push((entries) => entries.set(name, made));
		return made;
	}
}

/** Writes an image into an empty folder. */
export function writeImage(dir: string, image: Image): void {
	for (const [name, bytes] of image) fs.writeFileSync(path.join(dir, name), bytes, { mode: 0o600 });
}

/** The bytes with a change in full. A write beyond the end leaves zeros in between. */
function whole(bytes: Buffer, change: Change): Buffer {
	const size =
		change.is === 'truncate'
			? change.bytes
			: Math.max(bytes.length, (change.at ?? bytes.length) + change.bytes.length);
	const changed = Buffer.alloc(size);
	bytes.copy(changed, 0, 0, size);
	if (change.is === 'write') change.bytes.copy(changed, change.at ?? bytes.length);
	return changed;
}

/** The parts of a write that came through, by sectors of the disk. */
function sectorsOf(
	{ file, at, bytes }: Extract<Change, { is: 'write' }>,
	end: number,
	chance: number,
	random: SeededRandom,
): Change[] {
	const start = at ?? end;
	const parts: Change[] = [];
	for (let from = 0; from < bytes.length;) {
		const to = Math.min(bytes.length, from + SECTOR_BYTES - ((start + from) % SECTOR_BYTES));
		const kept = random.chance(0.1) ? random.whole(from, to + 1) : to;
		if (random.chance(chance) && kept > from)
			parts.push({ is: 'write', file, at: start + from, bytes: bytes.subarray(from, kept) });
		from = to;
	}
	return parts;
}
