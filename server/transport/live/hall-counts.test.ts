import { expect, test } from 'vitest';
import type { Presence } from '#shared/state.ts';
import { openHall, seat, vote } from '#tests/support/open-hall.ts';

test('[LV8] presence: devices at their tables, once a second if it has changed, not to participants', async () => {
	const { hall, enter, presence } = await openHall();
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

test('[LV16] a device that has gone silent: when it was heard of last, to its hosts and those who conduct', async () => {
	const { clock, hall, enter } = await openHall();
	const tablet = enter(seat(1), 't_1');
	const twice = [enter(seat(2), 't_1'), enter(seat(2), 't_1')];
	const leaving = enter(seat(3), 't_1');
	const pages = {
		moderator: enter({ role: 'moderator' }),
		host: enter({ role: 'host', table: 't_1' }),
		hostOfTwo: enter({ role: 'host', table: 't_2' }),
		projector: enter({ role: 'projector' }),
	};
	const lost = (page: keyof typeof pages) =>
		(pages[page].all('presence').at(-1) as Presence | undefined)?.tables.t_1?.lostAtMs;
	hall.sit(leaving, undefined);
	await clock.pass(17_000);
	for (const gone of [tablet, twice[0]!, leaving]) hall.remove(gone);
	await hall.countPresence();
	const heardAtMs = tablet.heardAtMs - (tablet.heardAtMs % 10_000);
	expect(lost('moderator')).toEqual([heardAtMs]);
	expect(lost('host')).toEqual([heardAtMs]);
	expect([lost('hostOfTwo'), lost('projector')]).toEqual([undefined, undefined]);
	expect(JSON.stringify(pages.moderator.all('presence'))).not.toMatch(/s_1|here|mark/);
	hall.remove(twice[1]!);
	await hall.countPresence();
	expect(lost('moderator')).toHaveLength(2);
	enter(seat(1), 't_1');
	await hall.countPresence();
	expect(lost('moderator')).toHaveLength(1);
	await clock.pass(16 * 60_000);
	await hall.countPresence();
	expect(lost('moderator')).toBeUndefined();
});

test('[LV9] [TA3] no tally before the reveal, afterwards at most four a second and to who comes later', async () => {
	const { clock, hall, enter, ballots, change } = await openHall({ vote });
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

const old = { id: 'm_0', text: 'Alt', atMs: 1 };

test('[LV10] a message goes once, to those it is for', async () => {
	const { clock, enter, change } = await openHall({ messages: [old] });
	const words = { id: 'm_1', text: 'Noch fünf Minuten.', ready: 'five-minutes', atMs: 5 } as const;
	const soup = { ...words, tableIds: ['t_1'] as const };
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
	await change({ messages: [old, soup] });
	await change({ frozen: ['t_1'] });
	await clock.pass(500);
	expect(told()).toEqual(['at1', 'nowhere', 'host1', 'moderator']);
	expect(pages.at1.all('message')).toEqual([words]);
	// two within one millisecond, with the same words, of which this node hears at once
	const all = ['m_2', 'm_3'].map((id) => ({ id, text: 'Alle!', atMs: 6 }));
	await change({ messages: [old, soup, ...all] });
	expect(told()).toHaveLength(7);
	expect(pages.projector.all('message')).toEqual(all);
});

test('[LV11] the end is told to everybody', async () => {
	const { hall, enter } = await openHall();
	const pages = [enter(seat(1)), enter({ role: 'moderator' })];
	hall.end('erased');
	expect(pages.map(({ farewell }) => farewell)).toEqual(['erased', 'erased']);
});
