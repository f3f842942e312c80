import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { afterEach, expect, test } from 'vitest';
import type { Dialogue } from '#server/domain/dialogue.ts';
import { readBoard } from '#server/rooms/board-reading.ts';
import type { CommandOf } from '#shared/commands.ts';
import type { CardId } from '#shared/ids.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import type { Live } from '#tests/support/live.ts';
import { LiveNode, LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { until } from '#tests/support/until.ts';

const nodes: LiveNode[] = [];
afterEach(async () => {
	for (const node of nodes.splice(0)) await node.stop();
});
const BOARD = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
const EVERYONE = { ...DEFAULT_SETTINGS, sorting: 'everyone' } as const;

async function start(more: Partial<Dialogue> = { settings: EVERYONE }) {
	const stores = await LiveStores.with(sampleDialogue({}, more), {
		t_1: ['c_1', 'c_2', 'c_3'],
		t_2: ['c_4'],
	});
	for (const name of ['one', 'two']) nodes.push(await LiveNode.start(stores, name));
	const [node, other] = nodes as [LiveNode, LiveNode];
	const moderator = await node.open(await stores.tokenFor('moderator'));
	const guest = await other.open(await stores.seatToken('s_1'));
	return { stores, node, other, moderator, guest };
}
/** The board as a fresh load of its log has it. */
async function board(stores: LiveStores) {
	const doc = new Y.Doc();
	for (const { update } of (await stores.log.open(BOARD)).tail) Y.applyUpdate(doc, update);
	const { cards, groups } = readBoard(doc);
	const byRank = cards.toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
	return { order: byRank.map(({ id }) => id), cards, groups };
}
const codeOf = (answer: Awaited<ReturnType<Live['command']>>) =>
	answer.ok ? 'ok' : answer.rejection.code;

test('[LC6] participants place, group and name where everybody sorts; it is on the log when acknowledged', async () => {
	const { stores, guest } = await start();
	await guest.must('card:place', { tableId: 't_1', cardId: 'c_3', beforeId: 'c_1' });
	expect((await board(stores)).order).toEqual(['c_3', 'c_1', 'c_2']);
	const id = randomUUID();
	const body: Omit<CommandOf<'group:create'>, 'id'> = {
		tableId: 't_1',
		cardIds: ['c_2', 'c_1'],
		title: 'Wohnen',
	};
	const made = await guest.command('group:create', body, id);
	expect(await guest.command('group:create', body, id)).toEqual(made);
	expect(made.ok).toBe(true);
	const { groupId } = (made as { value: { groupId: `g_${string}` } }).value;
	expect(groupId).toMatch(/^g_/);
	await guest.must('group:name', { tableId: 't_1', groupId, title: 'Wohnung' });
	const { cards, groups } = await board(stores);
	expect(groups).toMatchObject([{ id: groupId, title: 'Wohnung' }]);
	expect(cards.filter(({ group }) => group === groupId)).toHaveLength(2);
});

test('[LC6] a late repeat moves nothing back, on either node', async () => {
	const { stores, node, guest } = await start();
	const id = randomUUID();
	const first = { tableId: 't_1', cardId: 'c_3', beforeId: 'c_1' } as const;
	expect(codeOf(await guest.command('card:place', first, id))).toBe('ok');
	await guest.must('card:place', { tableId: 't_1', cardId: 'c_3' });
	const again = await node.open(await stores.seatToken('s_1'));
	for (const page of [guest, again])
		expect(codeOf(await page.command('card:place', first, id))).toBe('ok');
	expect((await board(stores)).order).toEqual(['c_1', 'c_2', 'c_3']);
	expect((await stores.records.get('tableCommands', 'd_1/t_1'))!.value.ids).toHaveLength(2);
});

test('[LC6] [CA2] the rule decides: hosts only, another step, a frozen table, another table', async () => {
	const { stores, moderator, guest } = await start({});
	const place = async (more: object = {}) =>
		codeOf(await guest.command('card:place', { tableId: 't_1', cardId: 'c_1', ...more }));
	expect(await place()).toBe('command/not-allowed');
	await stores.keep({ ...stores.dialogue, settings: EVERYONE });
	expect(await place()).toBe('ok');
	expect(await place({ cardId: 'c_9' })).toBe('card/unknown');
	expect(await place({ groupId: 'g_9' })).toBe('group/unknown');
	expect(await place({ question: 'why' })).toBe('card/unknown-place');
	expect(await place({ tableId: 't_9' })).toBe('table/unknown');
	expect(await place({ tableId: 't_2' })).toBe('card/unknown');
	await moderator.must('step:start', { stepId: 'write' });
	expect(await place()).toBe('command/not-allowed');
	await moderator.must('step:start', { stepId: 'sort' });
	expect(await place()).toBe('ok');
	await moderator.must('table:freeze', { tableId: 't_1', frozen: true });
	expect(await place()).toBe('table/frozen');
	expect(await place({ tableId: 't_2', cardId: 'c_4' })).toBe('ok');
});

test('[LC6] after the acknowledgement of a freeze no sorting reaches the board, whichever node judged it', async () => {
	const { stores, moderator, guest } = await start();
	const counts = { ok: 0, refused: 0 };
	for (let round = 0; round < 25; round++) {
		const place = (cardId: CardId) => guest.command('card:place', { tableId: 't_1', cardId });
		const moves = [place(round % 2 ? 'c_1' : 'c_2')];
		if (round % 3 === 0) await moves[0];
		const freezing = moderator.must('table:freeze', { tableId: 't_1', frozen: true });
		moves.push(place(round % 2 ? 'c_2' : 'c_1'));
		await freezing;
		const { tail } = await stores.log.open(BOARD);
		for (const code of (await Promise.all(moves)).map(codeOf)) {
			expect(['ok', 'table/frozen']).toContain(code);
			counts[code === 'ok' ? 'ok' : 'refused']++;
		}
		expect((await stores.log.open(BOARD)).tail).toHaveLength(tail.length);
		await moderator.must('table:freeze', { tableId: 't_1', frozen: false });
	}
	expect(counts.ok).toBeGreaterThan(0);
	expect(counts.refused).toBeGreaterThan(0);
});

test('[IT10] [VI2] a card that waits: the host of its table sees it, lets it in, and it is on the board', async () => {
	const { stores, node, guest } = await start({
		settings: { ...DEFAULT_SETTINGS, moderation: 'before' },
	});
	const host = await node.open(await stores.tokenFor('host', 't_1'));
	const other = await node.open(await stores.tokenFor('host', 't_2'));
	const seat = { dialogue: 'd_1', kind: 'seat', id: 's_1' } as const;
	await node.registry.use(seat, async (room) => {
		await room.write(room.epoch, (doc) => {
			const fields = { table: 't_1', question: 'good', text: new Y.Text('Mehr Bänke') };
			const more = { lang: 'de', state: 'sent', createdAt: 1 };
			doc.getMap('cards').set('c_new', new Y.Map(Object.entries({ ...fields, ...more })));
			return { due: 's_1' };
		});
		node.intake.seatChanged('d_1', 's_1');
	});
	const seen = await host.whenState(({ waiting }) => waiting?.length === 1);
	expect(seen.waiting![0]).toMatchObject({ cardId: 'c_new', text: 'Mehr Bänke', state: 'waiting' });
	expect(other.state!.waiting).toEqual([]);
	const admit = (page: Live, id?: string) =>
		page.command('card:admit', { tableId: 't_1', cardId: 'c_new' }, id).then(codeOf);
	expect(await admit(guest)).toBe('command/not-allowed');
	expect(await admit(other)).toBe('command/not-allowed');
	const id = randomUUID();
	expect(await admit(host, id)).toBe('ok');
	expect(await admit(host, id)).toBe('ok');
	await host.whenState(({ waiting }) => waiting?.length === 0);
	await until(async () => (await board(stores)).order.includes('c_new'), { what: 'the card' });
	const refuse = { tableId: 't_1', cardId: 'c_new', reason: 'doppelt' } as const;
	expect(codeOf(await host.command('card:refuse', refuse))).toBe('card/not-waiting');
});
