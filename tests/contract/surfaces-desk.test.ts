import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESK } from '#shared/desk.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { openHall } from '#tests/support/hall.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

test('[SO2] the hall’s themes: moderators write them, everybody of the dialogue reads them', async () => {
	const hall = await openHall(server);
	const moderator = await hall.desk('themes', hall.moderatorToken).whenSynced();
	moderator.doc.getMap(DESK.themes).set('one', 'Mehr Bänke');
	for (const token of [
		hall.hostToken(),
		hall.dialogue.links.projector.token,
		(await hall.join()).token,
	]) {
		const reader = await hall.desk('themes', token).whenSynced();
		await until(() => reader.doc.getMap(DESK.themes).get('one') === 'Mehr Bänke', {
			what: 'the theme',
		});
	}
	const intruder = await hall.desk('themes', hall.hostToken()).whenSynced();
	intruder.doc.getMap(DESK.themes).delete('one');
	expect(await intruder.whenClosed()).toBe(CLOSE.notAllowed);
	const fresh = await hall.desk('themes', hall.moderatorToken).whenSynced();
	expect(fresh.doc.getMap(DESK.themes).get('one')).toBe('Mehr Bänke');
});

test('[SO2] the minutes in the making: nobody but moderators and organisers sees them', async () => {
	const hall = await openHall(server);
	const moderator = await hall.desk('minutes', hall.moderatorToken).whenSynced();
	moderator.doc.getMap(DESK.corrections).set('c_one', 'Mehr Bänke im Park');
	const organiser = await hall.desk('minutes', server.adminToken).whenSynced();
	await until(() => organiser.doc.getMap(DESK.corrections).has('c_one'), {
		what: 'the correction',
	});
	for (const token of [
		hall.hostToken(),
		hall.dialogue.links.projector.token,
		hall.dialogue.links.observer.token,
		(await hall.join()).token,
	])
		expect(await hall.desk('minutes', token).whenClosed()).toBe(CLOSE.notFound);
});
