import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { afterEach, expect, test } from 'vitest';
import { readBoard } from '#server/rooms/board-reading.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Live } from '#tests/support/live.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});

async function start() {
	const stores = await LiveStores.with(sampleDialogue(), { t_1: ['c_1', 'c_2'], t_2: ['c_4'] });
	for (const name of ['one', 'two']) nodes.push(await LiveNode.start(stores, name));
	const [node, other] = nodes as [LiveNode, LiveNode];
	const host = await node.open(await stores.tokenFor('host', 't_1'));
	const moderator = await other.open(await stores.tokenFor('moderator'));
	return { stores, node, other, host, moderator };
}
/** The cards of a board as a fresh load of its log has them. */
async function cards(stores: LiveStores, table: 't_1' | 't_2' = 't_1') {
	const doc = new Y.Doc();
	const board = { dialogue: 'd_1', kind: 'board', id: table } as const;
	for (const { update } of (await stores.log.open(board)).tail) Y.applyUpdate(doc, update);
	return readBoard(doc).cards.toSorted((a, b) => a.number - b.number);
}
const paper = (more: object = {}) =>
	({
		tableId: 't_1',
		cardId: 'c_paper',
		question: 'good',
		text: 'Vom Papier\nzweite Zeile',
		lang: 'de',
		...more,
	}) as const;
const codeOf = (answer: Awaited<ReturnType<Live['command']>>) =>
	answer.ok ? 'ok' : answer.rejection.code;

test('[LC8] a card from paper is on the log when acknowledged, once, and its repeat gets the same number', async () => {
	const { stores, node, other, host } = await start();
	const id = randomUUID();
	const answers = await Promise.all([
		host.command('card:add', paper(), id),
		host.command('card:add', paper(), id),
	]);
	const again = await other.open(await stores.tokenFor('host', 't_1'));
	answers.push(await again.command('card:add', paper(), id));
	// the page that pressed died, and asks as somebody else with the same card
	answers.push(await again.command('card:add', paper(), randomUUID()));
	for (const answer of answers)
		expect(answer).toEqual({ ok: true, value: { cardId: 'c_paper', number: 3 } });
	expect(await cards(stores)).toHaveLength(3);
	expect((await cards(stores))[2]).toMatchObject({ text: paper().text, state: 'shown', number: 3 });
	const next = await node.open(await stores.tokenFor('moderator'));
	expect(await next.command('card:add', paper({ cardId: 'c_more' }))).toMatchObject({
		value: { number: 4 },
	});
});

test('[LC8] [CO1] refused kindly: another table, no words, a question or id that does not fit, a closed table', async () => {
	const { stores, node, host, moderator } = await start();
	const add = async (more: object, page = host) =>
		codeOf(await page.command('card:add', paper(more)));
	expect(await add({ tableId: 't_2' })).toBe('command/not-allowed');
	expect(await add({}, await node.open(await stores.seatToken('s_1')))).toBe('command/not-allowed');
	for (const role of ['projector', 'observer'] as const)
		expect(await add({}, await node.open(await stores.tokenFor(role)))).toBe('command/not-allowed');
	expect(await add({ text: ' \n' })).toBe('card/empty');
	expect(await add({ text: 'x'.repeat(LIMITS.cardTextCharsMax + 1) })).toBe('request/invalid');
	expect(await add({ lang: 'no language' })).toBe('request/invalid');
	expect(await add({ question: 'why' })).toBe('card/unknown-place');
	expect(await add({ cardId: 'c_1' })).toBe('card/taken');
	expect(await add({ tableId: 't_9' }, moderator)).toBe('table/unknown');
	await moderator.must('table:freeze', { tableId: 't_1', frozen: true });
	expect(await add({})).toBe('table/frozen');
	expect(await cards(stores)).toHaveLength(2);
	expect(await add({ tableId: 't_2' }, moderator)).toBe('ok');
	await moderator.must('table:freeze', { tableId: 't_1', frozen: false });
	expect(await add({})).toBe('ok');
	expect((await cards(stores)).map(({ number }) => number)).toEqual([1, 2, 3]);
});
