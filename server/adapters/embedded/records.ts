import type { StatementSync } from 'node:sqlite';
import type { Kind, RecordOf, Records, Versioned, Write } from '#server/ports/records.ts';
import { Listeners } from '#server/adapters/system/listeners.ts';
import type { DialogueId } from '#shared/ids.ts';
import { allOf, firstOf } from './statements.ts';
import type { EmbeddedStore } from './store.ts';

type Found = { version: number; value: string | null };

/** The records in the embedded store. */
export class EmbeddedRecords implements Records {
	readonly #store: EmbeddedStore;
	readonly #watchers = new Listeners<[kind: Kind, id: string]>();
	readonly #get: StatementSync;
	readonly #list: StatementSync;
	readonly #put: StatementSync;
	readonly #erase: StatementSync;
	readonly #probe: StatementSync;
	readonly #probed: StatementSync;

	constructor(store: EmbeddedStore) {
		this.#store = store;
		this.#get = store.prepare('SELECT version, value FROM record WHERE kind = ? AND id = ?');
		this.#list = store.prepare(
			'SELECT id, version, value FROM record WHERE kind = ? AND value IS NOT NULL',
		);
		this.#put = store.prepare(
			`INSERT INTO record (kind, id, dialogue, version, value) VALUES (?, ?, ?, 1, ?)
			ON CONFLICT DO UPDATE SET
				dialogue = excluded.dialogue, version = record.version + 1, value = excluded.value`,
		);
		this.#erase = store.prepare(
			`UPDATE record SET dialogue = NULL, version = version + 1, value = NULL WHERE dialogue = ?
			RETURNING kind, id`,
		);
		this.#probe = store.prepare(
			`INSERT INTO probe (id, count) VALUES (1, 1) ON CONFLICT DO UPDATE SET count = count + 1
			RETURNING count`,
		);
		this.#probed = store.prepare('SELECT count FROM probe WHERE id = 1');
	}

	get<K extends Kind>(kind: K, id: string): Promise<Versioned<RecordOf[K]> | undefined> {
		return this.#store.read(() => {
			const found = firstOf<Found>(this.#get, kind, id);
			return found?.value
				? { version: found.version, value: JSON.parse(found.value) as RecordOf[K] }
				: undefined;
		});
	}

	list<K extends Kind>(
		kind: K,
	): Promise<readonly (Versioned<RecordOf[K]> & { readonly id: string })[]> {
		return this.#store.read(() =>
			allOf<{ id: string; version: number; value: string }>(this.#list, kind).map(
				({ id, version, value }) => ({ id, version, value: JSON.parse(value) as RecordOf[K] }),
			),
		);
	}

	async write(writes: readonly Write[]): Promise<boolean> {
		// as it is now: the caller may change its objects before the commit
		const texts = writes.map(({ value }) => (value === null ? null : JSON.stringify(value)));
		const written = await this.#store.write(() => {
			for (const { kind, id, was } of writes) {
				const found = firstOf<Found>(this.#get, kind, id);
				const is = found && found.value !== null ? found.version : null;
				if (was !== 'any' && was !== is) return false;
			}
			for (const [n, { kind, id, dialogue }] of writes.entries()) {
				const text = texts[n] ?? null;
				// what was deleted belongs to nobody: nothing of it is left to be erased
				this.#put.run(kind, id, text === null ? null : (dialogue ?? null), text);
			}
			return true;
		});
		if (written) for (const { kind, id } of writes) this.#watchers.tell(kind, id);
		return written;
	}

	async erase(dialogue: DialogueId): Promise<void> {
		const erased = await this.#store.erase(() =>
			allOf<{ kind: Kind; id: string }>(this.#erase, dialogue),
		);
		for (const { kind, id } of erased) this.#watchers.tell(kind, id);
	}

	watch(listener: (kind: Kind, id: string) => void): () => void {
		return this.#watchers.add(listener);
	}

	async probe(): Promise<void> {
		type Count = { count: number };
		const written = await this.#store.write(() => firstOf<Count>(this.#probe)?.count ?? 0, {
			background: true,
		});
		const read = await this.#store.read(() => firstOf<Count>(this.#probed)?.count ?? 0);
		// another probe may have counted on meanwhile
		if (written === 0 || read < written) throw new Error('the store does not keep what it takes');
	}
}
