import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import { Hall, openHall } from '#tests/support/hall.ts';
import { joinSeat, request } from '#tests/support/outside-api.ts';
import { startRedis } from '#tests/support/redis-server.ts';
import { startServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { newDataDir } from './store/data-dir.ts';

/** In how many files below this folder the text stands. */
function filesWith(dir: string, text: string): number {
	return fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => {
		try {
			return fs.readFileSync(path.join(dir, name)).includes(text);
		} catch {
			return false; // a folder, or gone while it was looked at
		}
	}).length;
}

test('[UL15] of forgotten seats no word and no id is in any byte of the embedded store, boards are as they were', async () => {
	const dir = newDataDir();
	const clock = new VirtualClock();
	const store = EmbeddedStore.open(dir, { clock });
	const log = new EmbeddedUpdateLog(store);
	const board = { dialogue: 'd_day', kind: 'board', id: 't_1' } as const;
	for (let seq = 0; seq < 300; seq++) {
		const seat = { dialogue: 'd_day', kind: 'seat', id: 's_geheimerPlatz' } as const;
		const row = { rev: 1, seat: seat.id, table: 't_1', outcome: 'shown', seen: '' } as const;
		await log.append(seat, { seq, epoch: '0.0' }, Buffer.from(`Entwurf ${seq} `.repeat(seq % 40)), {
			due: seat.id,
			ledger: [{ card: `c_${seq}`, was: null, row }],
		});
		await log.append(board, { seq, epoch: '0.0' }, Buffer.from(`Karte ${seq}`));
		if (seq === 200)
			await log.compact(seat, { seq, state: Buffer.from('Entwurf '.repeat(900)) }, 9);
	}
	expect(filesWith(dir, 'Entwurf')).toBeGreaterThan(0);
	await log.forgetSeats('d_day');
	await clock.pass(40_000); // quiet: the file is rewritten
	for (const trace of ['Entwurf', 's_geheimerPlatz']) expect(filesWith(dir, trace)).toBe(0);
	expect((await log.open(board)).tail).toHaveLength(300);
	expect((await log.ledgerOf('d_day')).size).toBe(300);
	store.close();
});

test('[FS2, FS4] an organiser closes the dialogue and has the seats deleted: tablets are told on every node, the board stays, no file of Redis knows them', async () => {
	const redis = await startRedis();
	onTestFinished(() => redis.remove());
	const nodes = await Promise.all([1, 2].map(() => startServer({ env: { REDIS_URL: redis.url } })));
	onTestFinished(async () => void (await Promise.all(nodes.map((node) => node.remove()))));
	const hall = await openHall(nodes[0]!);
	const far = new Hall(nodes[1]!, hall.dialogue);
	const seat = await far.join();
	const tablet = await far.tablet(seat);
	const place = { table: hall.table, question: 'need' };
	const card = tablet.write({ ...place, text: 'Steht an der Tafel' });
	tablet.write({ ...place, text: 'Bleibt ein Entwurf', state: 'draft' });
	await tablet.whenReceipt(card, 'shown');
	const screen = await hall.screen(hall.dialogue.links.projector.token);
	await screen.whenCard(card);
	expect(filesWith(redis.dir, seat.seatId)).toBeGreaterThan(0);

	const api = `/api/dialogues/${hall.dialogue.id}`;
	const { adminToken: token } = nodes[0]!;
	const deleteSeats = () => request(nodes[0]!.base, 'DELETE', `${api}/seats`, { token });
	await expect(deleteSeats()).rejects.toMatchObject({ status: 409 });
	await request(nodes[0]!.base, 'PATCH', api, { token, body: { phase: 'closed' } });
	await deleteSeats();
	expect(await tablet.whenClosed()).toBe(4401);
	expect(screen.closes).toEqual([]);
	expect(screen.card(card)?.text).toBe('Steht an der Tafel');
	expect(
		await far.raw(`/sync/${hall.dialogue.id}/seat/${seat.seatId}`, { token: seat.token }).outcome(),
	).toBe(4401);
	await until(
		() => filesWith(redis.dir, seat.seatId) + filesWith(redis.dir, 'Bleibt ein Entwurf') === 0,
		{ what: 'the file is rewritten', withinMs: 20_000, everyMs: 100 },
	);

	// open again: somebody else, who may not take the card over
	await request(nodes[0]!.base, 'PATCH', api, { token, body: { phase: 'open' } });
	const other = await hall.tablet(await joinSeat(hall.base, hall.dialogue.code));
	other.write({ ...place, text: 'Fremd', id: card });
	expect(await other.whenReceipt(card, 'refused')).toMatchObject({ reason: 'card/taken' });
	expect(screen.card(card)?.text).toBe('Steht an der Tafel');
}, 90_000);
