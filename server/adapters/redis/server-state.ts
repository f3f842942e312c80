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
	/** What the promise hangs on, as the servers call it; of several the weakest. */
	readonly settings: Readonly<Record<string, string>>;
}

type Fields = ReadonlyMap<string, string>;

const OLDEST_MAJOR = 7;
const ASKED = ['appendfsync', 'no-appendfsync-on-rewrite'] as const;
/** Weakest first. */
const ORDER: readonly Durability[] = ['none', 'every-second', 'fsync', 'replicated-fsync'];

/** Asks each server. Rejects if they do not answer, with what they answered if they do not let us in. */
export async function serverState(wire: Pick<Wire, 'sendToMasters'>): Promise<ServerState> {
	const infos = (await wire.sendToMasters(['INFO'])).map((reply) => fieldsOf(textOf(reply)));
	const configs = await configurations(wire, infos.length);
	const states = infos.map((info, n) => stateOf(info, configs[n]));
	const [weakest] = states.toSorted(
		(a, b) => ORDER.indexOf(a.durability) - ORDER.indexOf(b.durability),
	);
	if (!weakest) throw new RedisUnusableError('REDIS_URL: the cluster has no master.');
	return states.find(({ unusable }) => unusable !== undefined) ?? weakest;
}

function stateOf(info: Fields, config: Fields | undefined): ServerState {
	const isCluster = info.get('redis_mode') === 'cluster';
	const hasAof = info.get('aof_enabled') === '1';
	const settings = {
		appendonly: hasAof ? 'yes' : 'no',
		'maxmemory-policy': info.get('maxmemory_policy') ?? 'unknown',
		...Object.fromEntries(ASKED.map((name) => [name, config?.get(name) ?? 'not told'])),
	};
	return { isCluster, settings, ...durabilityOf(hasAof, config), ...unusable(info) };
}

function unusable(info: Fields): { readonly unusable?: string } {
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
	config: Fields | undefined,
): { readonly durability: Durability; readonly warning?: string } {
	if (!hasAof)
		return {
			durability: 'none',
			warning:
				'Redis keeps nothing on disk (appendonly no): when it ends, everything is lost. Set appendonly yes and appendfsync always.',
		};
	const sync = config?.get('appendfsync');
	if (sync === 'always' && config?.get('no-appendfsync-on-rewrite') === 'yes')
		return {
			durability: 'none',
			warning:
				'Redis does not write to disk at once while it rewrites its file (no-appendfsync-on-rewrite yes): a power cut then may take half a minute. Set it to no.',
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

/** What INFO does not tell, of each server; undefined where CONFIG is not allowed. */
async function configurations(
	wire: Pick<Wire, 'sendToMasters'>,
	count: number,
): Promise<readonly (Fields | undefined)[]> {
	try {
		const replies = await wire.sendToMasters(['CONFIG', 'GET', ...ASKED]);
		return replies.map((reply) => {
			const texts = textsOf(reply);
			return new Map(texts.flatMap((name, n) => (n % 2 ? [] : [[name, texts[n + 1] ?? '']])));
		});
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
function fieldsOf(info: string): Fields {
	const fields = new Map<string, string>();
	for (const line of info.split('\r\n')) {
		const colon = line.indexOf(':');
		if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1));
	}
	return fields;
}
