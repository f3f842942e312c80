import { FORGOTTEN_SEAT } from '#server/ports/update-log.ts';
import type { DialogueId } from '#shared/ids.ts';
import { houseKeys, isSeatField, logKeys, snapshotKey, streamKey } from './keys.ts';
import type { RedisLink } from './link.ts';
import { ERASE, FORGET, FORGET_COVERED, FORGET_DOCS } from './log-scripts.ts';
import { textsOf } from './replies.ts';

const KEYS_PER_DELETION = 200;
/** Their scripts hold up everybody else for well under a millisecond. */
const SEATS_PER_STEP = 100;

/** The seats of a dialogue go, and with them what names them. Asked again after an end in between, it goes on. */
export async function forgetSeats(link: RedisLink, dialogue: DialogueId): Promise<void> {
	const { docs, fence, ledger, debts, due } = logKeys(dialogue);
	const all = textsOf(await link.run(FORGET, [docs, fence, ledger, debts, due], [FORGOTTEN_SEAT]));
	for (const field of all.filter((one) => !isSeatField(one)))
		await link.run(FORGET_COVERED, [snapshotKey(dialogue, field), streamKey(dialogue, field)]);
	// a seat goes whole; should it end between two, whoever asks again finds the rest still listed
	const seats = all.filter(isSeatField);
	for (let from = 0; from < seats.length; from += SEATS_PER_STEP) {
		const some = seats.slice(from, from + SEATS_PER_STEP);
		await link.run(FORGET_DOCS, [docs, ...keysOf(dialogue, some)], some);
	}
}

/** All logs of a dialogue go. Asked again after an end in between, it goes on. */
export async function eraseLogs(link: RedisLink, dialogue: DialogueId): Promise<void> {
	const { docs, fence, ledger, debts, due } = logKeys(dialogue);
	// from its answer on nothing is appended or read any more
	const fields = textsOf(await link.run(ERASE, [docs, fence, ledger, debts, due]));
	const keys = keysOf(dialogue, fields);
	for (let from = 0; from < keys.length; from += KEYS_PER_DELETION)
		await link.send(docs, false, ['DEL', ...keys.slice(from, from + KEYS_PER_DELETION)]);
	await link.send(docs, false, ['DEL', docs]);
	await link.send(houseKeys.dialogues, false, ['SREM', houseKeys.dialogues, dialogue]);
}

const keysOf = (dialogue: DialogueId, fields: readonly string[]): string[] =>
	fields.flatMap((field) => [streamKey(dialogue, field), snapshotKey(dialogue, field)]);
