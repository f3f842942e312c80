import type { Kind, RecordOf, Records, Versioned, Write } from '#server/ports/records.ts';
import { Listeners } from '#server/adapters/system/listeners.ts';
import type { DialogueId } from '#shared/ids.ts';

interface Kept {
	version: number;
	/** null: deleted; the version stays, so that a record made again continues above it. */
	value: RecordOf[Kind] | null;
	dialogue?: DialogueId;
}

/** The reference: as short as the rules allow, gone with the process. */
export class MemoryRecords implements Records {
	readonly #kinds = new Map<Kind, Map<string, Kept>>();
	readonly #watchers = new Listeners<[kind: Kind, id: string]>();

	get<K extends Kind>(kind: K, id: string): Promise<Versioned<RecordOf[K]> | undefined> {
		const kept = this.#kinds.get(kind)?.get(id);
		return Promise.resolve(kept && versioned<K>(kept));
	}

	list<K extends Kind>(
		kind: K,
	): Promise<readonly (Versioned<RecordOf[K]> & { readonly id: string })[]> {
		const all: (Versioned<RecordOf[K]> & { readonly id: string })[] = [];
		for (const [id, kept] of this.#kinds.get(kind) ?? []) {
			const found = versioned<K>(kept);
			if (found) all.push({ ...found, id });
		}
		return Promise.resolve(all);
	}

	write(writes: readonly Write[]): Promise<boolean> {
		for (const { kind, id, was } of writes) {
			const kept = this.#kinds.get(kind)?.get(id);
			const is = kept && kept.value !== null ? kept.version : null;
			if (was !== 'any' && was !== is) return Promise.resolve(false);
		}
		for (const { kind, id, dialogue, value } of writes) {
			const all = this.#kinds.get(kind) ?? new Map<string, Kept>();
			this.#kinds.set(kind, all);
			const version = (all.get(id)?.version ?? 0) + 1;
			all.set(
				id,
				value === null ? { version, value } : { version, value: structuredClone(value), dialogue },
			);
			this.#watchers.tell(kind, id);
		}
		return Promise.resolve(true);
	}

	erase(dialogue: DialogueId): Promise<void> {
		for (const [kind, all] of this.#kinds)
			for (const [id, kept] of all)
				if (kept.dialogue === dialogue) {
					all.set(id, { version: kept.version + 1, value: null });
					this.#watchers.tell(kind, id);
				}
		return Promise.resolve();
	}

	watch(listener: (kind: Kind, id: string) => void): () => void {
		return this.#watchers.add(listener);
	}

	probe(): Promise<void> {
		return Promise.resolve();
	}
}

/** The kind of the map it was found in says what it holds. */
function versioned<K extends Kind>({ version, value }: Kept): Versioned<RecordOf[K]> | undefined {
	return value === null ? undefined : { version, value: value as RecordOf[K] };
}
