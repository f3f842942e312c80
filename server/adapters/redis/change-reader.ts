import type { Clock } from '#server/ports/clock.ts';
import type { RedisBells } from './bells.ts';
import { houseKeys } from './keys.ts';
import type { RedisLink } from './link.ts';
import { listOf, numberOf, textOf, textsOf } from './replies.ts';

interface Needs {
	readonly link: RedisLink;
	readonly bells: RedisBells;
	readonly clock: Clock;
	readonly liveKeys: ReadonlyMap<string, string>;
	readonly tell: (kind: string, id: string) => void;
}

/** A revoked token closes its sockets on every node within a second, also when the bell was lost. */
const POLL_MS = 400;
const SCAN_COUNT = 1_000;

/** Reads on in the list of changed records: when the bell rings, after own writes, and now and then without reason. */
export class ChangeReader {
	readonly #needs: Needs;
	/** The last change that was told; undefined: not known yet. */
	#cursor: number | undefined;
	#isReading = false;
	#again = false;
	#isStopped = false;
	#cancel: () => void = () => undefined;
	#unlisten: () => void = () => undefined;

	constructor(needs: Needs) {
		this.#needs = needs;
	}

	/** What was changed before is not told. */
	async start(): Promise<void> {
		this.#cursor = await this.#changed();
		this.#unlisten = this.#needs.bells.listen(houseKeys.bell, () => this.look());
		this.#next();
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel();
		this.#unlisten();
	}

	/** Reads now; while that is under way, once more afterwards. */
	look(): void {
		if (this.#isStopped || this.#cursor === undefined) return;
		if (this.#isReading) this.#again = true;
		else void this.#read();
	}

	#next(): void {
		this.#cancel = this.#needs.clock.after(POLL_MS, () => {
			this.look();
			this.#next();
		});
	}

	async #read(): Promise<void> {
		this.#isReading = true;
		try {
			do {
				this.#again = false;
				await this.#readOn();
			} while (this.#again && !this.#isStopped);
		} catch {
			// what was not answered is read at the next look
		} finally {
			this.#isReading = false;
		}
	}

	async #readOn(): Promise<void> {
		const cursor = this.#cursor ?? 0;
		const changed = await this.#changed();
		if (changed === cursor) return;
		const key = houseKeys.changes;
		const entries =
			changed > cursor
				? listOf(await this.#needs.link.send(key, true, ['XRANGE', key, `${cursor + 1}-0`, '+']))
				: [];
		const [first] = entries;
		// the list was cut before it was read, or Redis has gone back to an older state: nobody knows what has changed
		if (first === undefined || numberOfEntry(first) !== cursor + 1) return this.#tellAll(changed);
		for (const entry of entries) {
			const [, kind, , id] = textsOf(listOf(entry)[1]);
			this.#cursor = numberOfEntry(entry);
			if (!this.#isStopped && kind !== undefined && id !== undefined) this.#needs.tell(kind, id);
		}
	}

	async #tellAll(changed: number): Promise<void> {
		for (const [kind, key] of this.#needs.liveKeys)
			for await (const id of this.#fields(key)) this.#needs.tell(kind, id);
		for await (const field of this.#fields(houseKeys.deleted)) {
			const blank = field.indexOf(' ');
			this.#needs.tell(field.slice(0, blank), field.slice(blank + 1));
		}
		this.#cursor = changed;
	}

	async *#fields(key: string): AsyncGenerator<string> {
		let cursor = '0';
		do {
			const command = ['HSCAN', key, cursor, 'COUNT', String(SCAN_COUNT)];
			const [next, pairs] = listOf(await this.#needs.link.send(key, true, command));
			cursor = textOf(next);
			for (const [i, field] of listOf(pairs).entries()) if (i % 2 === 0) yield textOf(field);
		} while (cursor !== '0' && !this.#isStopped);
	}

	async #changed(): Promise<number> {
		const key = houseKeys.changed;
		const answer = await this.#needs.link.send(key, true, ['GET', key]);
		return answer === null ? 0 : numberOf(answer);
	}
}

const numberOfEntry = (entry: unknown): number => Number.parseInt(textOf(listOf(entry)[0]), 10);
