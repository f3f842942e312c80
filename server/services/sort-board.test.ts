import { expect, test } from 'vitest';
import { Registry } from '#server/rooms/registry.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import { lateRecords } from '#tests/support/late-records.ts';
import { LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { createOncePerCommand } from './once-per-command.ts';
import { createSortBoard } from './sort-board.ts';

const BOARD = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
const command = {
	name: 'card:place',
	id: '00000000-0000-4000-8000-000000000001',
	tableId: 't_1',
	cardId: 'c_1',
} as const;

async function setup() {
	const settings = { ...DEFAULT_SETTINGS, sorting: 'everyone' } as const;
	const stores = await LiveStores.with(sampleDialogue({}, { settings }), { t_1: ['c_1', 'c_2'] });
	const mute = () => undefined;
	const logger = { info: mute, warn: mute, error: mute };
	const registry = new Registry({ log: stores.log, clock: new VirtualClock(), logger });
	const length = async () => (await stores.log.open(BOARD)).tail.length;
	return { stores, registry, length };
}

test('[LC6] judged by a record that is old by now: judged again, also when the room knows the new epoch', async () => {
	const { stores, registry, length } = await setup();
	const { dialogue, log } = stores;
	const before = await length();
	let reads = 0;
	const records = lateRecords(stores.records, async (kind) => {
		// the right has been read for the first time; it ends before the board is written
		if (kind !== 'dialogue' || ++reads !== 2) return;
		await stores.keep({ ...dialogue, conduct: { ...dialogue.conduct, frozen: ['t_1'] } });
		await log.fence('d_1', 't_1');
		const answer = await registry.use(BOARD, (room) =>
			room.write(room.epoch, (doc) => {
				doc.getMap('info').set('schema', 2);
				return {};
			}),
		);
		expect(answer).toBe('stale-epoch');
	});
	const sortBoard = createSortBoard({
		records,
		registry,
		oncePerCommand: createOncePerCommand({ records }),
	});
	const answer = await sortBoard('d_1', { role: 'participant' }, command);
	expect(answer.ok || answer.rejection.code).toBe('table/frozen');
	expect(await length()).toBe(before);
	expect(reads).toBe(3);
});

test('[LC6] ten at once with one id are one; a rejected one is not remembered', async () => {
	const { stores, registry, length } = await setup();
	const { records } = stores;
	const oncePerCommand = createOncePerCommand({ records });
	const sortBoard = createSortBoard({ records, registry, oncePerCommand });
	const before = await length();
	const unknown = {
		...command,
		id: '00000000-0000-4000-8000-000000000002',
		cardId: 'c_9',
	} as const;
	expect((await sortBoard('d_1', { role: 'participant' }, unknown)).ok).toBe(false);
	const all = Array.from({ length: 10 }, () => sortBoard('d_1', { role: 'participant' }, command));
	for (const answer of await Promise.all(all)) expect(answer).toEqual({ ok: true });
	expect(await length()).toBe(before + 1);
	expect((await records.get('tableCommands', 'd_1/t_1'))!.value.ids).toEqual([command.id]);
});

test('[LC6] what is remembered goes with the dialogue, also if it is erased in between', async () => {
	const { stores } = await setup();
	const { records } = stores;
	const oncePerCommand = createOncePerCommand({ records });
	await oncePerCommand('d_1', command, async () => {
		await records.erase('d_1');
		return { ok: true, value: undefined };
	});
	expect(await records.list('tableCommands')).toEqual([]);
	await stores.keep(stores.dialogue);
	await oncePerCommand('d_1', command, () => Promise.resolve({ ok: true, value: undefined }));
	await records.erase('d_1');
	expect(await records.list('tableCommands')).toEqual([]);
});
