/** Larger messages are not copied: one state that many screens wait for lies in memory once. */
export const COPIED_BYTES_MAX = 16 * 1024;

const FINAL_BINARY = 0x82;
const LENGTH_IN_TWO_BYTES = 126;

/** Frames what many screens are sent in a row once. */
export class Framing {
	#message: Uint8Array | undefined;
	#frame: Buffer | undefined;

	/**
	 * A message of at most COPIED_BYTES_MAX as one whole websocket frame of a server: final, binary, not masked (RFC 6455).
	 * The message must not change afterwards.
	 */
	frame(message: Uint8Array): Buffer {
		if (message !== this.#message || !this.#frame) {
			this.#message = message;
			this.#frame = framed(message);
		}
		return this.#frame;
	}
}

function framed(message: Uint8Array): Buffer {
	const { byteLength } = message;
	const isShort = byteLength < LENGTH_IN_TWO_BYTES;
	const frame = Buffer.allocUnsafe((isShort ? 2 : 4) + byteLength);
	frame[0] = FINAL_BINARY;
	frame[1] = isShort ? byteLength : LENGTH_IN_TWO_BYTES;
	if (!isShort) frame.writeUInt16BE(byteLength, 2);
	frame.set(message, isShort ? 2 : 4);
	return frame;
}
