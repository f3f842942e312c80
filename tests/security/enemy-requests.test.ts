import { expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import { ADMIN_TOKEN, openHttpHouse } from '#tests/support/http-house.ts';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';

test('[HT17] one device that asks without end is told to come later, its neighbour is not', async () => {
	const house = await openHttpHouse();
	const { code } = await createDialogue(house.base, ADMIN_TOKEN);
	const [enemy, neighbour] = [await joinSeat(house.base, code), await joinSeat(house.base, code)];
	const ask = async (token: string): Promise<Response> => {
		const answer = await fetch(`${house.base}/api/me`, {
			headers: { authorization: `Bearer ${token}` },
		});
		await answer.arrayBuffer();
		return answer;
	};
	const counts = new Map<number, number>();
	for (let asked = 0; asked < LIMITS.requestsPerMinutePerSeatMax + 20; asked += 20)
		for (const { status } of await Promise.all(Array.from({ length: 20 }, () => ask(enemy.token))))
			counts.set(status, (counts.get(status) ?? 0) + 1);
	expect(counts.get(200)).toBeLessThanOrEqual(LIMITS.requestsPerMinutePerSeatMax);
	expect(counts.get(429)).toBeGreaterThan(0);
	const refused = await ask(enemy.token);
	expect(refused.status).toBe(429);
	expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
	expect((await ask(neighbour.token)).status).toBe(200);
});
