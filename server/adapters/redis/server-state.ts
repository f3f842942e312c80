import type { UpdateLog } from '#server/ports/update-log.ts';
import { RedisUnusableError, wordOf } from './errors.ts';
import { textOf, textsOf } from './replies.ts';
import type { Wire } from './wire.ts';

type Durability = ReturnType<UpdateLog['durability']>;

/** What the Redis servers say of themselves, as far as promises hang on it. */
export interface ServerState {
	readonly isCluster: boolean;
	readonly durability: Durability;
	/** Why it must not be used: one plain sentence; undefined: it may. */
	readonly unusable?: string;
	/** What is weaker than it could be, in a sentence. */
	readonly warning?: string;
}

const OLDEST_MAJOR = 7;
/** Weakest first. */
const ORDER: readonly Durability[] = ['none', 'every-second', 'fsync', 'replicated-fsync'];

/** Asks each server. Rejects if they do not answer, with what they answered if they do not let us in. */
export async function serverState(wire: Pick<Wire, 'sendToMasters'>): Promise<ServerState> {
	const infos = (await wire.sendToMasters(['INFO'])).map((reply) => fieldsOf(textOf(reply)));
	const syncs = await appendSyncs(wire, infos.length);
	const states = infos.map((info, n) => stateOf(info, syncs[n]));
	const [weakest] = states.toSorted(
		(a, b) => ORDER.indexOf(a.durability) - ORDER.indexOf(b.durability),
	);
	if (!weakest) throw new RedisUnusableError('REDIS_URL: the cluster has no master.');
	return states.find(({ unusable }) => unusable !== undefined) ?? weakest;
}

function stateOf(info: ReadonlyMap<string, string>, sync: string | undefined): ServerState {
	const isCluster = info.get('redis_mode') === 'cluster';
	const kept = durabilityOf(info.get('aof_enabled') === '1', sync);
	return { isCluster, ...kept, ...unusable(info) };
}

function unusable(info: ReadonlyMap<string, string>): { readonly unusable?: string } {
	const version = info.get('redis_version') ?? '0';
	if (Number.parseInt(version, 10) < OLDEST_MAJOR)
		return {
			unusable: `REDIS_URL: Redis ${OLDEST_MAJOR} or newer is needed, this one is ${version}.`,
		};
	if (info.get('role') !== 'master')
		return {
			unusable:
				'REDIS_URL: this Redis is a replica and takes no writes; give the address of the master.',
		};
	const policy = info.get('maxmemory_policy');
	if (policy !== 'noeviction')
		return {
			unusable: `REDIS_URL: this Redis may throw away what it keeps (maxmemory-policy ${policy ?? 'unknown'}); set it to noeviction.`,
		};
	return {};
}

function durabilityOf(
	hasAof: boolean,
	sync: string | undefined,
): { readonly durability: Durability; readonly warning?: string } {
	if (!hasAof)
		return {
			durability: 'none',
			warning:
				'Redis keeps nothing on disk (appendonly no): when it ends, everything is lost. Set appendonly yes and appendfsync always.',
		};
	if (sync === 'always') return { durability: 'fsync' };
	if (sync === 'everysec')
		return {
			durability: 'every-second',
			warning:
				'Redis writes to disk once a second (appendfsync everysec): a power cut may take the last second. Set appendfsync always.',
		};
	if (sync === 'no')
		return {
			durability: 'none',
			warning:
				'Redis leaves writing to the system (appendfsync no): a power cut may take the last half minute. Set appendfsync always.',
		};
	return {
		durability: 'every-second',
		warning:
			'Redis does not say how it writes to disk (CONFIG is not allowed): taken for once a second, which a power cut may cost.',
	};
}

/** `appendfsync` of each server; undefined where it is not told. */
async function appendSyncs(
	wire: Pick<Wire, 'sendToMasters'>,
	count: number,
): Promise<readonly (string | undefined)[]> {
	try {
		const replies = await wire.sendToMasters(['CONFIG', 'GET', 'appendfsync']);
		return replies.map((reply) => textsOf(reply)[1]);
	} catch (error) {
		// managed Redis often hides its configuration; a lost connection does not
		if (!['NOPERM', 'ERR'].includes(wordOf(causeOf(error)))) throw error;
		return Array<undefined>(count).fill(undefined);
	}
}

function causeOf(error: unknown): unknown {
	return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

/** `name:value` lines. */
function fieldsOf(info: string): ReadonlyMap<string, string> {
	const fields = new Map<string, string>();
	for (const line of info.split('\r\n')) {
		const colon = line.indexOf(':');
		if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1));
	}
	return fields;
}
