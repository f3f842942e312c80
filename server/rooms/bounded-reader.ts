/** Bytes that are not what they claim to be. */
export class MalformedError extends Error {
	constructor() {
		super('malformed bytes');
		this.name = 'MalformedError';
	}
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a stranger's bytes in the encoding of lib0. Never goes beyond their end and never takes memory for a length that
 * they only claim; throws MalformedError instead. [SC2]
 */
export class BoundedReader {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get left(): number {
		return this.#bytes.length - this.#at;
	}

	byte(): number {
		const byte = this.#bytes[this.#at++];
		if (byte === undefined) throw new MalformedError();
		return byte;
	}

	/** A whole number up to 2^53 - 1. */
	varUint(): number {
		let value = 0;
		let factor = 1;
		for (;;) {
			const byte = this.byte();
			value += (byte & 0x7f) * factor;
			if (value > Number.MAX_SAFE_INTEGER) throw new MalformedError();
			if (byte < 0x80) return value;
			factor *= 128;
		}
	}

	/** Past a whole number with a sign. */
	skipVarInt(): void {
		for (let length = 1; this.byte() >= 0x80; length++) if (length > 8) throw new MalformedError();
	}

	skip(length: number): void {
		if (length > this.left) throw new MalformedError();
		this.#at += length;
	}

	/** A view of the bytes behind a length. */
	varBytes(): Uint8Array {
		const length = this.varUint();
		this.skip(length);
		return this.#bytes.subarray(this.#at - length, this.#at);
	}

	string(): string {
		try {
			return utf8.decode(this.varBytes());
		} catch {
			throw new MalformedError();
		}
	}
}
