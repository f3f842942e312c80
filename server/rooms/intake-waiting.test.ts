import { expect, test } from 'vitest';
import { FROZEN, house, OPEN, services } from '#tests/support/intake-table.ts';

test('[IT10] admitted it comes in, once, however often that is said', async () => {
	const { house: at, tablet } = await house({ moderation: 'before' });
	const { admit, waiting } = services(at);
	tablet.send('c_1');
	await at.rest();
	expect(await waiting(at.dialogue.id, 't_1')).toEqual([
		{
			cardId: 'c_1',
			tableId: 't_1',
			question: 'good',
			text: 'Mehr Bänke am Fluss',
			lang: 'de',
			state: 'waiting',
		},
	]);
	expect(await waiting(at.dialogue.id, 't_2')).toEqual([]);
	expect(await Promise.all([admit(), admit()])).toEqual([
		{ ok: true, value: undefined },
		{ ok: true, value: undefined },
	]);
	await at.rest();
	expect(await admit()).toEqual({ ok: true, value: undefined });
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	expect(await waiting(at.dialogue.id)).toEqual([]);
});

test('[IT10] a late card is admitted, on a frozen table for the end of the freeze', async () => {
	const { house: at, tablet } = await house();
	await at.decide(FROZEN);
	tablet.send('c_1');
	await at.rest();
	const { admit, waiting } = services(at);
	expect((await waiting(at.dialogue.id)).map(({ state }) => state)).toEqual(['late']);
	await admit();
	await at.rest();
	expect(await at.cards()).toEqual([]);
	expect(await waiting(at.dialogue.id)).toEqual([]);
	await at.decide(OPEN);
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
});

test('[IT10] refused it stays in its seat with the host’s reason, whatever its author does', async () => {
	const { house: at, tablet } = await house({ moderation: 'before' });
	const { admit, refuse, waiting } = services(at);
	tablet.send('c_1');
	await at.rest();
	expect((await refuse('c_1', 'Nennt einen Namen')).ok).toBe(true);
	await at.rest();
	expect(tablet.receipt()).toEqual({ state: 'refused', reason: 'Nennt einen Namen' });
	expect(tablet.cards.has('c_1')).toBe(true);
	tablet.reword('c_1', 'Noch einmal');
	await at.rest();
	expect(await waiting(at.dialogue.id)).toEqual([]);
	expect((await refuse('c_1', 'Anders')).ok).toBe(true);
	expect(await admit()).toMatchObject({ ok: false, rejection: { code: 'card/not-waiting' } });
	expect(tablet.receipt()).toEqual({ state: 'refused', reason: 'Nennt einen Namen' });
});

test('[IT10] what does not wait, or waits elsewhere, can be neither admitted nor refused', async () => {
	const { house: at, tablet } = await house();
	const { admit, refuse } = services(at);
	tablet.sendAll([
		['c_1', {}],
		['c_2', { table: 't_2' }],
	]);
	await at.rest();
	expect(await refuse('c_1', 'Nein')).toMatchObject({ rejection: { code: 'card/not-waiting' } });
	expect(await admit('c_1')).toMatchObject({ rejection: { code: 'card/not-waiting' } });
	expect(await admit('c_2')).toMatchObject({ rejection: { code: 'card/unknown' } });
	expect(await admit('c_9')).toMatchObject({ rejection: { code: 'card/unknown' } });
});

test('[IT10] the oldest stands first in the list', async () => {
	const { house: at, tablet } = await house({ moderation: 'before' });
	for (const id of ['c_z', 'c_a', 'c_m']) {
		tablet.send(id);
		await at.rest();
		await at.clock.pass(10);
	}
	tablet.reword('c_z', 'Geändert');
	await at.rest();
	const waiting = await services(at).waiting(at.dialogue.id);
	expect(waiting.map(({ cardId }) => cardId)).toEqual(['c_z', 'c_a', 'c_m']);
});

test('[IT13] newer words of a shown card wait, too, and come in or are refused', async () => {
	const { house: at, tablet } = await house({ moderation: 'before' });
	const { admit, refuse, waiting } = services(at);
	tablet.send('c_1', 'Gut');
	await at.rest();
	await admit();
	await at.rest();
	tablet.reword('c_1', 'Schlecht');
	await at.rest();
	expect((await at.card()).text).toBe('Gut');
	expect(tablet.receipt()).toEqual({ state: 'waiting', number: 1 });
	expect((await waiting(at.dialogue.id)).map(({ text }) => text)).toEqual(['Schlecht']);
	await refuse('c_1', 'Nein');
	await at.rest();
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1, reason: 'Nein' });
	tablet.reword('c_1', 'Besser');
	await at.rest();
	await admit();
	await at.rest();
	expect((await at.card()).text).toBe('Besser');
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
});

test('[IT13] what was let in is shown, not what was written after', async () => {
	const { house: at, tablet } = await house({ moderation: 'before' });
	tablet.send('c_1', 'Gut');
	await at.rest();
	await at.decide(FROZEN);
	await services(at).admit();
	await at.rest();
	tablet.reword('c_1', 'Schlecht');
	await at.rest();
	await at.decide(OPEN);
	expect((await at.card()).text).toBe('Gut');
	expect(tablet.receipt()).toEqual({ state: 'waiting', number: 1 });
});

test('[IT13] without approval any more, what waited for it comes in', async () => {
	const { house: at, tablet } = await house({ moderation: 'before' });
	tablet.send('c_1', 'Gut');
	await at.rest();
	await services(at).admit();
	await at.rest();
	tablet.reword('c_1', 'Besser');
	tablet.send('c_2');
	await at.rest();
	await at.decide({}, { settings: { ...at.dialogue.settings, moderation: 'off' } });
	expect((await at.cards()).map(({ text }) => text)).toEqual(['Besser', 'Mehr Bänke am Fluss']);
});
