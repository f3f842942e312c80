import { argon2, timingSafeEqual, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const argon2Async = promisify(argon2);

/** argon2id as OWASP's first choice for servers: 19 MiB, two passes, one lane; about 40 ms. */
const COST = { memoryKiB: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Checks at the same time: a flood of logins may take two cores for as long as it lasts, never all. */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 32;

/** Makes and checks password hashes in PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
export class Passwords {
	#running = 0;
	readonly #queue: (() => void)[] = [];
	/** Checked for names that nobody has, so that they take as long as others. It is the hash of no password. */
	readonly #nobody = phc(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

	/** So many wait already that one more would wait too long. */
	get isBusy(): boolean {
		return this.#queue.length >= WAITING_MAX;
	}

	async hash(password: string): Promise<string> {
		const salt = randomBytes(SALT_BYTES);
		const hash = await this.#argon2id(password, salt, COST, HASH_BYTES);
		return phc(salt, hash);
	}

	/** `stored` undefined: answers false, after as long as a real check takes. */
	async verify(password: string, stored: string | undefined): Promise<boolean> {
		const parts = PHC.exec(stored ?? this.#nobody)?.groups;
		if (!parts) throw new Error('a stored password hash is not in PHC format');
		const expected = Buffer.from(parts['hash']!, 'base64');
		const cost = {
			memoryKiB: Number(parts['m']),
			passes: Number(parts['t']),
			parallelism: Number(parts['p']),
		};
		const salt = Buffer.from(parts['salt']!, 'base64');
		const hash = await this.#argon2id(password, salt, cost, expected.length);
		return timingSafeEqual(hash, expected) && stored !== undefined;
	}

	async #argon2id(
		password: string,
		nonce: Buffer,
		cost: { memoryKiB: number; passes: number; parallelism: number },
		tagLength: number,
	): Promise<Buffer> {
		await this.#turn();
		try {
			return await argon2Async('argon2id', {
				message: password.normalize('NFKC'),
				nonce,
				parallelism: cost.parallelism,
				tagLength,
				memory: cost.memoryKiB,
				passes: cost.passes,
			});
		} finally {
			const next = this.#queue.shift();
			if (next) next();
			else this.#running -= 1;
		}
	}

	/** Whoever waits gets the place of somebody who is done. */
	async #turn(): Promise<void> {
		if (this.#running < AT_ONCE_MAX) this.#running += 1;
		else await new Promise<void>((go) => this.#queue.push(go));
	}
}

const PHC =
	/^\$argon2id\$v=19\$m=(?<m>\d+),t=(?<t>\d+),p=(?<p>\d+)\$(?<salt>[A-Za-z0-9+/]+)\$(?<hash>[A-Za-z0-9+/]+)$/;

function phc(salt: Buffer, hash: Buffer): string {
	const { memoryKiB, passes, parallelism } = COST;
	const cost = `m=${memoryKiB},t=${passes},p=${parallelism}`;
	return `$argon2id$v=19$${cost}$${base64(salt)}$${base64(hash)}`;
}

/** PHC strings have no padding. */
function base64(bytes: Buffer): string {
	return bytes.toString('base64').replace(/=+$/, '');
}
