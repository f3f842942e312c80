import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { LinkPace } from '#server/transport/live/link-pace.ts';
import type { Acknowledgement } from '#shared/commands.ts';
import { LIMITS } from '#shared/limits.ts';
import { ROLES } from '#shared/roles.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';

// One link, and as many connections under it as it may have.

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});

test('[LV17] forty connections of one link do no more than one link may; those who conduct are not held up', async () => {
	const stores = await LiveStores.with();
	const node = await LiveNode.start(stores, 'one');
	nodes.push(node);
	const token = await stores.tokenFor('host', 't_1');
	const moderator = await node.open(await stores.tokenFor('moderator'));
	const startMs = Date.now();
	const pages = await Promise.all(
		Array.from({ length: LIMITS.socketsPerLinkMax }, () => node.open(token)),
	);
	const pressed = pages.flatMap((page) =>
		Array.from(
			{ length: 10 },
			(_, n) =>
				page.socket.emitWithAck('table:freeze', {
					id: randomUUID(),
					tableId: 't_1',
					frozen: n % 2 === 0,
				}) as Promise<Acknowledgement>,
		),
	);
	await moderator.must('table:freeze', { tableId: 't_2', frozen: true });
	const answers = await Promise.all(pressed);
	const most = () =>
		LIMITS.commandsBurstPerLinkMax +
		((Date.now() - startMs) / 1_000) * LIMITS.commandsPerSecondPerLinkMax;
	const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.rejection.code));
	const done = codes.filter((code) => code === 'ok').length;
	expect(done).toBeGreaterThanOrEqual(LIMITS.commandsBurstPerLinkMax);
	expect(done).toBeLessThanOrEqual(most());
	expect(new Set(codes)).toEqual(new Set(['ok', 'request/too-many']));
	// who leaves and comes again begins with nothing new; the clock is read all the same
	for (const page of pages) page.leave();
	const again = await node.open(token);
	const more = await Promise.all(
		Array.from({ length: LIMITS.commandsBurstMax - 1 }, () =>
			again.command('table:freeze', { tableId: 't_1', frozen: true }),
		),
	);
	expect(done + more.filter(({ ok }) => ok).length).toBeLessThanOrEqual(most());
	expect(await again.command('clock:read', {})).toMatchObject({ ok: true });
	// another link of the same table is another one
	const other = await node.open(await stores.tokenFor('host', 't_1'));
	await other.must('table:freeze', { tableId: 't_1', frozen: false });
});

test('[LV17] forty interpreters on one link at work for an hour are never held up', () => {
	const pace = new LinkPace();
	for (let second = 0; second < 3_600; second++)
		for (let person = 0; person < LIMITS.socketsPerLinkMax; person++)
			// taken, given, and the next one taken, every twenty seconds; all of them at the same moment at the start
			for (let n = 0; n < 3; n++)
				if (second % 20 === (second < 20 ? 0 : person % 20))
					expect(pace.take('link', 'interpreter', second * 1_000)).toBe(true);
});

test('[LV17] seats and those who conduct are not counted; links at rest are not remembered', () => {
	const pace = new LinkPace();
	for (const role of ROLES) {
		const taken = Array.from({ length: 1_000 }, () => pace.take(role, role, 0)).filter(Boolean);
		const isFree = ['participant', 'moderator', 'organiser'].includes(role);
		expect([role, taken.length]).toEqual([role, isFree ? 1_000 : LIMITS.commandsBurstPerLinkMax]);
	}
	pace.forgetFull(1_000);
	expect(pace.size).toBe(4);
	pace.forgetFull(60_000);
	expect(pace.size).toBe(0);
});
