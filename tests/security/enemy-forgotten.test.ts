import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { STORE_FILE } from '#server/adapters/embedded/database.ts';
import { openHall } from '#tests/support/hall.ts';
import { request } from '#tests/support/outside-api.ts';
import type { VoteId } from '#shared/ids.ts';
import { startServer } from '#tests/support/server.ts';

test('[FS5] with all files after the seats are gone: what one device sent at once lies in no entry, no seat is named', async () => {
	const server = await startServer();
	onTestFinished(() => server.remove());
	const hall = await openHall(server);
	const [tablet, other] = [await hall.tablet(), await hall.tablet()];
	const cards = tablet.doc.transact(() =>
		['eins', 'zwei', 'drei'].map((text) =>
			tablet.write({ table: hall.table, question: 'need', text }),
		),
	);
	for (const card of cards) await tablet.whenReceipt(card, 'shown');
	const last = other.write({ table: hall.table, question: 'need', text: 'vier' });
	await other.whenReceipt(last, 'shown');
	const moderator = await hall.live(hall.moderatorToken);
	const terms = { dots: 3, perItemMax: 3, criterion: 'Was zuerst?' };
	const { voteId } = (await moderator.must('vote:open', terms)) as { voteId: VoteId };
	const seats: string[] = [];
	for (const device of [tablet, other]) {
		const live = await hall.live(device.seat.token);
		await live.must('vote:cast', { voteId, dots: { [last]: 1 } });
		seats.push(device.seat.seatId);
	}
	await moderator.must('vote:close', {});
	await moderator.must('vote:reveal', {});

	const token = server.adminToken;
	const dialogue = `/api/dialogues/${hall.dialogue.id}`;
	const before = await request(server.base, 'GET', `${dialogue}/results`, { token });
	await request(server.base, 'PATCH', dialogue, { token, body: { phase: 'closed' } });
	await request(server.base, 'DELETE', `${dialogue}/seats`, { token });
	const after = await request(server.base, 'GET', `${dialogue}/results`, { token });
	expect(after).toEqual(before);

	await server.stop();
	const db = new DatabaseSync(path.join(server.storeDir, STORE_FILE));
	const entries = db
		.prepare(
			`SELECT entry.seq FROM entry JOIN document ON document.id = entry.document
			WHERE document.kind = 'board' AND document.dialogue = ?`,
		)
		.all(hall.dialogue.id);
	db.close();
	expect(entries).toEqual([]);
	for (const file of fs.readdirSync(server.storeDir))
		for (const seat of seats)
			expect([file, fs.readFileSync(path.join(server.storeDir, file)).includes(seat)]).toEqual([
				file,
				false,
			]);
});
