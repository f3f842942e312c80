// What Redis answers about a log, as what it means. Damage is a `DamagedStreamError`.
import { unpacked } from '#server/adapters/system/packed-bytes.ts';
import type { AppendAnswer, Entry, LedgerRow, Snapshot } from '#server/ports/update-log.ts';
import { docPath, type DocName } from '#shared/document.ts';
import { withoutChecksum } from './checked-bytes.ts';
import { DamagedStreamError } from './errors.ts';
import { bytesOf, listOf, numberOf, textOf } from './replies.ts';

type Refusal = Extract<AppendAnswer, { ok: false }>['why'];

const REFUSALS: readonly Refusal[] = ['conflict', 'stale-epoch', 'taken', 'gone'];

/** Why an append was refused. */
export function refusalOf(answer: string): Refusal {
	const why = REFUSALS.find((refusal) => refusal === answer);
	if (!why) throw new TypeError('Redis has answered an append with something unknown');
	return why;
}

/** `<rev> <row as JSON>` */
export function rowOf(kept: Buffer): LedgerRow {
	return JSON.parse(kept.toString('utf8', kept.indexOf(' ') + 1)) as LedgerRow;
}

/** `states`: packed, and as it is; the one that is not there is null. */
export function snapshotOf(
	name: DocName,
	seq: unknown,
	[small, plain]: readonly unknown[],
): Snapshot | undefined {
	if (seq === null) return undefined;
	const bytes = withoutChecksum(bytesOf(small ?? plain));
	if (!bytes)
		throw new DamagedStreamError(
			docPath(name),
			`the snapshot at ${numberOf(seq)} has a wrong checksum`,
		);
	return { seq: numberOf(seq), state: small === null ? bytes : unpacked(bytes) };
}

/** `[<seq>-0, [u, bytes]]` */
export function seqOf(entry: unknown): number {
	return Number.parseInt(textOf(listOf(entry)[0]), 10);
}

/** From `first` to `last`, each one there and unharmed. */
export function entriesOf(name: DocName, reply: unknown, first: number, last: number): Entry[] {
	const damage = (what: string): Error => new DamagedStreamError(docPath(name), what);
	const entries: Entry[] = [];
	let expected = first;
	for (const entry of listOf(reply)) {
		const seq = seqOf(entry);
		if (seq !== expected) throw damage(`entry ${expected} is missing`);
		const update = withoutChecksum(bytesOf(listOf(listOf(entry)[1])[1]));
		if (!update) throw damage(`entry ${seq} has a wrong checksum`);
		entries.push({ seq, update });
		expected += 1;
	}
	if (expected !== last + 1) throw damage(`it should end at ${last} and ends at ${expected - 1}`);
	return entries;
}
