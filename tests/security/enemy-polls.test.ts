import http from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import { PollRequests } from '#tests/support/poll-requests.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { BOARD_PATH, SyncHouse } from '#tests/support/sync-house.ts';
import { until } from '#tests/support/until.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** What the two kernels between server and client hold at most is below that; screens that take nothing for 15 s are sent away. */
const MORE_THAN_KERNELS_TAKE_BYTES = 11 * 1024 * 1024;

/** A line to a board of so many bytes, all of which wait in it. */
async function lineToBoard(bytes: number) {
	const clock = new VirtualClock();
	const house = await new SyncHouse({ clock }).open();
	closing.push(() => house.close());
	const doc = { dialogue: 'd_hall', kind: 'board', id: 't_work' } as const;
	const { room } = await house.registry.hold(doc);
	for (let n = 0; n * 50_000 < bytes; n++)
		await room.write(room.epoch, (doc) => {
			doc.getMap('cards').set(`c_${n}`, 'x'.repeat(50_000));
			return {};
		});
	const reader = new PollRequests(house.base, 'seatOne');
	const line = await reader.opened(BOARD_PATH);
	await reader.send(line, 0, syncFrame('one', Uint8Array.of(0)));
	return { clock, house, reader, line };
}

test('[HL7] a board that was given is given again at a pace of its own, what is new at once', async () => {
	const bytes = 3 * LIMITS.pollRepeatedBytesPerSecondMax;
	const { clock, reader, line } = await lineToBoard(bytes);
	const { messages } = await reader.fetch(line, 0);
	expect(messages.length).toBeGreaterThan(0);
	let given = 0;
	for (let second = 0; second < 10; second++) {
		const asked = [false, true, false].map(async (waits) => {
			const { status } = await reader.fetch(line, 0, waits);
			if (status === 200) given++;
		});
		// of three that ask, the last one waits; the others are sent home
		await Promise.race([Promise.all(asked.slice(0, 2)), Promise.all(asked.slice(1))]);
		await clock.pass(1_000);
	}
	expect(given).toBeLessThanOrEqual(4);
	const { status } = await reader.fetch(line, messages.length);
	expect(status).toBe(204);
});

test('[HL7] of answers that nobody reads the last one is kept', async () => {
	const { clock, house, line } = await lineToBoard(MORE_THAN_KERNELS_TAKE_BYTES);
	const waiting = new Set<http.IncomingMessage>();
	/** Asks, and reads nothing of the answer but its head. */
	const ask = (): void => {
		const request = http.get(
			`${house.base}/sync-http/lines/${line}?after=0&wait=0`,
			{ headers: { authorization: 'Bearer seatOne' }, agent: false },
			(answer) => {
				waiting.add(answer);
				answer.pause().on('error', () => undefined);
			},
		);
		closing.push(() => request.destroy());
		request.on('error', () => undefined);
	};
	for (let n = 0; n < 2; n++) {
		ask();
		await until(() => clock.pass(1_000).then(() => waiting.size === n + 1), { what: 'an answer' });
	}
	const outcomes = await Promise.all(
		[...waiting].map(
			(answer) =>
				new Promise<string>((ends) => {
					answer.on('end', () => ends('whole')).on('error', () => ends('cut'));
					answer.resume();
				}),
		),
	);
	expect(outcomes).toEqual(['cut', 'whole']);
});
