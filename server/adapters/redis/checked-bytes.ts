import { crc32 } from 'node:zlib';

const CRC_BYTES = 4;

/** The bytes with their checksum in front, copied: the caller may use its buffer again. */
export function withChecksum(bytes: Uint8Array): Buffer {
	const kept = Buffer.allocUnsafe(CRC_BYTES + bytes.byteLength);
	kept.writeUInt32BE(crc32(bytes));
	kept.set(bytes, CRC_BYTES);
	return kept;
}

/** The bytes without their checksum, copied out of the reply they came with; undefined if they are not what was written. */
export function withoutChecksum(kept: Buffer): Uint8Array | undefined {
	if (kept.byteLength < CRC_BYTES) return undefined;
	const bytes = Uint8Array.prototype.slice.call(
		new Uint8Array(kept.buffer, kept.byteOffset, kept.byteLength),
		CRC_BYTES,
	);
	return crc32(bytes) === kept.readUInt32BE() ? bytes : undefined;
}
