import { expect, test } from 'vitest';
import { VirtualClock, settled } from '#tests/support/virtual-clock.ts';
import { JoinDoor, type Answer } from './join-door.ts';

const HALL = '192.0.2.7';
const MISSES = 50;
const DIALOGUE = 'd_hall';

function setup() {
	const clock = new VirtualClock();
	return { clock, door: new JoinDoor({ clock, missesMax: MISSES }) };
}

/** Takes note of the answer when it comes. */
function asked(promise: Promise<Answer>): { answer?: Answer } {
	const seen: { answer?: Answer } = {};
	void promise.then((answer) => (seen.answer = answer));
	return seen;
}

async function useUpBudget(door: JoinDoor): Promise<void> {
	for (let guess = 0; guess < MISSES; guess++)
		expect(await door.ask(HALL, `WRONG${guess}`, undefined)).toEqual({ open: true });
}

test('[JD1] so many wrong codes are answered at once, the next one waits; other addresses do not', async () => {
	const { door } = setup();
	await useUpBudget(door);
	const next = asked(door.ask(HALL, 'ONEMORE', undefined));
	await settled();
	expect(next.answer).toBeUndefined();
	expect(await door.ask('192.0.2.8', 'ONEMORE', undefined)).toEqual({ open: true });
});

test('[JD1] right codes cost nothing, and the budget grows by one in three seconds', async () => {
	const { door, clock } = setup();
	for (let person = 0; person < 500; person++) await door.ask(HALL, 'RIGHT', DIALOGUE);
	await useUpBudget(door);
	await clock.pass(6_000);
	expect(await door.ask(HALL, 'WRONGA', undefined)).toEqual({ open: true });
	expect(await door.ask(HALL, 'WRONGB', undefined)).toEqual({ open: true });
	const third = asked(door.ask(HALL, 'WRONGC', undefined));
	await settled();
	expect(third.answer).toBeUndefined();
});

test('[JD2] a dialogue that is known at an address stays open there without a limit', async () => {
	const { door } = setup();
	await door.ask(HALL, 'RIGHT', DIALOGUE);
	door.know(HALL, 'd_other');
	await useUpBudget(door);
	for (let person = 0; person < 300; person++) {
		expect(await door.ask(HALL, 'RIGHT', DIALOGUE)).toEqual({ open: true });
		expect(await door.ask(HALL, 'OTHER', 'd_other')).toEqual({ open: true });
	}
});

test('[JD3] beyond the budget one new code is answered in three seconds, the others are sent away', async () => {
	const { door, clock } = setup();
	await useUpBudget(door);
	let open = 0;
	for (let round = 0; round < 10; round++) {
		const all = Array.from({ length: 40 }, (_, guess) =>
			asked(door.ask(HALL, `GUESS${round}-${guess}`, undefined)),
		);
		await clock.pass(3_000);
		for (const { answer } of all) {
			if (answer?.open) open++;
			else expect(answer).toEqual({ open: false, laterSeconds: 3 });
		}
	}
	expect(open).toBe(10);
});

test('[JD4] the slot goes to the code that most people ask for, and from then on it is open', async () => {
	const { door, clock } = setup();
	await useUpBudget(door);
	const guesses = Array.from({ length: 30 }, (_, guess) =>
		asked(door.ask(HALL, `GUESS${guess}`, undefined)),
	);
	const people = [1, 2, 3].map(() => asked(door.ask(HALL, 'RIGHT', DIALOGUE)));
	await clock.pass(3_000);
	expect(people.map(({ answer }) => answer?.open)).toEqual([true, true, true]);
	expect(guesses.every(({ answer }) => answer?.open === false)).toBe(true);
	expect(await door.ask(HALL, 'RIGHT', DIALOGUE)).toEqual({ open: true });
});

test('[JD4] guesses that fill the queue give way to people who share a code', async () => {
	const { door, clock } = setup();
	await useUpBudget(door);
	const people = [1, 2].map(() => asked(door.ask(HALL, 'RIGHT', DIALOGUE)));
	for (let guess = 0; guess < 2_000; guess++) void door.ask(HALL, `GUESS${guess}`, undefined);
	const late = asked(door.ask(HALL, 'RIGHT', DIALOGUE));
	await clock.pass(3_000);
	for (const { answer } of [...people, late]) expect(answer).toEqual({ open: true });
});

test('[JD5] a code that was wrong here is answered at once, and takes nobody’s slot', async () => {
	const { door, clock } = setup();
	await useUpBudget(door);
	expect(await door.ask(HALL, 'WRONG7', undefined)).toEqual({ open: true });
	const person = asked(door.ask(HALL, 'RIGHT', DIALOGUE));
	for (let again = 0; again < 100; again++) await door.ask(HALL, 'WRONG7', undefined);
	await clock.pass(3_000);
	expect(person.answer).toEqual({ open: true });
});

test('[JD5] a code that was wrong here and exists by now waits for the slot like any other', async () => {
	const { door, clock } = setup();
	await door.ask(HALL, 'NEW', undefined);
	for (let guess = 1; guess < MISSES; guess++) await door.ask(HALL, `WRONG${guess}`, undefined);
	const person = asked(door.ask(HALL, 'NEW', DIALOGUE));
	await settled();
	expect(person.answer).toBeUndefined();
	await clock.pass(3_000);
	expect(person.answer).toEqual({ open: true });
});

test('[JD6] a flood of questions keeps a bounded number waiting, and says when to come again', async () => {
	const { door, clock } = setup();
	await useUpBudget(door);
	const all = Array.from({ length: 3_000 }, (_, guess) =>
		asked(door.ask(HALL, `GUESS${guess}`, undefined)),
	);
	await settled();
	expect(all.filter(({ answer }) => answer === undefined).length).toBeLessThanOrEqual(400);
	for (const { answer } of all)
		if (answer)
			expect(answer).toMatchObject({ open: false, laterSeconds: expect.any(Number) as number });
	await clock.pass(3_000);
	expect(all.every(({ answer }) => answer !== undefined)).toBe(true);
	expect(clock.waiting).toBe(0);
});

test('[JD6] when the server ends, nobody is left waiting', async () => {
	const { door, clock } = setup();
	await useUpBudget(door);
	const person = asked(door.ask(HALL, 'RIGHT', DIALOGUE));
	door.close();
	await settled();
	expect(person.answer).toMatchObject({ open: false });
	expect(clock.waiting).toBe(0);
});
