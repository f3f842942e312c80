import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive by their paths. Throws at the first byte that is not as it should be. */
export function unzip(zip: Uint8Array): Map<string, Uint8Array> {
	const bytes = Buffer.from(zip);
	const end = bytes.length - 22;
	if (bytes.readUInt32LE(end) !== 0x06054b50) throw new Error('no end of the directory');
	const files = new Map<string, Uint8Array>();
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
		if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('no entry in the directory');
		const [method, crc, packed, size] = [
			bytes.readUInt16LE(at + 10),
			...[16, 20, 24].map((field) => bytes.readUInt32LE(at + field)),
		] as [number, number, number, number];
		const [nameLength, extra, comment] = [28, 30, 32].map((field) =>
			bytes.readUInt16LE(at + field),
		) as [number, number, number];
		const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
		const local = bytes.readUInt32LE(at + 42);
		const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const raw = bytes.subarray(start, start + packed);
		const file = method === 0 ? raw : inflateRawSync(raw);
		if (file.length !== size || crc32(file) !== crc) throw new Error(`${name} is damaged`);
		if (files.has(name)) throw new Error(`${name} is there twice`);
		files.set(name, file);
		at += 46 + nameLength + extra + comment;
	}
	return files;
}
