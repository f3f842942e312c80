import * as Y from 'yjs';
import type { CardId } from '#shared/ids.ts';
import type { Vouched } from '#lib/marks/mark.ts';
import { SeatStore, StoreError, type StoreFault } from './seat-store.ts';
import { Tabs } from './tabs.ts';

/** How long after a fault storage is tried again, in milliseconds. */
const AGAIN_MS = 4_000;
/** From how many entries on they are put together. */
const ENTRIES_MAX = 200;

/**
 * Keeps a seat's document on this device, and knows how much of it is kept. A fault is said at once and healed by itself:
 * the whole document is written again as soon as storage takes it. Rules SS1–SS6 in SPEC.md.
 */
export class Keeper {
	/** Why nothing is kept at the moment. */
	fault = $state<StoreFault>();
	/** How many changes of the document there have been, and up to which one all are kept. */
	seen = 0;
	kept = $state(0);
	/** What marks rest on, as it was kept when this page began. */
	vouched: ReadonlyMap<CardId, Vouched> | undefined;
	readonly tabs: Tabs;
	readonly #doc: Y.Doc;
	readonly #seatId: string;
	#store: SeatStore | undefined;
	#cursor = 0;
	#entries = 0;
	#pending: Uint8Array[] = [];
	/** What is stored may have a hole: next time the whole document. */
	#whole = false;
	#busy: Promise<void> | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#closed = false;

	constructor(doc: Y.Doc, seatId: string) {
		this.#doc = doc;
		this.#seatId = seatId;
		this.tabs = new Tabs(seatId, () => void this.look());
		doc.on('update', this.#note);
	}

	/** Loads what is kept into the document. Never rejects: without storage the seat begins empty and `fault` says so. */
	async start(): Promise<void> {
		try {
			await this.#open();
			this.vouched = await this.#store?.vouched();
			if (this.#entries > ENTRIES_MAX) await this.#compact();
		} catch (error) {
			this.#fail(error);
		}
	}

	/** Takes over what other pages of this seat have stored. */
	async look(): Promise<void> {
		try {
			if (this.#store) await this.#catchUp(this.#store);
		} catch (error) {
			this.#fail(error);
		}
	}

	/** Remembers what marks rest on. Losing it makes marks more careful, never untrue. */
	vouch(entries: readonly (readonly [CardId, Vouched])[]): void {
		this.#store?.vouch(entries).catch(() => undefined);
	}

	/** Resolves when everything is kept, or cannot be. */
	async settled(): Promise<void> {
		while (this.#busy) await this.#busy;
	}

	close(): void {
		this.#closed = true;
		clearTimeout(this.#timer);
		this.#doc.off('update', this.#note);
		this.tabs.close();
		void this.settled().then(() => this.#store?.close());
	}

	#note = (update: Uint8Array, origin: unknown): void => {
		if (origin === this) return;
		this.seen++;
		this.#pending.push(update);
		this.#flush();
	};

	/** One write at a time; what comes meanwhile goes into the next one together. */
	#flush(): void {
		this.#busy ??= this.#write().finally(() => (this.#busy = undefined));
	}

	async #write(): Promise<void> {
		await Promise.resolve(); // what this turn still changes goes along
		try {
			while (this.#pending.length > 0 || this.#whole) {
				const upTo = this.seen;
				const store = this.#store ?? (await this.#open());
				const updates = this.#pending.splice(0);
				await store.append(
					this.#whole ? Y.encodeStateAsUpdate(this.#doc) : Y.mergeUpdates(updates),
				);
				this.#whole = false;
				this.kept = upTo;
				this.fault = undefined;
				this.tabs.look();
				if (++this.#entries > ENTRIES_MAX) await this.#compact();
			}
		} catch (error) {
			this.#fail(error);
		}
	}

	async #open(): Promise<SeatStore> {
		const store = await SeatStore.open(this.#seatId, () => this.#fail(new StoreError('closed')));
		this.#cursor = 0;
		this.#entries = await this.#catchUp(store);
		this.#store = store;
		return store;
	}

	/** @returns how many entries were new */
	async #catchUp(store: SeatStore): Promise<number> {
		const { updates, last } = await store.read(this.#cursor);
		this.#cursor = Math.max(this.#cursor, last);
		this.#doc.transact(() => {
			for (const update of updates) Y.applyUpdate(this.#doc, update, this);
		}, this);
		return updates.length;
	}

	async #compact(): Promise<void> {
		await this.#store?.compact(inOne);
		this.#entries = 1;
	}

	#fail(error: unknown): void {
		if (this.#closed) return;
		this.fault = error instanceof StoreError ? error.fault : 'refused';
		this.#store?.close();
		this.#store = undefined;
		this.#whole = true;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#flush(), AGAIN_MS);
	}
}

function inOne(updates: readonly Uint8Array[]): Uint8Array {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update);
	});
	const one = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return one;
}
