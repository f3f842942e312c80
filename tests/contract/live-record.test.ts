import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { afterEach, expect, test } from 'vitest';
import type { Dialogue } from '#server/domain/dialogue.ts';
import { readDeeds } from '#server/services/deeds.ts';
import type { CommandName } from '#shared/commands.ts';
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
async function start(more: Partial<Dialogue> = {}, conduct: Partial<Dialogue['conduct']> = {}) {
	const stores = await LiveStores.with(sampleDialogue(conduct, more), {
		t_1: ['c_1', 'c_2'],
		t_2: ['c_3'],
	});
	for (const name of ['one', 'two']) nodes.push(await LiveNode.start(stores, name));
	const [node, other] = nodes as [LiveNode, LiveNode];
	const moderator = await node.open(await stores.tokenFor('moderator'));
	const host = await other.open(await stores.tokenFor('host', 't_1'));
	return { stores, node, other, moderator, host };
}
const onRecord = async (stores: LiveStores) =>
	(await readDeeds(stores.records, 'd_1', undefined)).deeds.toReversed();

/** Cards of seat one, as its device would send them. */
async function sendAll(node: LiveNode, cards: readonly CardId[], text = 'Text'): Promise<void> {
	const seat = { dialogue: 'd_1', kind: 'seat', id: 's_1' } as const;
	await node.registry.use(seat, async (room) => {
		await room.write(room.epoch, (doc) => {
			for (const card of cards) {
				const fields = { table: 't_1', question: 'good', text: new Y.Text(`${text} ${card}`) };
				const more = { lang: 'de', state: 'sent', createdAt: 1 };
				doc.getMap('cards').set(card, new Y.Map(Object.entries({ ...fields, ...more })));
			}
			return { due: 's_1' };
		});
		node.intake.seatChanged('d_1', 's_1');
	});
}

test('[DE1] [DE3] [LV15] each decision once, in their order, though each is sent twice and on both nodes', async () => {
	const { stores, node, other, moderator, host } = await start();
	const elsewhere = await other.open(await stores.tokenFor('moderator'));
	const hostElsewhere = await node.open(await stores.tokenFor('host', 't_1'));
	const pressed: string[] = [];
	const press = async (pages: readonly Live[], name: CommandName, body: object) => {
		const id = randomUUID();
		for (const page of [...pages, ...pages])
			expect(await page.command(name, body as never, id)).toMatchObject({ ok: true });
		pressed.push(`${name} ${id}`);
	};
	const moderators = [moderator, elsewhere];
	const hosts = [host, hostElsewhere];
	await press(moderators, 'step:start', { stepId: 'write' });
	await press(moderators, 'step:extend', { seconds: 300, tableId: 't_1' });
	await press(hosts, 'table:freeze', { tableId: 't_1', frozen: true });
	await press(hosts, 'table:freeze', { tableId: 't_1', frozen: false });
	await press(moderators, 'cards:reveal', {});
	await press(moderators, 'vote:open', { dots: 3, perItemMax: 1, criterion: 'Kanarienvogel' });
	const { voteId } = { voteId: (await stores.now()).conduct.vote!.id };
	await press(hosts, 'vote:count', { voteId, tableId: 't_1', dots: { c_1: 4 } });
	await press(moderators, 'vote:close', {});
	await press(moderators, 'vote:reveal', {});
	await press(moderators, 'spotlight:set', { target: { tableId: 't_1', cardId: 'c_1' } });
	await press(hosts, 'help:call', { reason: 'technology' });
	await press(moderators, 'help:answer', { tableId: 't_1' });
	await press(moderators, 'message:send', { text: 'Kanarienvogel' });
	// neither a refused one nor a ballot is on it
	expect((await moderator.command('step:start', { stepId: 'tea' })).ok).toBe(false);
	const deeds = await onRecord(stores);
	expect(deeds.map(({ what, id }) => `${what} ${id}`)).toEqual(pressed);
	expect(JSON.stringify(deeds)).not.toContain('Kanarienvogel');
	for (const page of moderators) {
		const state = await page.whenState((seen) => seen.deeds?.[0]?.what === 'message:send');
		expect(state.deeds).toEqual(deeds.toReversed());
	}
	expect(host.state).not.toHaveProperty('deeds');
});

