import type { CardId } from '#shared/ids.ts';
import type { Vouched } from '#lib/marks/mark.ts';

/** Why this device cannot keep anything. `silent`: its storage does not answer. */
export type StoreFault = 'missing' | 'refused' | 'full' | 'closed' | 'silent';

export class StoreError extends Error {
	readonly fault: StoreFault;
	constructor(fault: StoreFault) {
		super(fault);
		this.name = 'StoreError';
		this.fault = fault;
	}
}

/** How long storage may take before the page says that it cannot keep anything, in milliseconds: told within 2 s. */
const PATIENCE_MS = 1_500;
const UPDATES = 'updates';
const VOUCHED = 'vouched';

/**
 * A seat's document on this device: a log of Yjs updates in IndexedDB, and beside it what its marks rest on. A promise that
 * resolves means: written, as durable as the browser offers. Rules SS1–SS6 in SPEC.md. Rejects with StoreError.
 */
export class SeatStore {
	readonly #db: IDBDatabase;

	/** @param onclosed - storage was taken away from this page (another page deletes or upgrades it, the browser closes it) */
	static async open(seatId: string, onclosed: () => void): Promise<SeatStore> {
		return new SeatStore(await openDatabase(nameOf(seatId)), onclosed);
	}

	/** Deletes everything that this device holds of a seat. */
	static async remove(seatId: string): Promise<void> {
		await within((resolve, reject) => {
			const request = indexedDB.deleteDatabase(nameOf(seatId));
			request.onsuccess = () => resolve(undefined);
			request.onerror = () => reject(faultOf(request.error));
		});
	}

	private constructor(db: IDBDatabase, onclosed: () => void) {
		this.#db = db;
		db.onversionchange = () => {
			db.close(); // otherwise whoever asks waits for ever
			onclosed();
		};
		db.onclose = onclosed;
	}

	/** The updates after this number, with the number of the last one. */
	async read(after: number): Promise<{ updates: readonly Uint8Array[]; last: number }> {
		let updates: readonly Uint8Array[] = [];
		let last = after;
		await this.#transact(UPDATES, 'readonly', (store) => {
			const range = IDBKeyRange.lowerBound(after, true);
			const values = store.getAll(range) as IDBRequest<Uint8Array[]>;
			values.onsuccess = () => (updates = values.result);
			const keys = store.getAllKeys(range);
			keys.onsuccess = () => (last = (keys.result as number[]).at(-1) ?? after);
		});
		return { updates, last };
	}

	/** Resolves when the update would survive the end of this page. */
	async append(update: Uint8Array): Promise<void> {
		await this.#transact(UPDATES, 'readwrite', (store) => store.add(update));
	}

	/** Puts all updates together into one, in one transaction: another page sees the old ones or the new one. */
	async compact(together: (updates: readonly Uint8Array[]) => Uint8Array): Promise<void> {
		await this.#transact(UPDATES, 'readwrite', (store) => {
			const values = store.getAll() as IDBRequest<Uint8Array[]>;
			values.onsuccess = () => {
				if (values.result.length < 2) return;
				const one = together(values.result);
				store.clear();
				store.add(one); // numbers go on counting, so other pages find it
			};
		});
	}

	async vouched(): Promise<ReadonlyMap<CardId, Vouched>> {
		const found = new Map<CardId, Vouched>();
		await this.#transact(VOUCHED, 'readonly', (store) => {
			const walk = store.openCursor();
			walk.onsuccess = () => {
				if (!walk.result) return;
				found.set(walk.result.key as CardId, walk.result.value as Vouched);
				walk.result.continue();
			};
		});
		return found;
	}

	async vouch(entries: readonly (readonly [CardId, Vouched])[]): Promise<void> {
		await this.#transact(VOUCHED, 'readwrite', (store) => {
			for (const [id, vouched] of entries) store.put(vouched, id);
		});
	}

	close(): void {
		this.#db.close();
	}

	#transact(
		name: string,
		mode: IDBTransactionMode,
		work: (store: IDBObjectStore) => void,
	): Promise<void> {
		return within((resolve, reject) => {
			// `strict`: on disk, not only handed over; browsers that do not know the word leave it out
			const transaction = this.#db.transaction(name, mode, { durability: 'strict' });
			transaction.oncomplete = () => resolve(undefined);
			transaction.onabort = () => reject(faultOf(transaction.error));
			work(transaction.objectStore(name));
		});
	}
}

function nameOf(seatId: string): string {
	return `thementisch.seat.${seatId}`;
}

function openDatabase(name: string): Promise<IDBDatabase> {
	if (typeof indexedDB === 'undefined') return Promise.reject(new StoreError('missing'));
	let late = false;
	return within<IDBDatabase>(
		(resolve, reject) => {
			const request = indexedDB.open(name, 1);
			request.onupgradeneeded = () => {
				request.result.createObjectStore(UPDATES, { autoIncrement: true });
				request.result.createObjectStore(VOUCHED);
			};
			request.onerror = () => reject(faultOf(request.error));
			request.onsuccess = () => (late ? request.result.close() : resolve(request.result));
		},
		() => (late = true),
	);
}

/** A promise over old events, with an end: storage that never answers is a fault, too. */
function within<T>(
	start: (resolve: (value: T) => void, reject: (error: StoreError) => void) => void,
	ontimeout: () => void = () => undefined,
): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			ontimeout();
			reject(new StoreError('silent'));
		}, PATIENCE_MS);
		const refuse = (error: StoreError): void => {
			clearTimeout(timer);
			reject(error);
		};
		try {
			start((value) => {
				clearTimeout(timer);
				resolve(value);
			}, refuse);
		} catch (error) {
			refuse(faultOf(error));
		}
	});
}

function faultOf(error: unknown): StoreError {
	if (error instanceof StoreError) return error;
	const name = error instanceof DOMException ? error.name : '';
	if (name === 'QuotaExceededError') return new StoreError('full');
	return new StoreError(name === 'InvalidStateError' ? 'closed' : 'refused');
}
