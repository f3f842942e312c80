import { promisify } from 'node:util';
import { crc32, inflate } from 'node:zlib';
import type { Logo } from '#server/ports/report-renderer.ts';
import { pictureSize } from './picture-size.ts';

/** More than any logo of `LIMITS.logoBytesMax` unpacks to that is not meant to fill the memory. */
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;
const PNG_MARK_BYTES = 8;
/** Length, name and check sum around what a chunk holds. */
const CHUNK_FRAME_BYTES = 12;

/**
 * Whether a PNG or JPEG can be drawn: the PDF's compiler takes no damaged one, and then no document at all can be made.
 * "No": a picture that was cut off on its way, or whose bytes have changed.
 */
export async function isWholePicture(type: Logo['type'], bytes: Uint8Array): Promise<boolean> {
	if (pictureSize(type, bytes) === undefined) return false;
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return type === 'image/png' ? isWholePng(all) : all.lastIndexOf(Buffer.of(0xff, 0xd9)) > 0;
}

async function isWholePng(all: Buffer): Promise<boolean> {
	const packed: Buffer[] = [];
	for (let at = PNG_MARK_BYTES; at + CHUNK_FRAME_BYTES <= all.length;) {
		const sumAt = at + 8 + all.readUInt32BE(at);
		if (sumAt + 4 > all.length) return false;
		const named = all.subarray(at + 4, sumAt);
		if (crc32(named) !== all.readUInt32BE(sumAt)) return false;
		const name = named.toString('latin1', 0, 4);
		if (name === 'IDAT') packed.push(named.subarray(4));
		if (name === 'IEND') return unpacks(Buffer.concat(packed));
		at = sumAt + 4;
	}
	return false;
}

/** Beside the hall: what packs to little may be much. */
const unpacked = promisify(inflate) as (
	packed: Buffer,
	options: { maxOutputLength: number },
) => Promise<Buffer>;

async function unpacks(packed: Buffer): Promise<boolean> {
	try {
		return (await unpacked(packed, { maxOutputLength: UNPACKED_BYTES_MAX })).length > 0;
	} catch {
		return false;
	}
}
