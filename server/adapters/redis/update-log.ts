import type {
	AppendAnswer,
	At,
	Due,
	Entry,
	Epoch,
	Head,
	LedgerRow,
	Opened,
	Snapshot,
	Together,
	UpdateLog,
} from '#server/ports/update-log.ts';
import type { Clock } from '#server/ports/clock.ts';
import { Listeners } from '#server/adapters/system/listeners.ts';
import { packed } from '#server/adapters/system/packed-bytes.ts';
import { docPath, type DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';
import type { RedisBells } from './bells.ts';
import { withChecksum } from './checked-bytes.ts';
import { DamagedStreamError } from './errors.ts';
import { docField, docKeys, houseKeys, logKeys, placeOf, streamKey } from './keys.ts';
import type { RedisLink } from './link.ts';
import { LogFollower } from './log-follower.ts';
import { eraseLogs, forgetSeats } from './log-forgetting.ts';
import { APPEND, COMPACT, FENCE, HEAD, OPEN, OWE, READ, RENEW, SETTLE } from './log-scripts.ts';
import { entriesOf, refusalOf, rowOf, seqOf, snapshotOf } from './log-replies.ts';
import { bytesOf, listOf, numberOf, pairsOf, textOf, textsOf } from './replies.ts';
import type { Sweeper } from './sweeper.ts';
import type { Arg } from './wire.ts';

/** Of a dialogue that is gone. */
const UNFENCED: Epoch = '0.0';
/** A dialogue that owes something is listed; so often a busy one is listed again, should the list have been lost. */
const LIST_AGAIN_MS = 60_000;
/** No field of the fences has this name. */
const NO_TABLE = 'none';

type Durability = ReturnType<UpdateLog['durability']>;

/** One append, for metrics. */
export interface Appended {
	readonly tookMs: number;
	readonly ok: boolean;
}

export interface RedisLogNeeds {
	readonly link: RedisLink;
	readonly bells: RedisBells;
	readonly clock: Clock;
	/** This process; no other may have the same. */
	readonly node: string;
	readonly durability: () => Durability;
	readonly sweeper: Pick<Sweeper, 'owe' | 'sweep' | 'sweepSoon'>;
	readonly onAppend?: (appended: Appended) => void;
}

/** The log in Redis: a stream for each document, one script for each step. */
export class RedisUpdateLog implements UpdateLog {
	readonly #needs: RedisLogNeeds;
	readonly #link: RedisLink;
	readonly #bell = new Listeners<[doc: DocName, seq: number]>();
	readonly #follower: LogFollower;
	readonly #listedMs = new Map<DialogueId, number>();

	constructor(needs: RedisLogNeeds) {
		this.#needs = needs;
		this.#link = needs.link;
		this.#follower = new LogFollower({ ...needs, tell: (doc, seq) => this.#bell.tell(doc, seq) });
	}

	/** Which documents are in memory here: they are asked for now and then, in case a bell was lost. */
	follow(open: () => Iterable<DocName>): void {
		this.#follower.follow(open);
	}

	/** Stops listening and asking. */
	stop(): void {
		this.#follower.stop();
	}

	async open(name: DocName): Promise<Opened> {
		this.#follower.opening(name);
		const [epoch, last, generation, snapshotSeq, entries, ...states] = listOf(
			await this.#link.run(OPEN, docKeys(name), [docField(name), placeOf(name)]),
		);
		const seq = numberOf(last);
		const snapshot = snapshotOf(name, snapshotSeq, states);
		if (snapshot && snapshot.seq > seq)
			throw new DamagedStreamError(
				docPath(name),
				`it ends at ${seq}, the snapshot is at ${snapshot.seq}`,
			);
		return {
			generation: numberOf(generation),
			epoch: textOf(epoch),
			...(snapshot && { snapshot }),
			tail: entriesOf(name, entries, (snapshot?.seq ?? 0) + 1, seq),
		};
	}

	async head(name: DocName): Promise<Head> {
		const { docs, fence } = logKeys(name.dialogue);
		const [epoch, seq, generation] = listOf(
			await this.#link.run(HEAD, [docs, fence], [docField(name), placeOf(name)]),
		);
		return { epoch: textOf(epoch), seq: numberOf(seq), generation: numberOf(generation) };
	}

	async append(
		name: DocName,
		at: At,
		update: Uint8Array | null,
		{ due, ledger = [] }: Together = {},
	): Promise<AppendAnswer> {
		const { docs, fence, ledger: rows, debts, due: owed, bell } = logKeys(name.dialogue);
		const field = docField(name);
		const args: Arg[] = [field, placeOf(name), at.epoch, String(at.seq), this.#needs.node];
		args.push(due ?? '', update ? '1' : '', update ? withChecksum(update) : '');
		for (const { card, was, row } of ledger)
			args.push(card, was === null ? '' : String(was), `${row.rev} ${JSON.stringify(row)}`);
		const keys = [docs, fence, rows, debts, owed, bell, streamKey(name.dialogue, field)];
		if (due) await this.#list(name.dialogue);
		const startedMs = performance.now();
		let isKept = false;
		try {
			const answer = await this.#link.run(APPEND, keys, args);
			isKept = true;
			if (typeof answer !== 'number') return { ok: false, why: refusalOf(textOf(answer)) };
			if (update) this.#bell.tell(name, answer);
			return { ok: true, seq: answer };
		} finally {
			this.#needs.onAppend?.({ tookMs: performance.now() - startedMs, ok: isKept });
		}
	}

	async read(name: DocName, after: number): Promise<readonly Entry[] | 'trimmed'> {
		const [last, snapshotSeq, entries] = listOf(
			await this.#link.run(READ, docKeys(name), [docField(name), String(after)]),
		);
		const seq = numberOf(last);
		if (after >= seq) return [];
		const [first] = listOf(entries);
		// what no snapshot covers was never dropped: if it is missing, that is damage
		if ((first === undefined || seqOf(first) !== after + 1) && after < numberOf(snapshotSeq))
			return 'trimmed';
		return entriesOf(name, entries, after + 1, seq);
	}

	async compact(
		name: DocName,
		{ seq, state }: Snapshot,
		keepTail: number,
	): Promise<'ok' | 'stale'> {
		const args = [docField(name), String(seq), withChecksum(await packed(state)), String(keepTail)];
		const answer = textOf(await this.#link.run(COMPACT, docKeys(name), args));
		if (answer !== 'ok') return 'stale';
		// it is kept; what is left in the file waits for the next compaction if this fails
		await this.#needs.sweeper.sweepSoon().catch(() => undefined);
		return 'ok';
	}

	async fence(dialogue: DialogueId, table: TableId | null): Promise<Epoch> {
		const args = [table ?? 'whole', table ?? NO_TABLE];
		const epoch = await this.#link.run(FENCE, [logKeys(dialogue).fence], args);
		return epoch === null ? UNFENCED : textOf(epoch);
	}

	async renew(dialogue: DialogueId): Promise<number> {
		return numberOf(await this.#link.run(RENEW, [logKeys(dialogue).fence]));
	}

	async forgetSeats(dialogue: DialogueId): Promise<void> {
		await this.#needs.sweeper.owe();
		await forgetSeats(this.#link, dialogue);
		this.#needs.sweeper.sweep();
	}

	async erase(dialogue: DialogueId): Promise<void> {
		await this.#needs.sweeper.owe();
		await eraseLogs(this.#link, dialogue);
		this.#listedMs.delete(dialogue);
		this.#needs.sweeper.sweep();
	}

	async ledger(
		dialogue: DialogueId,
		cards: readonly CardId[],
	): Promise<ReadonlyMap<CardId, LedgerRow>> {
		const rows = new Map<CardId, LedgerRow>();
		if (cards.length === 0) return rows;
		const key = logKeys(dialogue).ledger;
		const found = listOf(await this.#link.send(key, true, ['HMGET', key, ...cards]));
		for (const [i, card] of cards.entries())
			if (found[i] !== null) rows.set(card, rowOf(bytesOf(found[i])));
		return rows;
	}

	async ledgerOf(dialogue: DialogueId): Promise<ReadonlyMap<CardId, LedgerRow>> {
		const key = logKeys(dialogue).ledger;
		const rows = new Map<CardId, LedgerRow>();
		for (const [card, row] of pairsOf(await this.#link.send(key, true, ['HGETALL', key])))
			rows.set(card as CardId, rowOf(row));
		return rows;
	}

	async due(): Promise<readonly Due[]> {
		const key = houseKeys.dialogues;
		const dialogues = textsOf(await this.#link.send(key, true, ['SMEMBERS', key])) as DialogueId[];
		const owed = await Promise.all(
			dialogues.map(async (dialogue) => {
				const { due } = logKeys(dialogue);
				return pairsOf(await this.#link.send(due, true, ['HGETALL', due])).map(
					([seat, seq]): Due => ({ dialogue, seat: seat as SeatId, seq: numberOf(seq) }),
				);
			}),
		);
		return owed.flat();
	}

	async owe(dialogue: DialogueId, seats: readonly SeatId[]): Promise<void> {
		if (seats.length === 0) return;
		const { docs, fence, debts, due } = logKeys(dialogue);
		const given = [...seats];
		await this.#list(dialogue);
		await this.#link.run(OWE, [docs, fence, debts, due], given);
	}

	async settle({ dialogue, seat, seq }: Due): Promise<void> {
		await this.#link.run(SETTLE, [logKeys(dialogue).due], [seat, String(seq)]);
	}

	onBell(listener: (doc: DocName, seq: number) => void): () => void {
		return this.#bell.add(listener);
	}

	durability(): Durability {
		return this.#needs.durability();
	}

	/**
	 * The list of dialogues lies in another slot than the debts, so it cannot be written in one step with them. Written
	 * before, it may name one that owes nothing, but never lacks one that does.
	 */
	async #list(dialogue: DialogueId): Promise<void> {
		const nowMs = performance.now();
		const listedMs = this.#listedMs.get(dialogue);
		if (listedMs !== undefined && nowMs - listedMs < LIST_AGAIN_MS) return;
		const key = houseKeys.dialogues;
		await this.#link.send(key, false, ['SADD', key, dialogue]);
		this.#listedMs.set(dialogue, nowMs);
	}
}
