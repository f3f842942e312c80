import type { Clock } from '#server/ports/clock.ts';
import type { Kind, RecordOf, Records, Versioned, Write } from '#server/ports/records.ts';
import { Listeners } from '#server/adapters/system/listeners.ts';
import type { DialogueId } from '#shared/ids.ts';
import type { RedisBells } from './bells.ts';
import { ChangeReader } from './change-reader.ts';
import { houseKeys } from './keys.ts';
import type { RedisLink } from './link.ts';
import { DELETE_RECORDS, ERASE_RECORDS, WRITE_RECORDS } from './record-scripts.ts';
import { bytesOf, numberOf, pairsOf } from './replies.ts';

/** Every kind, once: the compiler misses none. */
const KINDS = Object.keys({
	installation: true,
	account: true,
	token: true,
	link: true,
	code: true,
	dialogue: true,
	tableCommands: true,
	about: true,
	logo: true,
	deeds: true,
	invitation: true,
	translating: true,
	evaluation: true,
	evaluationSlips: true,
	evaluationSheets: true,
	factSheet: true,
} satisfies Record<Kind, true>) as readonly Kind[];
const LIVE_KEYS = KINDS.map((kind) => houseKeys.live(kind));
const WRITE_KEYS: readonly string[] = [
	houseKeys.of,
	houseKeys.deleted,
	houseKeys.changed,
	houseKeys.changes,
	houseKeys.bell,
	...LIVE_KEYS,
];
/** Lua counts from 1. */
const FIRST_LIVE_KEY = WRITE_KEYS.length - LIVE_KEYS.length + 1;
const NO_DIALOGUE = '-';

interface Needs {
	readonly link: RedisLink;
	readonly bells: RedisBells;
	readonly clock: Clock;
	/** Counters; what raises them all has written on every master. */
	readonly probeKeys: readonly string[];
}

/** The records in Redis. All lie in one slot, so that several can be written in one step. */
export class RedisRecords implements Records {
	readonly #link: RedisLink;
	readonly #probeKeys: readonly string[];
	readonly #watchers = new Listeners<[kind: Kind, id: string]>();
	readonly #changes: ChangeReader;

	constructor({ link, bells, clock, probeKeys }: Needs) {
		this.#link = link;
		this.#probeKeys = probeKeys;
		this.#changes = new ChangeReader({
			link,
			bells,
			clock,
			liveKeys: new Map(KINDS.map((kind) => [kind, houseKeys.live(kind)])),
			tell: (kind, id) => this.#watchers.tell(kind as Kind, id),
		});
	}

	/** From now on watchers are told of what any node changes. */
	start(): Promise<void> {
		return this.#changes.start();
	}

	stop(): void {
		this.#changes.stop();
	}

	async get<K extends Kind>(kind: K, id: string): Promise<Versioned<RecordOf[K]> | undefined> {
		const key = houseKeys.live(kind);
		const kept = await this.#link.send(key, true, ['HGET', key, id]);
		return kept === null ? undefined : versioned<K>(bytesOf(kept));
	}

	async list<K extends Kind>(
		kind: K,
	): Promise<readonly (Versioned<RecordOf[K]> & { readonly id: string })[]> {
		const key = houseKeys.live(kind);
		const all = pairsOf(await this.#link.send(key, true, ['HGETALL', key]));
		return all.map(([id, kept]) => ({ ...versioned<K>(kept), id }));
	}

	async write(writes: readonly Write[]): Promise<boolean> {
		const args = writes.flatMap(({ kind, id, dialogue, was, value }) => [
			kind,
			String(FIRST_LIVE_KEY + KINDS.indexOf(kind)),
			id,
			dialogue ?? NO_DIALOGUE,
			was === null ? '' : String(was),
			value === null ? '' : JSON.stringify(value),
		]);
		const deletesOnly = writes.every(({ value }) => value === null);
		const script = deletesOnly ? DELETE_RECORDS : WRITE_RECORDS;
		const isWritten = numberOf(await this.#link.run(script, WRITE_KEYS, args)) === 1;
		if (isWritten) this.#changes.look();
		return isWritten;
	}

	async erase(dialogue: DialogueId): Promise<void> {
		await this.#link.run(ERASE_RECORDS, WRITE_KEYS, [dialogue, ...KINDS]);
		this.#changes.look();
	}

	watch(listener: (kind: Kind, id: string) => void): () => void {
		return this.#watchers.add(listener);
	}

	async probe(): Promise<void> {
		await Promise.all(
			this.#probeKeys.map(async (key) => {
				const written = numberOf(await this.#link.send(key, false, ['INCR', key]));
				const read = numberOf(await this.#link.send(key, false, ['GET', key]));
				// another probe may have counted on meanwhile
				if (read < written) throw new Error('the store does not keep what it takes');
			}),
		);
	}
}

/** The kind of the hash it was found in says what it holds. */
function versioned<K extends Kind>(kept: Buffer): Versioned<RecordOf[K]> {
	const text = kept.toString();
	const [version = '', dialogue = ''] = text.split(' ', 2);
	const value = text.slice(version.length + dialogue.length + 2);
	return { version: Number(version), value: JSON.parse(value) as RecordOf[K] };
}
