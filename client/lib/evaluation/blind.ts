import { digest } from 'lib0/hash/sha256';
import type { Random } from '#shared/ids.ts';

/**
 * A slip that somebody signs without seeing it (RSA with a full-domain hash, after Chaum). Written with whole numbers,
 * because a hall's laptop on plain HTTP offers pages no cryptography of the browser.
 */
export interface BlindSlip {
	/** Invented here, 32 bytes as hexadecimal digits; shown with the answers, and to nobody before. */
	readonly slip: string;
	/** What is given to be signed: it tells nothing about the slip. */
	readonly blinded: string;
	/** The slip's own signature; undefined if what came back is none. */
	readonly unblind: (signature: string) => string | undefined;
	/** So that the same slip can be shown again after a reload: see `blind`. */
	readonly factor: string;
}

const EXPONENT = 65_537n;
const DIGITS = 512;
const BYTES = DIGITS / 2;

/**
 * @param modulus - the dialogue's, 512 hexadecimal digits
 * @param kept - slip and factor of an earlier one
 */
export function blind(
	modulus: string,
	random: Random,
	kept?: Pick<BlindSlip, 'slip' | 'factor'>,
): BlindSlip {
	const n = BigInt(`0x${modulus}`);
	const slip = kept?.slip ?? hex(random(new Uint8Array(32)));
	const message = BigInt(`0x${slipNumber(slip)}`);
	const r = kept ? BigInt(`0x${kept.factor}`) : below(n, random);
	const inverse = inverseOf(r, n);
	return {
		slip,
		factor: spelled(r),
		blinded: spelled((message * power(r, EXPONENT, n)) % n),
		unblind: (signature) => {
			const own = (BigInt(`0x${signature}`) * inverse) % n;
			return power(own, EXPONENT, n) === message ? spelled(own) : undefined;
		},
	};
}

/** The number that is signed for a slip; the same as at the server. */
function slipNumber(slip: string): string {
	const bytes = Uint8Array.from(slip.match(/../g) ?? [], (pair) => parseInt(pair, 16));
	const blocks = Array.from({ length: BYTES / 32 }, (_, at) => digest(Uint8Array.of(at, ...bytes)));
	const all = Uint8Array.from(blocks.flatMap((block) => [...block]));
	all[0]! &= 0x7f;
	return hex(all);
}

/** A factor that can be taken back: by chance none ever divides the modulus. */
function below(n: bigint, random: Random): bigint {
	const bytes = random(new Uint8Array(BYTES));
	bytes[0]! &= 0x7f;
	return (BigInt(`0x${hex(bytes)}`) % (n - 2n)) + 2n;
}

function power(base: bigint, exponent: bigint, n: bigint): bigint {
	let result = 1n;
	for (let left = exponent, square = base % n; left > 0n; left >>= 1n) {
		if (left & 1n) result = (result * square) % n;
		square = (square * square) % n;
	}
	return result;
}

/** By Euclid. */
function inverseOf(value: bigint, n: bigint): bigint {
	let [a, b, x, y] = [value % n, n, 1n, 0n];
	while (b > 0n) {
		const whole = a / b;
		[a, b] = [b, a - whole * b];
		[x, y] = [y, x - whole * y];
	}
	return ((x % n) + n) % n;
}

function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
function spelled(number: bigint): string {
	return number.toString(16).padStart(DIGITS, '0');
}
