import type { CardId, TableId } from '#shared/ids.ts';
import { Screen, Tablet, type SeenCard } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { until } from '#tests/support/until.ts';
import type { Evidence, SeatKey } from './evidence.ts';

/** What a fresh client, alone with the server, finds against the evidence. Empty: nothing is missing. */
export async function judge(
	base: string,
	at: { readonly code: string; readonly tables: readonly TableId[] },
	evidence: readonly Evidence[],
): Promise<string[]> {
	const seat = await joinSeat(base, at.code);
	const boards = at.tables.map((tableId) => new Screen(base, { ...seat, tableId }));
	for (const board of boards) await board.whenSynced();
	const now: Now = new Map();
	for (const board of boards) {
		for (const card of board.cards()) now.set(`${board.table}/${card.id}`, card);
		for (const { id, title } of board.groups()) now.set(`${board.table}/${id}`, title);
	}
	const faults = evidence.flatMap((one) => againstBoards(one, now));
	faults.push(...(await notCarried(evidence, boards)));
	const keys = evidence.filter((one) => one.kind === 'key');
	const seats = await Promise.all(keys.map((key) => againstSeat(base, key, evidence)));
	const found = [...faults, ...seats.flat(), ...doubled(boards)];
	for (const board of boards) board.leave();
	return found;
}

/** Cards and titles by table and id, as the server gives them to a fresh client at once. */
type Now = Map<string, SeenCard | string>;

function againstBoards(one: Evidence, boards: Now): string[] {
	if (one.kind !== 'card' && one.kind !== 'group' && one.kind !== 'receipt') return [];
	const now = boards.get(`${one.table}/${one.id}`);
	if (one.kind === 'group') {
		if (typeof now !== 'string') return [`group ${one.id} is gone`];
		const asNew = one.title.startsWith('-')
			? now.length <= one.title.length
			: now.startsWith(one.title);
		return asNew ? [] : [`title of ${one.id} was "${one.title}", is "${now}"`];
	}
	if (one.kind === 'receipt') {
		if (one.state === 'saved') return []; // judged with its seat
		if (typeof now !== 'object') return [`${one.id} has the receipt shown and is on no board`];
		return now.text.startsWith(one.text) ? [] : [`${one.id} was shown, says "${now.text}"`];
	}
	if (typeof now !== 'object') return [`card ${one.id} (number ${one.number}) is gone`];
	const faults: string[] = [];
	if (!now.text.startsWith(one.text)) faults.push(`text "${one.text}" is "${now.text}"`);
	if (now.rank < one.rank && one.rank.length === now.rank.length)
		faults.push(`rank ${one.rank} is ${now.rank}`);
	if (one.state !== 'shown' && now.state !== one.state)
		faults.push(`state ${one.state} is ${now.state}`);
	if (one.group !== undefined && now.group !== one.group)
		faults.push(`group ${one.group} is ${now.group}`);
	if (now.number !== one.number) faults.push(`number ${one.number} is ${now.number}`);
	return faults.map((fault) => `${one.id}: ${fault}`);
}

/** A kept card's way to its board goes on although its tablet never comes back: nobody has opened a seat yet. */
async function notCarried(
	evidence: readonly Evidence[],
	boards: readonly Screen[],
): Promise<string[]> {
	const takenBack = new Set(evidence.flatMap((one) => (one.kind === 'taken-back' ? one.id : [])));
	const kept = new Set(
		evidence.flatMap((one) =>
			(one.kind === 'seat' || one.kind === 'receipt') && !takenBack.has(one.id) ? one.id : [],
		),
	);
	const missing = () => [...kept].filter((id) => !boards.some((board) => board.board.has(id)));
	await until(() => missing().length === 0, { what: 'all kept cards on their boards' }).catch(
		() => undefined,
	);
	return missing().map((id) => `${id} is kept in its seat and never carried`);
}

/** What type 100 or a receipt has promised about this seat, seen with an empty document. */
async function againstSeat(
	base: string,
	{ seat }: SeatKey,
	evidence: readonly Evidence[],
): Promise<string[]> {
	const tablet = new Tablet(base, seat);
	await tablet.whenSynced();
	const faults: string[] = [];
	for (const one of evidence) {
		if ((one.kind !== 'seat' && one.kind !== 'receipt') || one.seatId !== seat.seatId) continue;
		if (!tablet.cards.has(one.id)) {
			faults.push(`${one.id} is gone from its seat`);
			continue;
		}
		if (!tablet.text(one.id).startsWith(one.text))
			faults.push(`${one.id} said "${one.text}" in its seat, says "${tablet.text(one.id)}"`);
	}
	tablet.leave();
	return faults;
}

function doubled(boards: readonly Screen[]): string[] {
	const faults: string[] = [];
	const originals = new Map<string, CardId>();
	for (const board of boards) {
		const numbers = new Map<number, CardId>();
		for (const card of board.cards()) {
			const twin = numbers.get(card.number) ?? originals.get(card.original);
			if (twin !== undefined) faults.push(`${card.id} and ${twin} are the same card or number`);
			numbers.set(card.number, card.id);
			originals.set(card.original, card.id);
		}
	}
	return faults;
}
