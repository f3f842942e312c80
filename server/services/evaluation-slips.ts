import {
	constants,
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPair,
	privateDecrypt,
	publicEncrypt,
} from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Blind signatures (RSA with a full-domain hash, after Chaum): a device invents a slip, has it signed without showing it,
 * and shows slip and signature when it answers. Whoever signs cannot tell from an answer for whom: decision 0011.
 */
const BITS = 2048;
const BYTES = BITS / 8;
const HASH_BYTES = 32;

/** The key of one dialogue. `key`: PKCS#8, base64. */
export interface SlipKey {
	readonly key: string;
	readonly modulus: string;
}

export async function newSlipKey(): Promise<SlipKey> {
	const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS });
	const { n = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
		modulus: Buffer.from(n, 'base64url')
			.toString('hex')
			.padStart(BYTES * 2, '0'),
	};
}

/** Signs what it cannot read; undefined if it is no number below the modulus. */
export function signBlinded({ key, modulus }: SlipKey, blinded: string): string | undefined {
	if (blinded >= modulus) return undefined;
	const privateKey = createPrivateKey({
		key: Buffer.from(key, 'base64'),
		format: 'der',
		type: 'pkcs8',
	});
	const padding = constants.RSA_NO_PADDING;
	return privateDecrypt({ key: privateKey, padding }, Buffer.from(blinded, 'hex')).toString('hex');
}

/** Whether this slip was signed for some device of the dialogue. */
export function isSigned(modulus: string, slip: string, signature: string): boolean {
	if (signature >= modulus) return false;
	const key = createPublicKey({
		key: { kty: 'RSA', n: Buffer.from(modulus, 'hex').toString('base64url'), e: 'AQAB' },
		format: 'jwk',
	});
	const padding = constants.RSA_NO_PADDING;
	const found = publicEncrypt({ key, padding }, Buffer.from(signature, 'hex'));
	return found.toString('hex') === slipNumber(slip);
}

/** The number that is signed for a slip: SHA-256 of a counter and the slip, as often as it takes, below every modulus. */
function slipNumber(slip: string): string {
	const blocks = Array.from({ length: BYTES / HASH_BYTES }, (_, at) =>
		createHash('sha256').update(Uint8Array.of(at)).update(Buffer.from(slip, 'hex')).digest(),
	);
	const bytes = Buffer.concat(blocks);
	bytes[0]! &= 0x7f;
	return bytes.toString('hex');
}

/** What is kept of a slip or a seat: enough to know it again, and nothing to read. */
export function traceOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
