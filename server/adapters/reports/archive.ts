import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** The files of an archive by their paths. */
export type Archive = ReadonlyMap<string, Uint8Array>;

const END = { mark: 0x06054b50, bytes: 22 };
const ENTRY = { mark: 0x02014b50, bytes: 46 };
const LOCAL = { mark: 0x04034b50, bytes: 30 };
const DEFLATED = 8;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** 1 January 1980: the first day that a ZIP archive can name. */
const FIRST_DAY = 0x0021;

/** What one of our writers has packed. Without a comment at its end, as they make it. */
export function unpacked(zip: Uint8Array): Archive {
	const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
	const end = bytes.length - END.bytes;
	if (end < 0 || bytes.readUInt32LE(end) !== END.mark) throw new Error('not an archive of ours');
	const files = new Map<string, Uint8Array>();
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
		const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
			bytes.readUInt16LE(at + field),
		);
		const name = bytes.toString('utf8', at + ENTRY.bytes, at + ENTRY.bytes + nameBytes!);
		const local = bytes.readUInt32LE(at + 42);
		const start =
			local + LOCAL.bytes + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const raw = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
		files.set(name, bytes.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(raw) : raw);
		at += ENTRY.bytes + nameBytes! + extraBytes! + commentBytes!;
	}
	return files;
}

/** A ZIP archive that knows nothing of when it was made: the same files give the same bytes. */
export function packed(files: Archive): Uint8Array {
	const parts: Buffer[] = [];
	const entries: Buffer[] = [];
	let offset = 0;
	for (const [path, file] of files) {
		const name = Buffer.from(path);
		const raw = deflateRawSync(file);
		const about = Buffer.alloc(26);
		about.writeUInt16LE(VERSION, 0);
		about.writeUInt16LE(UTF8_NAMES, 2);
		about.writeUInt16LE(DEFLATED, 4);
		about.writeUInt16LE(FIRST_DAY, 8);
		about.writeUInt32LE(crc32(file), 10);
		about.writeUInt32LE(raw.length, 14);
		about.writeUInt32LE(file.length, 18);
		about.writeUInt16LE(name.length, 22);
		const entry = Buffer.alloc(ENTRY.bytes);
		entry.writeUInt32LE(ENTRY.mark, 0);
		entry.writeUInt16LE(VERSION, 4);
		about.copy(entry, 6);
		entry.writeUInt32LE(offset, 42);
		const mark = Buffer.alloc(4);
		mark.writeUInt32LE(LOCAL.mark, 0);
		parts.push(mark, about, name, raw);
		entries.push(entry, name);
		offset += LOCAL.bytes + name.length + raw.length;
	}
	const end = Buffer.alloc(END.bytes);
	end.writeUInt32LE(END.mark, 0);
	end.writeUInt16LE(files.size, 8);
	end.writeUInt16LE(files.size, 10);
	end.writeUInt32LE(
		entries.reduce((sum, { length }) => sum + length, 0),
		12,
	);
	end.writeUInt32LE(offset, 16);
	return new Uint8Array(Buffer.concat([...parts, ...entries, end]));
}
