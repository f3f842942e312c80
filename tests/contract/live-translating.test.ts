import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { afterEach, expect, test } from 'vitest';
import { readBoard } from '#server/rooms/board-reading.ts';
import type { Live } from '#tests/support/live.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});

async function start() {
	const stores = await LiveStores.with(sampleDialogue(), { t_1: ['c_1', 'c_2'], t_2: ['c_3'] });
	for (const name of ['one', 'two']) nodes.push(await LiveNode.start(stores, name));
	const [node, other] = nodes as [LiveNode, LiveNode];
	const token = await stores.tokenFor('interpreter');
	// two pages with one link, on two nodes
	const [first, second] = [await node.open(token), await other.open(token)];
	const moderator = await other.open(await stores.tokenFor('moderator'));
	return { stores, node, first, second, moderator };
}
async function translations(stores: LiveStores) {
	const doc = new Y.Doc();
	const board = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
	for (const { update } of (await stores.log.open(board)).tail) Y.applyUpdate(doc, update);
	return readBoard(doc).cards.find(({ id }) => id === 'c_1')!.translations;
}
const card = { tableId: 't_1', cardId: 'c_1' } as const;
const codeOf = (answer: Awaited<ReturnType<Live['command']>>) =>
	answer.ok ? 'ok' : answer.rejection.code;

test('[TL2] of two who take the same card at once, on two nodes, one has it: 200 times', async () => {
	const { stores } = await start();
	// one connection and one link may only send so many in a short time
	for (let race = 0, pages: Live[] = []; race < 200; race++) {
		if (race % 25 === 0) {
			const token = await stores.tokenFor('interpreter');
			pages = await Promise.all(nodes.map((node) => node.open(token)));
		}
		const [first, second] = pages as [Live, Live];
		const answers = await Promise.all([
			first.command('translation:take', { interpreterId: 'i_1', ...card }),
			second.command('translation:take', { interpreterId: 'i_2', ...card }),
		]);
		expect(answers.map(codeOf).sort()).toEqual(['card/in-other-hands', 'ok']);
		const winner = answers[0].ok ? 'i_1' : 'i_2';
		await first.must('translation:leave', { interpreterId: winner });
	}
});

test('[TL1, TL2, TL4] take, tell the others, give, free again: on the log when acknowledged, once', async () => {
	const { stores, node, first, second, moderator } = await start();
	await first.must('translation:take', { interpreterId: 'i_1', ...card });
	const hasOne = { translating: [{ interpreterId: 'i_1', ...card }] };
	for (const page of [second, moderator])
		expect(await page.whenState((state) => state.translating?.length === 1)).toMatchObject(hasOne);
	const words = { interpreterId: 'i_1', ...card, lang: 'en', text: 'More benches' } as const;
	const taken = await second.command('translation:give', { ...words, interpreterId: 'i_2' });
	expect(codeOf(taken)).toBe('card/in-other-hands');
	const id = randomUUID();
	expect(codeOf(await first.command('translation:give', words, id))).toBe('ok');
	expect(await translations(stores)).toEqual({ en: { text: 'More benches', by: 'interpreter' } });
	await second.whenState((state) => state.translating?.length === 0);
	await second.must('translation:give', { ...words, interpreterId: 'i_2', text: 'More seats' });
	// the first one's repeat comes late, and undoes nothing
	expect(codeOf(await first.command('translation:give', words, id))).toBe('ok');
	expect(await translations(stores)).toEqual({ en: { text: 'More seats', by: 'interpreter' } });
	const host = await node.open(await stores.tokenFor('host', 't_1'));
	expect(codeOf(await host.command('translation:give', words))).toBe('command/not-allowed');
	expect(host.state!.translating).toBeUndefined();
});

test('[TL3] a frozen table takes no translation, and who translates sorts nothing', async () => {
	const { stores, first, moderator } = await start();
	const words = { interpreterId: 'i_1', ...card, lang: 'en', text: 'More benches' } as const;
	await moderator.must('table:freeze', { tableId: 't_1', frozen: true });
	expect(codeOf(await first.command('translation:give', words))).toBe('table/frozen');
	await moderator.must('table:freeze', { tableId: 't_1', frozen: false });
	expect(codeOf(await first.command('translation:give', words))).toBe('ok');
	expect(codeOf(await first.command('card:place', card))).toBe('command/not-allowed');
	await stores.keep({ ...(await stores.now()), phase: 'closed' });
	const late = await first.command('translation:give', { ...words, text: 'late' });
	expect(codeOf(late)).toBe('table/frozen');
	expect(codeOf(await first.command('translation:take', { interpreterId: 'i_1', ...card }))).toBe(
		'dialogue/closed',
	);
});

test('[TL2] who says nothing more for 90 seconds has it no longer', async () => {
	const stores = await LiveStores.with(sampleDialogue(), { t_1: ['c_1'] });
	const clock = new VirtualClock(Date.now());
	const node = await LiveNode.start(stores, 'one', { clock });
	nodes.push(node);
	const page = await node.open(await stores.tokenFor('interpreter'));
	await page.must('translation:take', { interpreterId: 'i_1', ...card });
	const other = { interpreterId: 'i_2', ...card } as const;
	expect(codeOf(await page.command('translation:take', other))).toBe('card/in-other-hands');
	await clock.pass(91_000);
	expect(codeOf(await page.command('translation:take', other))).toBe('ok');
});
