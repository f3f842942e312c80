import { promisify } from 'node:util';
import { deflateRaw, inflateRawSync } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** The same in fewer bytes: a board's state in an eighth. Done in a thread of the system; the caller may use its bytes again. */
export function packed(bytes: Uint8Array): Promise<Uint8Array> {
	return deflate(bytes.slice());
}

/** What was packed. Throws if these are no such bytes. */
export function unpacked(bytes: Uint8Array): Uint8Array {
	const { buffer, byteOffset, byteLength } = inflateRawSync(bytes);
	return new Uint8Array(buffer, byteOffset, byteLength);
}
