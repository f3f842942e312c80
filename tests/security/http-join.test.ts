import { expect, test } from 'vitest';
import { newCode } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { ADMIN_TOKEN, openHttpHouse, type HttpHouse } from '#tests/support/http-house.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import { createDialogue } from '#tests/support/outside-api.ts';

/**
 * The hall and somebody in it who guesses codes share one address. Each house is fresh, so no other test has used up its
 * budget; loopback gets no special treatment.
 */
const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const guess = () => newCode(random);

async function join({ base }: HttpHouse, code: string): Promise<{ status: number; text: string }> {
	const answer = await fetch(`${base}/api/join`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ code }),
	});
	const text = (await answer.text()).replace(/"requestId":"[^"]*"/, '');
	return { status: answer.status, text };
}

/** Guesses without a pause from this many hands until told to stop; answers how often it was told "wrong". */
function attack(house: HttpHouse, hands: number) {
	let going = true;
	const told = { wrong: 0, later: 0, right: 0 };
	const all = Array.from({ length: hands }, async () => {
		while (going) {
			const { status } = await join(house, guess());
			told[status === 404 ? 'wrong' : status === 429 ? 'later' : 'right']++;
		}
	});
	return async () => {
		going = false;
		await Promise.all(all);
		return told;
	};
}

async function hall(house: HttpHouse, people: number, withinMs: number, code: string) {
	const tookMs: number[] = [];
	const statuses = await Promise.all(
		Array.from({ length: people }, async (_, person) => {
			await new Promise((come) => setTimeout(come, (person * withinMs) / people));
			const beganMs = performance.now();
			const { status } = await join(house, code);
			tookMs.push(performance.now() - beganMs);
			return status;
		}),
	);
	return { statuses, p99Ms: tookMs.toSorted((a, b) => a - b)[Math.ceil(people * 0.99) - 1]! };
}

test('[JD2] 150 people get in while somebody at their address guesses, and the guesser learns little', async () => {
	const house = await openHttpHouse();
	const { code } = await createDialogue(house.base, ADMIN_TOKEN);
	const beganMs = performance.now();
	const stop = attack(house, 60);
	const { statuses, p99Ms } = await hall(house, 150, 6_000, code);
	const told = await stop();
	const tookS = (performance.now() - beganMs) / 1_000;
	expect(statuses.filter((status) => status === 200)).toHaveLength(150);
	keptTime('99 of 100 who join', p99Ms, 3_000);
	expect(told.right).toBe(0);
	const most = LIMITS.codeMissesPerMinutePerAddressMax + Math.ceil(tookS / 3) + 1;
	expect(told.wrong).toBeLessThanOrEqual(most);
	expect(told.wrong + told.later).toBeGreaterThan(100);
}, 60_000);

test('[JD4] they get in even if the guessing began before anybody at their address knew the code', async () => {
	const house = await openHttpHouse();
	const { code } = await fromElsewhere(house);
	const stop = attack(house, 60);
	await expect.poll(async () => (await join(house, guess())).status, { timeout: 25_000 }).toBe(429); // the budget is used up
	const { statuses, p99Ms } = await hall(house, 150, 6_000, code);
	await stop();
	expect(statuses.filter((status) => status === 200)).toHaveLength(150);
	keptTime('99 of 100 who join', p99Ms, 3_500);
}, 60_000);

test('[JN3] wrong codes answer alike in status, size and time', async () => {
	const house = await openHttpHouse();
	const { code } = await createDialogue(house.base, ADMIN_TOKEN);
	const erased = await createDialogue(house.base, ADMIN_TOKEN);
	await fetch(`${house.base}/api/dialogues/${erased.id}`, {
		method: 'DELETE',
		headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
	});
	const near = code.replace(/.$/, code.endsWith('2') ? '3' : '2');
	const kinds = {
		unknown: guess,
		erased: () => erased.code,
		near: () => near,
		malformed: () => 'x',
	};
	const answers = new Set<string>();
	const tookMs = Object.values(kinds).map(() => [] as number[]);
	// in turn, so that a busy moment of the machine falls on all kinds alike
	for (let time = 0; time < 15; time++)
		for (const [kind, code] of Object.values(kinds).entries()) {
			const beganMs = performance.now();
			const { status, text } = await join(house, code());
			tookMs[kind]!.push(performance.now() - beganMs);
			answers.add(`${status} ${text}`);
		}
	const sorted = tookMs.map((of) => of.toSorted((a, b) => a - b));
	const mediansMs = sorted.map((of) => of[7]!);
	const widestMs = Math.max(...sorted.map((of) => of[11]! - of[3]!));
	expect([...answers]).toHaveLength(1);
	// no kind stands out from what the machine itself varies by
	expect(Math.max(...mediansMs) - Math.min(...mediansMs)).toBeLessThan(Math.max(5, widestMs));
});

test('[HT8] 500 people who join from one address at once all get a seat', async () => {
	const house = await openHttpHouse();
	const { code } = await createDialogue(house.base, ADMIN_TOKEN);
	const { statuses } = await hall(house, 500, 500, code);
	expect(statuses.filter((status) => status === 200)).toHaveLength(500);
});

test('[HT8] a valid token is not limited by what others at its address do', async () => {
	const house = await openHttpHouse();
	const me = (token: string) =>
		fetch(`${house.base}/api/me`, { headers: { authorization: `Bearer ${token}` } });
	const max = LIMITS.requestsPerMinutePerAddressMax;
	let status = 0;
	for (let sent = 0; sent < max + 500 && status !== 429; sent += 100) {
		const all = await Promise.all(Array.from({ length: 100 }, (_, n) => me(`wrong-${sent + n}`)));
		await Promise.all(all.map((answer) => answer.arrayBuffer()));
		status = all.at(-1)!.status;
	}
	const refused = await me('wrong');
	expect(refused.status).toBe(429);
	expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
	for (let ask = 0; ask < 20; ask++) expect((await me(ADMIN_TOKEN)).status).toBe(200);
}, 60_000);

test('[HT16] forwarded headers give no fresh budget', async () => {
	const house = await openHttpHouse();
	const statuses = new Set<number>();
	for (let n = 0; n < 60; n++) {
		const ip = `198.51.100.${n}`;
		const asked = fetch(`${house.base}/api/join`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-forwarded-for': ip,
				'x-real-ip': ip,
				forwarded: `for=${ip}`,
			},
			body: JSON.stringify({ code: guess() }),
			signal: AbortSignal.timeout(500),
		}).catch(() => ({ status: 429 })); // it waits for the slot of its real address
		statuses.add((await asked).status);
		if (statuses.has(429)) break;
	}
	expect(statuses).toContain(429);
});

async function fromElsewhere(house: HttpHouse): Promise<{ code: string }> {
	const { records } = house.stores;
	const { id } = await createDialogue(house.base, ADMIN_TOKEN);
	const found = (await records.get('dialogue', id))!;
	// as if another node had made it: this one has never seen anybody of it
	const copy = { ...found.value, id: 'd_elsewhere', code: guess() } as const;
	await records.write([
		{ kind: 'dialogue', id: copy.id, dialogue: copy.id, was: null, value: copy },
		{ kind: 'code', id: copy.code, dialogue: copy.id, was: null, value: { dialogue: copy.id } },
	]);
	return copy;
}
