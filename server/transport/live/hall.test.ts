import { expect, test } from 'vitest';
import { MemoryBallotBox } from '#server/adapters/memory/ballot-box.ts';
import { MemoryPresence } from '#server/adapters/memory/presence.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import type { Conduct, Dialogue } from '#server/domain/dialogue.ts';
import type { Viewer } from '#server/domain/view-for.ts';
import type { LogFields } from '#server/ports/logger.ts';
import { createReadBox } from '#server/services/read-box.ts';
import type { TableId } from '#shared/ids.ts';
import type { State, WaitingCard } from '#shared/state.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';
import { Hall } from './hall.ts';
import type { Down, Farewell, Screen } from './screen.ts';

class Page implements Screen {
	readonly viewer: Viewer;
	at: TableId | undefined;
	isSlow = false;
	readonly got: { readonly event: keyof Down; readonly body: unknown; readonly atMs: number }[] =
		[];
	farewell: Farewell | undefined;
	readonly #clock: VirtualClock;
	constructor(clock: VirtualClock, viewer: Viewer) {
		this.#clock = clock;
		this.viewer = viewer;
	}
	send<E extends keyof Down>(event: E, body: Parameters<Down[E]>[0]): void {
		this.got.push({ event, body: structuredClone(body), atMs: this.#clock.nowMs() });
	}
	end(reason: Farewell): void {
		this.farewell = reason;
	}
	all(event: keyof Down): unknown[] {
		return this.got.filter((one) => one.event === event).map(({ body }) => body);
	}
	get states(): State[] {
		return this.all('state') as State[];
	}
}

const waitingCard = (tableId: TableId): WaitingCard => ({
	cardId: `c_${tableId}`,
	tableId,
	question: 'good',
	text: 'Mehr Bänke',
	lang: 'de',
	state: 'waiting',
});

async function setup(conduct: Partial<Conduct> = {}) {
	const clock = new VirtualClock(1_000_000);
	const records = new MemoryRecords();
	const ballots = new MemoryBallotBox();
	const presence = new MemoryPresence(clock);
	const logged: LogFields[] = [];
	const log = (fields: LogFields) => void logged.push(fields);
	let dialogue = sampleDialogue(conduct);
	const keep = async (value: Dialogue) => {
		dialogue = value;
		await records.write([{ kind: 'dialogue', id: value.id, was: 'any', value }]);
		return (await records.get('dialogue', value.id))!;
	};
	const record = await keep(dialogue);
	const reads = { waiting: 0, box: 0 };
	const waiting: WaitingCard[] = [];
	const readBox = createReadBox({ ballots });
	const broken = { is: false };
	const hall = new Hall(record, {
		records: Object.assign(Object.create(records) as MemoryRecords, {
			get: (...asked: Parameters<MemoryRecords['get']>) =>
				broken.is ? Promise.reject(new Error('canary')) : records.get(...asked),
		}),
		presence,
		clock,
		logger: { info: log, warn: log, error: log },
		readBox: (of) => {
			reads.box++;
			return readBox(of);
		},
		waitingCards: () => {
			reads.waiting++;
			return Promise.resolve([...waiting]);
		},
	});
	return {
		clock,
		records,
		ballots,
		presence,
		hall,
		reads,
		waiting,
		logged,
		broken,
		enter: (viewer: Viewer, at?: TableId): Page => {
			const page = new Page(clock, viewer);
			page.at = at;
			hall.add(page);
			return page;
		},
		change: async (more: Partial<Conduct>): Promise<void> => {
			hall.heard(await keep({ ...dialogue, conduct: { ...dialogue.conduct, ...more } }));
			await settled();
		},
	};
}
const seat = (n: number): Viewer => ({ role: 'participant', seat: `s_${n}` });
const vote = {
	id: 'v_1',
	open: true,
	revealed: false,
	dots: 3,
	perItemMax: 1,
	criterion: '?',
	tableIds: ['t_1'],
} as const;

test('[LV6] a state on entering and after each change, bursts together, never an older one later', async () => {
	const { clock, hall, enter, change } = await setup();
	const page = enter(seat(1));
	await settled();
	expect(page.states.map(({ version }) => version)).toEqual([1]);
	for (let n = 0; n < 30; n++) {
		await change({ frozen: n % 2 ? [] : ['t_1'] });
		await clock.pass(2);
	}
	await clock.pass(200);
	const versions = page.states.map(({ version }) => version);
	expect(versions.at(-1)).toBe(31);
	expect(versions).toEqual(versions.toSorted((a, b) => a - b));
	expect(versions.length).toBeLessThanOrEqual(1 + 3);
	expect(hall.size).toBe(1);
});

test('[LV6] one computation for each role and table; participants differ in their seat alone', async () => {
	const { enter, reads, change, waiting } = await setup({ vote });
	waiting.push(waitingCard('t_1'), waitingCard('t_2'));
	const pages = Array.from({ length: 50 }, (_, n) => enter(seat(n)));
	await settled();
	expect(reads).toEqual({ waiting: 0, box: 1 }); // the one look for a tally
	expect(pages[7]!.states[0]!.me.seatId).toBe('s_7');
	const one = enter({ role: 'host', table: 't_1' });
	const two = enter({ role: 'host', table: 't_2' });
	enter({ role: 'moderator' });
	enter({ role: 'organiser' });
	await change({});
	expect(one.states.at(-1)!.waiting?.map(({ tableId }) => tableId)).toEqual(['t_1']);
	expect(two.states.at(-1)!.waiting?.map(({ tableId }) => tableId)).toEqual(['t_2']);
	expect(reads.waiting).toBeLessThanOrEqual(3);
	expect(pages.every((page) => page.states.at(-1)!.waiting === undefined)).toBe(true);
});

test('[LV6] ballots and waiting cards move the states of those who see them, four times a second', async () => {
	const { clock, hall, enter, ballots, waiting } = await setup({ vote });
	const guest = enter(seat(1));
	const host = enter({ role: 'host', table: 't_1' });
	const moderator = enter({ role: 'moderator' });
	await ballots.open('d_1', 'v_1');
	await clock.pass(1_000);
	const before = moderator.states.length;
	for (let n = 0; n < 100; n++) {
		await ballots.put('d_1', 'v_1', `s_${n}`, `command-${n}`, { c_1: 1 });
		hall.ballotsChanged();
		await clock.pass(10);
	}
	await clock.pass(1_000);
	expect(moderator.states.at(-1)!.vote!.ballots).toBe(100);
	expect(moderator.states.length - before).toBeLessThanOrEqual(6);
	expect(guest.states).toHaveLength(1);
	expect(host.states.at(-1)!.vote).not.toHaveProperty('ballots');
	waiting.push(waitingCard('t_1'));
	hall.waitingChanged();
	await clock.pass(300);
	expect(host.states.at(-1)!.waiting).toHaveLength(1);
	expect(guest.states).toHaveLength(1);
});

test('[LV6] what a lost bell would have told is found by looking', async () => {
	const { clock, hall, enter, waiting, ballots } = await setup({ vote });
	const moderator = enter({ role: 'moderator' });
	await settled();
	await hall.refresh();
	await clock.pass(1_000);
	expect(moderator.states).toHaveLength(1);
	waiting.push(waitingCard('t_2'));
	await ballots.open('d_1', 'v_1');
	await ballots.put('d_1', 'v_1', 's_1', 'command', {});
	await hall.refresh();
	await clock.pass(1_000);
	expect(moderator.states.at(-1)).toMatchObject({
		waiting: [{ tableId: 't_2' }],
		vote: { ballots: 1 },
	});
});

test('[LV6] a store that does not answer: logged without content, told when it does', async () => {
	const { clock, enter, broken, logged } = await setup();
	broken.is = true;
	const page = enter(seat(1));
	await clock.pass(1_500);
	expect(page.states).toEqual([]);
	expect(logged.length).toBeGreaterThan(0);
	expect(JSON.stringify(logged)).not.toContain('canary');
	broken.is = false;
	await clock.pass(1_500);
	expect(page.states).toHaveLength(1);
});

test('[LV7] a slow screen is passed over and gets the newest of everything afterwards', async () => {
	const { clock, hall, enter, change } = await setup({ vote: { ...vote, revealed: true } });
	const page = enter({ role: 'projector' });
	await clock.pass(300);
	page.isSlow = true;
	page.got.length = 0;
	for (let n = 0; n < 10; n++) {
		await change({ frozen: n % 2 ? ['t_1'] : [] });
		await hall.countPresence();
		await clock.pass(100);
	}
	expect(page.got).toEqual([]);
	page.isSlow = false;
	hall.drained(page);
	await settled();
	expect(page.got.map(({ event }) => event).toSorted()).toEqual(['presence', 'state', 'tally']);
	expect(page.states[0]!.version).toBe(11);
	hall.drained(page);
	expect(page.states).toHaveLength(1);
});

test('[LV8] presence: devices at their tables, once a second if it has changed, not to participants', async () => {
	const { hall, enter, presence } = await setup();
	const guest = enter(seat(1), 't_1');
	enter(seat(1), 't_1'); // the same device once more
	enter(seat(2));
	enter({ role: 'host', table: 't_2' });
	const moderator = enter({ role: 'moderator' });
	await hall.countPresence();
	await hall.countPresence();
	const counts = { tables: { t_1: { seats: 1, hosts: 0 }, t_2: { seats: 0, hosts: 1 } }, seats: 2 };
	expect(moderator.all('presence')).toEqual([counts]);
	expect(guest.all('presence')).toEqual([]);
	const projector = enter({ role: 'projector' });
	expect(projector.all('presence')).toEqual([counts]);
	hall.sit(guest, 't_2');
	await hall.countPresence();
	expect(moderator.all('presence')).toHaveLength(2);
	hall.remove(guest);
	hall.close();
	expect(await presence.read('d_1')).toEqual({ tables: {}, seats: 0 });
});

test('[LV9] [TA3] no tally before the reveal, afterwards at most four a second and to who comes later', async () => {
	const { clock, hall, enter, ballots, change } = await setup({ vote });
	const all = [enter(seat(1)), enter({ role: 'moderator' }), enter({ role: 'organiser' })];
	await ballots.open('d_1', 'v_1');
	await ballots.put('d_1', 'v_1', 's_1', 'first', { c_canary: 1 });
	hall.ballotsChanged();
	await hall.refresh();
	await clock.pass(2_000);
	for (const page of all) {
		expect(page.all('tally')).toEqual([]);
		expect(JSON.stringify(page.got)).not.toContain('canary');
	}
	await change({ vote: { ...vote, revealed: true } });
	await clock.pass(300);
	const first = { voteId: 'v_1', items: { c_canary: { dots: 1, counted: 0 } }, ballots: 1 };
	expect(all.map((page) => page.all('tally'))).toEqual([[first], [first], [first]]);
	for (let n = 0; n < 100; n++) {
		await ballots.put('d_1', 'v_1', `s_${n}`, `command-${n}`, { c_canary: 1 });
		hall.ballotsChanged();
		await clock.pass(10);
	}
	await clock.pass(1_000);
	expect(all[0]!.all('tally').length).toBeLessThanOrEqual(1 + 5);
	expect(all[0]!.all('tally').at(-1)).toMatchObject({ ballots: 100 });
	const late = enter({ role: 'observer' });
	expect(late.all('tally')).toEqual([all[0]!.all('tally').at(-1)]);
});

test('[LV10] a message goes once, to those it is for', async () => {
	const { clock, enter, change } = await setup({ message: { text: 'Alt', atMs: 1 } });
	const pages = {
		at1: enter(seat(1), 't_1'),
		at2: enter(seat(2), 't_2'),
		nowhere: enter(seat(3)),
		host1: enter({ role: 'host', table: 't_1' }),
		host2: enter({ role: 'host', table: 't_2' }),
		moderator: enter({ role: 'moderator' }),
		projector: enter({ role: 'projector' }),
	};
	const told = () =>
		Object.entries(pages)
			.filter(([, page]) => page.all('message').length > 0)
			.map(([name]) => name);
	await change({});
	expect(told()).toEqual([]); // what was said before
	await change({ message: { text: 'Suppe!', atMs: 5, tableIds: ['t_1'] } });
	await change({ frozen: ['t_1'] });
	await clock.pass(500);
	expect(told()).toEqual(['at1', 'nowhere', 'host1', 'moderator']);
	expect(pages.at1.all('message')).toEqual([{ text: 'Suppe!', atMs: 5 }]);
	await change({ message: { text: 'Alle!', atMs: 6 } });
	expect(told()).toHaveLength(7);
});

test('[LV11] the end is told to everybody', async () => {
	const { hall, enter } = await setup();
	const pages = [enter(seat(1)), enter({ role: 'moderator' })];
	hall.end('erased');
	expect(pages.map(({ farewell }) => farewell)).toEqual(['erased', 'erased']);
});
