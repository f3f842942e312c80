// A process of its own: six seats and a host at each table work until the server is gone.
import type { CardId, GroupId, TableId } from '#shared/ids.ts';
import { HostScreen, Tablet } from '#tests/support/clients.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { SeededRandom } from '#tests/support/seeded-random.ts';
import type { SyncClient } from '#tests/support/sync-client.ts';
import { EvidenceFile, type Evidence, type ReceiptEvidence } from './evidence.ts';
import { answer, orders } from './orders.ts';

const SEATS = 6;
const SEAT_OPERATIONS_PER_SECOND = 6;
const HOST_OPERATIONS_PER_SECOND = 24;
const TICK_MS = 10;

const { base, dialogueId, code, tables, evidence, seed, round } = await orders();
const file = new EvidenceFile(evidence);
const random = new SeededRandom(seed);
const clients: SyncClient[] = [];
let serial = 0;
let operations = 0;

/** Tells, frame by frame, what type 100 has promised on a socket. */
function promises(client: SyncClient): (promise: Evidence) => void {
	clients.push(client);
	const open: { frame: number; promise: Evidence }[] = [];
	client.onSaved = (count) => {
		const kept = open.findIndex(({ frame }) => frame > count);
		file.write(open.splice(0, kept < 0 ? open.length : kept).map(({ promise }) => promise));
	};
	// an operation is one transaction, so one frame: the one just sent
	return (promise) => open.push({ frame: client.sent, promise });
}

/** One device: writes cards, adds to its own (`a…`), takes some back. Cards `h…` are left to the host. */
async function seat(): Promise<() => void> {
	const place = await joinSeat(base, code);
	file.write([{ kind: 'key', seat: place }]);
	const tablet = new Tablet(base, place, { saved: true, once: true });
	await tablet.whenSynced();
	const promise = promises(tablet);
	const own: { id: CardId; table: TableId; text: string }[] = [];
	const mine: CardId[] = [];
	tablet.receipts.observe((event) => {
		const heard: ReceiptEvidence[] = [];
		for (const id of event.keysChanged as Set<CardId>) {
			const card = own.find((one) => one.id === id);
			const state = tablet.receipt(id)?.state;
			if (card === undefined || (state !== 'saved' && state !== 'shown')) continue;
			heard.push({ kind: 'receipt', seatId: place.seatId as `s_${string}`, state, ...card });
		}
		file.write(heard);
	});
	return () => {
		const old = random.pick(mine);
		if (old === undefined || random.chance(0.6)) {
			const by = random.chance(0.5) ? 'a' : 'h';
			const text = `${by}${round}.${++serial}:`;
			const table = random.pick(tables)!.id;
			const id = tablet.write({ table, question: 'need', text });
			own.push({ id, table, text });
			if (by === 'a') mine.push(id);
			promise({ kind: 'seat', seatId: place.seatId as `s_${string}`, id, text });
		} else if (random.chance(0.9)) {
			tablet.append(old, `+${++serial}`);
			promise({
				...{ kind: 'seat', seatId: place.seatId as `s_${string}` },
				...{ id: old, text: tablet.text(old) },
			});
		} else {
			file.write([{ kind: 'taken-back', id: old }]);
			tablet.withdraw(old);
			mine.splice(mine.indexOf(old), 1);
		}
	};
}

/** A host: edits, moves, groups and sets aside the cards `h…`, makes groups and works on their titles. */
async function host(table: TableId, token: string): Promise<() => void> {
	const screen = new HostScreen(
		base,
		{ dialogueId, tableId: table, token },
		{ saved: true, once: true },
	);
	await screen.whenSynced();
	const promise = promises(screen);
	const groups: GroupId[] = [];
	const cards = () => {
		const all: string[] = [];
		for (const [id, card] of screen.board)
			if (card.get('state') === 'shown' && String(card.get('original')).startsWith('h'))
				all.push(id);
		return all;
	};
	const onCard = (id: string) => {
		const { text, rank, state, number, group } = screen.card(id)!;
		promise({ kind: 'card', table, id: id as CardId, text, rank, state, number, group });
	};
	const onGroup = (id: GroupId) =>
		promise({ kind: 'group', table, id, title: screen.title(id).toJSON() });
	const group = (title: string) => {
		const id = screen.makeGroup(title, 'need', `V${++serial}`);
		onGroup(id);
		return id;
	};
	// deletions do not move a state vector: this title only ever loses letters
	const shrinking = group('-'.repeat(60));
	const deeds: ((card: string) => void)[] = [
		(card) => screen.append(card, `*${++serial}`),
		(card) => screen.append(card, `*${++serial}`),
		(card) => screen.set(card, 'rank', `V${digits(round)}${digits(++serial)}`),
		(card) => screen.set(card, 'rank', `V${digits(round)}${digits(++serial)}`),
		(card) => {
			const chosen = random.pick(groups);
			if (chosen === undefined || screen.card(card)!.group !== undefined)
				screen.append(card, `*${++serial}`);
			else screen.set(card, 'group', chosen);
		},
		(card) => screen.set(card, 'state', 'aside'),
	];
	return () => {
		const card = random.pick(cards().slice(-30));
		if (card !== undefined && random.chance(0.75)) {
			const deed = random.chance(0.02) ? deeds.at(-1)! : random.pick(deeds.slice(0, -1))!;
			deed(card);
			onCard(card);
		} else if (random.chance(0.5) && screen.title(shrinking).length > 1) {
			screen.title(shrinking).delete(0, 1);
			onGroup(shrinking);
		} else if (groups.length < 3) {
			groups.push(group(`Gruppe ${round}.${++serial}:`));
		} else {
			const chosen = random.pick(groups)!;
			const title = screen.title(chosen);
			if (title.length >= 100) return;
			title.insert(title.length, 'x');
			onGroup(chosen);
		}
	};
}

/** So that higher numbers sort higher as text, too. */
function digits(number: number): string {
	return String(number).padStart(6, '0');
}

const workers = [
	...(await Promise.all(Array.from({ length: SEATS }, () => seat()))).map((work) => ({
		work,
		perSecond: SEAT_OPERATIONS_PER_SECOND,
		done: 0,
	})),
	...(await Promise.all(tables.map(({ id, hostToken }) => host(id, hostToken)))).map((work) => ({
		work,
		perSecond: HOST_OPERATIONS_PER_SECOND,
		done: 0,
	})),
];

const startMs = performance.now();
const clock = setInterval(() => {
	const seconds = (performance.now() - startMs) / 1_000;
	for (const worker of workers)
		// a late timer is made up for, and nobody writes faster than a stock client may
		for (let more = 0; worker.done < seconds * worker.perSecond && more < 5; more++) {
			worker.work();
			worker.done++;
			operations++;
		}
}, TICK_MS);
await answer({ is: 'going' });

// told by the test as soon as it has killed the server; what came before may still lie in the sockets
await new Promise((resolve) => process.once('message', resolve));
clearInterval(clock);
const tookMs = performance.now() - startMs;
for (const client of clients) await client.whenClosed(60_000);
await answer({ is: 'over', operations, tookMs });
process.exit(0);
