import { expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import { edit, FROZEN, held, house, OPEN, services } from '#tests/support/intake-table.ts';

test('[IT7] the author’s new words go onto the board while no host has touched the text', async () => {
	const { house: at, tablet } = await house();
	tablet.send('c_1', 'Mehr Bänke');
	await at.rest();
	tablet.reword('c_1', 'Mehr Bänke am Fluss');
	await at.rest();
	tablet.set('c_1', 'lang', 'de-x-leicht');
	await at.rest();
	expect(await at.card()).toMatchObject({
		text: 'Mehr Bänke am Fluss',
		original: 'Mehr Bänke am Fluss',
		lang: 'de-x-leicht',
		number: 1,
	});
});

test('[IT7] after a host’s edit they are offered, and the host’s text stays', async () => {
	const { house: at, tablet } = await house();
	const host = await at.host();
	tablet.send('c_1', 'Mehr Bänke');
	await at.rest();
	edit(host, ' (Stadtpark)');
	await at.rest();
	tablet.reword('c_1', 'Mehr Bänke am Fluss');
	await at.rest();
	expect(await at.card()).toMatchObject({
		text: 'Mehr Bänke (Stadtpark)',
		original: 'Mehr Bänke',
		suggestion: 'Mehr Bänke am Fluss',
	});
	tablet.reword('c_1', 'Mehr Bänke');
	await at.rest();
	expect((await at.card()).suggestion).toBeUndefined();
});

test('[IT7] the card follows to another question until a host has moved it, never to another table', async () => {
	const { house: at, tablet } = await house();
	const host = await at.host();
	tablet.send('c_1');
	await at.rest();
	tablet.set('c_1', 'question', 'need');
	await at.rest();
	expect((await at.card()).question).toBe('need');
	held(host).set('question', 'good');
	await at.rest();
	tablet.set('c_1', 'question', 'need');
	await at.rest();
	tablet.reword('c_1', 'Neu');
	await at.rest();
	expect(await at.card()).toMatchObject({ question: 'good', text: 'Neu' });
	tablet.set('c_1', 'table', 't_2');
	await at.rest();
	expect(await at.cards('t_2')).toEqual([]);
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
});

test('[IT7] on a frozen board nothing changes until the freeze ends, and nothing spins', async () => {
	const { house: at, tablet } = await house();
	tablet.send('c_1', 'Alt');
	await at.rest();
	await at.decide(FROZEN);
	const before = await at.card();
	tablet.reword('c_1', 'Neu');
	await at.rest();
	expect(await at.card()).toEqual(before);
	expect(tablet.receipt()).toEqual({ state: 'saved', number: 1 });
	expect(await at.owed()).toBe(0);
	await at.decide(OPEN);
	expect((await at.card()).text).toBe('Neu');
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
});

test('[IT7] words that are not allowed change nothing, and the receipt says why', async () => {
	const { house: at, tablet } = await house();
	tablet.send('c_1', 'Alt');
	await at.rest();
	tablet.reword('c_1', 'x'.repeat(LIMITS.cardTextCharsMax + 1));
	await at.rest();
	expect((await at.card()).text).toBe('Alt');
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1, reason: 'card/too-long' });
	tablet.reword('c_1', 'Kurz');
	await at.rest();
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
});

test('[IT8] taken back it is withdrawn, sent again it comes back with its number', async () => {
	const { house: at, tablet } = await house();
	tablet.send('c_1');
	await at.rest();
	tablet.turn('c_1', 'withdrawn');
	await at.rest();
	expect((await at.card()).state).toBe('withdrawn');
	expect(tablet.receipt()).toEqual({ state: 'saved', number: 1 });
	tablet.turn('c_1', 'sent');
	await at.rest();
	expect(await at.card()).toMatchObject({ state: 'shown', number: 1 });
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
});

test('[IT8] taken back on a frozen board, it leaves the screens when the freeze ends', async () => {
	const { house: at, tablet } = await house();
	tablet.send('c_1');
	await at.rest();
	await at.decide(FROZEN);
	tablet.turn('c_1', 'withdrawn');
	await at.rest();
	expect((await at.card()).state).toBe('shown');
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	await at.decide(OPEN);
	expect((await at.card()).state).toBe('withdrawn');
});

test('[IT8] a host’s word holds against sending again, and the author’s against bringing back', async () => {
	const { house: at, tablet } = await house();
	const host = await at.host();
	tablet.send('c_1');
	await at.rest();
	tablet.turn('c_1', 'withdrawn');
	await at.rest();
	held(host).set('state', 'aside');
	await at.watched();
	tablet.turn('c_1', 'sent');
	await at.rest();
	expect((await at.card()).state).toBe('aside');
	expect(tablet.receipt()).toEqual({ state: 'aside', number: 1 });
	tablet.turn('c_1', 'withdrawn');
	await at.rest();
	held(host).set('state', 'shown');
	await at.watched();
	expect((await at.card()).state).toBe('withdrawn');
});

test('[IT8] taken back while it waits, it is nowhere; sent again it waits again', async () => {
	const { house: at, tablet } = await house({ moderation: 'before' });
	tablet.send('c_1');
	await at.rest();
	tablet.turn('c_1', 'withdrawn');
	await at.rest();
	expect(await services(at).waiting(at.dialogue.id)).toEqual([]);
	tablet.turn('c_1', 'sent');
	await at.rest();
	expect(tablet.receipt()).toEqual({ state: 'waiting' });
});

test('[IT9] aside and brought back reach the ledger and the receipt', async () => {
	const { house: at, tablet } = await house();
	const host = await at.host();
	tablet.send('c_1');
	await at.rest();
	held(host).set('state', 'aside');
	await at.watched();
	expect((await at.row())?.outcome).toBe('aside');
	expect(tablet.receipt()).toEqual({ state: 'aside', number: 1 });
	held(host).set('state', 'shown');
	await at.watched();
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	host.doc.getMap('cards').delete('c_1');
	await at.watched();
	expect(tablet.receipt()).toEqual({ state: 'aside', number: 1 });
});

test('[IT9] a card that a host deletes right after it came is missed, too', async () => {
	const { house: at, tablet } = await house();
	const host = await at.host();
	await at.watched();
	for (const card of ['c_1', 'c_2'] as const) {
		tablet.send(card);
		await at.rest();
		expect(tablet.receipt(card)).toMatchObject({ state: 'shown' });
		host.doc.getMap('cards').delete(card);
		await at.watched();
		expect(tablet.receipt(card)).toMatchObject({ state: 'aside' });
	}
});

test('[IT9] what was set aside when nobody looked is found when the board is opened', async () => {
	const { house: at, tablet } = await house();
	tablet.send('c_1');
	await at.rest();
	await at.node.intake.stop();
	const host = await at.host();
	held(host).set('state', 'aside');
	await at.rest();
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	const next = await at.start();
	await next.open(at.board());
	await at.rest();
	const again = await at.tablet('s_1');
	expect(again.receipt()).toEqual({ state: 'aside', number: 1 });
});
