import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '#server/ports/clock.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import { hashToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	/** The organiser's token for automation, if the installation has one. */
	readonly adminToken: string | undefined;
}

/** Says what a token stands for, on every way in. */
export interface Authenticate {
	/** undefined: the token is not, or no longer, valid. */
	(token: string): Promise<Grant | undefined>;
	/** Stops watching the records. */
	stop(): void;
}

/** Long enough for one page's burst of requests, short enough that a revoked token is dead within a second on every node. */
const REMEMBERED_MS = 1_000;
const REMEMBERED_MAX = 10_000;
/** Nothing that we give out is longer; what is longer is not even hashed. */
const TOKEN_CHARS_MAX = 1_000;

/** Rules TK1–TK4 in SPEC.md. */
export function createAuthenticate({ records, clock, adminToken }: Needs): Authenticate {
	const admin = adminToken === undefined ? undefined : hashToken(adminToken);
	const remembered = new Map<string, { readonly grant: Grant; readonly untilMs: number }>();
	const stop = records.watch((kind, id) => {
		if (kind === 'token') remembered.delete(id);
	});

	async function authenticate(token: string): Promise<Grant | undefined> {
		if (token === '' || token.length > TOKEN_CHARS_MAX) return undefined;
		const hash = hashToken(token);
		// both are 64 hex digits; equal hashes are equal tokens
		if (admin !== undefined && timingSafeEqual(Buffer.from(hash), Buffer.from(admin)))
			return { role: 'organiser', account: 'automation' };
		const known = remembered.get(hash);
		if (known && known.untilMs > clock.nowMs()) return known.grant;
		remembered.delete(hash);
		const untilMs = clock.nowMs() + REMEMBERED_MS;
		const grant = (await records.get('token', hash))?.value;
		if (!grant) return undefined;
		remembered.set(hash, { grant, untilMs });
		// a Map keeps the order of insertion: the oldest goes first
		if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value!);
		return grant;
	}

	return Object.assign(authenticate, { stop });
}
