import { expect, test } from 'vitest';
import { openHall, seat, vote, waitingCard } from '#tests/support/open-hall.ts';
import { settled } from '#tests/support/virtual-clock.ts';

test('[LV6] a state on entering and after each change, bursts together, never an older one later', async () => {
	const { clock, hall, enter, change } = await openHall();
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
	const { enter, reads, change, waiting } = await openHall({ vote });
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
	const { clock, hall, enter, ballots, waiting } = await openHall({ vote });
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
	const { clock, hall, enter, waiting, ballots } = await openHall({ vote });
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
	const { clock, enter, broken, logged } = await openHall();
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
	const { clock, hall, enter, change } = await openHall({ vote: { ...vote, revealed: true } });
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