test('[DE1] [DE3] cards that wait: let in and refused; set aside at the board and brought back: each once', async () => {
	const { stores, node, other, host, moderator } = await start({
		settings: { ...DEFAULT_SETTINGS, moderation: 'before' },
	});
	await sendAll(node, ['c_new1', 'c_new2'], 'Kanarienvogel');
	await host.whenState(({ waiting }) => waiting?.length === 2);
	const ids = [randomUUID(), randomUUID()];
	for (const page of [host, moderator, host]) {
		await page.command('card:admit', { tableId: 't_1', cardId: 'c_new1' }, ids[0]);
		await page.command(
			'card:refuse',
			{ tableId: 't_1', cardId: 'c_new2', reason: 'Kanarienvogel' },
			ids[1],
		);
	}
	// both nodes look at the board
	const board = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
	const { room, release } = await node.registry.hold(board);
	const { release: releaseOther } = await other.registry.hold(board);
	const turn = async (to: 'aside' | 'shown') => {
		const set = (doc: Y.Doc) => {
			const card = doc.getMap('cards').get('c_new1');
			if (card instanceof Y.Map) card.set('state', to);
			return {};
		};
		await until(() => room.read((doc) => doc.getMap('cards').has('c_new1')), { what: 'the card' });
		expect(await room.write(room.epoch, set)).toBe('ok');
	};
	const has = (what: string, count: number) => async () =>
		(await onRecord(stores)).filter((deed) => deed.what === what).length === count;
	await turn('aside');
	await until(has('card:aside', 1), { what: 'the card is on record as set aside' });
	await turn('shown');
	await until(has('card:back', 1), { what: 'the card is on record as brought back' });
	const deeds = await onRecord(stores);
	expect(deeds.map(({ what, cardId, role }) => [what, cardId, role])).toEqual([
		['card:admit', 'c_new1', 'host'],
		['card:refuse', 'c_new2', 'host'],
		['card:aside', 'c_new1', 'table'],
		['card:back', 'c_new1', 'table'],
	]);
	expect(JSON.stringify(deeds)).not.toContain('Kanarienvogel');
	release();
	releaseOther();
});

test('[ST6] [LC9] its own time is over: the table follows the hall by itself, once, on both nodes', async () => {
	const nowMs = Date.now();
	const { stores, moderator, host } = await start(
		{},
		{
			step: { id: 'plenary', startedAtMs: nowMs, endsAtMs: nowMs + 600_000 },
			own: [{ tableId: 't_1', id: 'write', startedAtMs: nowMs - 1, endsAtMs: nowMs + 4_000 }],
		},
	);
	const mayWrite = (page: Live) => page.state!.tables.map(({ may }) => may.write);
	const guest = await nodes[0]!.open(await stores.seatToken('s_1'));
	expect(mayWrite(guest)).toEqual([true, false]);
	expect(guest.state!.tables[0]!.step).toMatchObject({ id: 'write', kind: 'write' });
	expect(guest.state!.me.may.write).toBe(true);
	const { epoch } = await stores.log.open({ dialogue: 'd_1', kind: 'board', id: 't_1' });
	for (const page of [guest, host, moderator])
		await page.whenState(({ tables }) => tables[0]!.step === undefined);
	expect(Date.now() - nowMs).toBeGreaterThanOrEqual(3_900);
	expect(mayWrite(guest)).toEqual([false, false]);
	await until(
		async () =>
			(await stores.log.open({ dialogue: 'd_1', kind: 'board', id: 't_1' })).epoch > epoch,
		{ what: 'the log’s epoch has moved' },
	);
	expect(await onRecord(stores)).toMatchObject([
		{ what: 'step:over', role: 'server', tableId: 't_1' },
	]);
});

test('[LC12] [DE1] two hundred that wait are let in by one command, whatever was taken back meanwhile', async () => {
	const { stores, node, host, moderator } = await start({
		settings: { ...DEFAULT_SETTINGS, moderation: 'before' },
	});
	const ids = Array.from({ length: 200 }, (_, n): CardId => `c_many${n}`);
	await sendAll(node, ids);
	const held = await host.whenState(({ waiting }) => waiting?.length === 200, 15_000);
	const read = held.waiting!.map(({ cardId }) => cardId);
	await host.must('card:refuse', { tableId: 't_1', cardId: read[0]!, reason: 'doppelt' });
	await host.must('cards:admit', { tableId: 't_1', cardIds: [...read.slice(0, -1), 'c_nowhere'] });
	for (const page of [host, moderator])
		await page.whenState(({ waiting }) => waiting?.length === 1, 15_000);
	await host.must('card:admit', { tableId: 't_1', cardId: read.at(-1)! });
	const board = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
	const hanging = () =>
		node.registry.use(board, (room) => room.read((doc) => [...doc.getMap('cards').keys()]));
	await until(async () => (await hanging()).length >= 201, { what: 'all hang', withinMs: 15_000 });
	expect((await hanging()).toSorted()).toEqual(['c_1', 'c_2', ...read.slice(1)].toSorted());
	expect(await onRecord(stores)).toMatchObject([
		{ what: 'card:refuse', role: 'host' },
		{ what: 'cards:admit', role: 'host', tableId: 't_1', count: 200 },
		{ what: 'card:admit', role: 'host' },
	]);
	expect(await host.command('cards:admit', { tableId: 't_1', cardIds: [read[0]!] })).toMatchObject({
		rejection: { code: 'card/not-waiting' },
	});
});
