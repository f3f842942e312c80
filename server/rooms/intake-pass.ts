import type { Dialogue } from '#server/domain/dialogue.ts';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import type { CardId, DialogueId, SeatId, TableId } from '#shared/ids.ts';
import { SEAT } from '#shared/seat.ts';
import { decide, tableOf } from './intake-decision.ts';
import type { IntakeDesk } from './intake-desk.ts';
import { isTold, receiptOf, writeReceipts, type Told } from './receipts.ts';
import type { Registry } from './registry.ts';
import type { Room } from './room.ts';
import { readSeat, withinLimit, type SeatEntry } from './seat-reading.ts';

export type SeatName = DocName & { readonly kind: 'seat' };

export interface PassNeeds {
	readonly registry: Pick<Registry, 'use'>;
	readonly log: Pick<UpdateLog, 'ledger' | 'settle'>;
	readonly dialogueOf: (id: DialogueId) => Promise<Dialogue | undefined>;
	readonly clock: Clock;
	readonly deskOf: (dialogue: DialogueId, table: TableId) => IntakeDesk;
}

/** A decision may make another one possible (a change that was let in, and the one after it); no card has more to go. */
const ROUNDS_MAX = 6;
/** So often the ledger may change while receipts are written; then the debt stays. */
const LOOKS_MAX = 6;
/** A board that takes longer: its cards are told `saved` meanwhile. */
const SAVED_AFTER_MS = 300;

/**
 * One look at a seat: carries what is to be carried, writes the receipts, settles the debt. It may end anywhere and be
 * done again from the start, by this node or by several at once: every step is compared and set.
 *
 * @param seq - up to which the seat's debt is known to be; undefined: it is left to be settled by a later look
 * @returns whether it changed something; what could not come to an end keeps its debt
 */
export function passSeat(
	needs: PassNeeds,
	name: SeatName,
	seq: number | undefined,
): Promise<boolean> {
	return needs.registry.use(name, async (room) => {
		let hasChanged = false;
		for (let looks = 0; looks < LOOKS_MAX; looks++) {
			const carried = await carrySeat(needs, name, room);
			if (carried === undefined) return true;
			hasChanged ||= carried.rounds > 0;
			if (!(await tell(needs, room, carried.told))) {
				if (seq !== undefined)
					await needs.log.settle({ dialogue: name.dialogue, seat: name.id, seq });
				return hasChanged;
			}
			// another node may have changed the ledger between its reading and this writing: whoever writes looks once more
			hasChanged = true;
		}
		return hasChanged;
	});
}

/** Until nothing is left to be decided; the answer is what the seat is to be told, and how often something was decided. */
async function carrySeat(
	needs: PassNeeds,
	name: SeatName,
	room: Room,
): Promise<{ told: ReadonlyMap<CardId, Told>; rounds: number } | undefined> {
	/** Decided and yet as before: a full board, an id that is taken there. */
	const settled = new Set<CardId>();
	for (let rounds = 0; rounds < ROUNDS_MAX; rounds++) {
		const read = room.read(readSeat);
		if (read.length === 0) return { told: new Map(), rounds };
		const dialogue = await needs.dialogueOf(name.dialogue);
		if (!dialogue) return undefined;
		const rows = await needs.log.ledger(
			name.dialogue,
			read.map(({ id }) => id),
		);
		const entries = withinLimit(read, (id) => rows.get(id)?.seat === name.id);

		const nowMs = needs.clock.nowMs();
		const open = Map.groupBy(
			entries.filter(
				(entry) =>
					!settled.has(entry.id) &&
					decide(entry, { seat: name.id, row: rows.get(entry.id), dialogue, nowMs }),
			),
			(entry) => tableOf(entry, rows.get(entry.id)),
		);
		open.delete(undefined);
		const told = receiptsOf(entries, rows, name.id, dialogue);
		if (open.size === 0) return { told, rounds };

		const changed = await meanwhile(needs, () => tell(needs, room, told), carry(needs, name, open));
		if (changed === 'gone') return undefined;
		for (const { id } of [...open.values()].flat()) if (!changed.has(id)) settled.add(id);
	}
	return undefined;
}

/** Takes the cards to the desks of their boards; the answer is what has changed there. */
async function carry(
	needs: PassNeeds,
	{ dialogue, id }: SeatName,
	open: ReadonlyMap<TableId | undefined, readonly SeatEntry[]>,
): Promise<ReadonlySet<CardId> | 'gone'> {
	const answers = await Promise.all(
		[...open].flatMap(([table, entries]) =>
			table ? [needs.deskOf(dialogue, table).submit(id, entries)] : [],
		),
	);
	const changed = new Set<CardId>();
	for (const answer of answers) {
		if (answer === 'gone') return 'gone';
		for (const card of answer) changed.add(card);
	}
	return changed;
}

/** Waits for the carrying; if that takes long, the seat is told before what is so until then. */
async function meanwhile<T>(
	{ clock }: PassNeeds,
	tellBefore: () => Promise<unknown>,
	carrying: Promise<T>,
): Promise<T> {
	let before: Promise<unknown> | undefined;
	const cancel = clock.after(SAVED_AFTER_MS, () => {
		before = tellBefore().catch(() => undefined); // told again, and heard, at the end
	});
	try {
		return await carrying;
	} finally {
		cancel();
		await before; // or it could be written after what follows
	}
}

function receiptsOf(
	entries: readonly SeatEntry[],
	rows: ReadonlyMap<CardId, LedgerRow>,
	seat: SeatId,
	dialogue: Dialogue,
): ReadonlyMap<CardId, Told> {
	const told = new Map<CardId, Told>();
	for (const entry of entries) {
		const receipt = receiptOf(entry, rows.get(entry.id), seat, dialogue);
		if (receipt) told.set(entry.id, receipt);
	}
	return told;
}

/** [IT6] Writes receipts into the seat, through its room. Most looks find that they all stand there: false. */
async function tell(
	{ clock }: PassNeeds,
	room: Room,
	told: ReadonlyMap<CardId, Told>,
): Promise<boolean> {
	const isUpToDate = room.read((doc) => {
		const receipts = doc.getMap(SEAT.receipts);
		return [...told].every(([card, wanted]) => isTold(receipts.get(card), wanted));
	});
	if (isUpToDate) return false;
	await room.write(room.epoch, (doc) => (writeReceipts(doc, told, clock.nowMs()) ? {} : null));
	return true;
}
