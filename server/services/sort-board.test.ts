import { expect, test } from 'vitest';
import { SystemClock } from '#server/adapters/system/clock.ts';
import { Registry } from '#server/rooms/registry.ts';
import type { Result } from '#shared/rejections.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import { changed, lateRecords } from '#tests/support/late-records.ts';
import { LiveStores } from '#tests/support/live-node.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';
import { createOncePerCommand } from './once-per-command.ts';
import { createSortBoard } from './sort-board.ts';

const BOARD = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
const command = {
	name: 'card:place',
	id: '00000000-0000-4000-8000-000000000001',
	tableId: 't_1',
	cardId: 'c_1',
} as const;

const fine = (): Promise<Result<undefined>> => Promise.resolve({ ok: true, value: undefined });

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
		if (kind !== 'dialogue' || ++reads !== 3) return;
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
		oncePerCommand: createOncePerCommand({ records, clock: new SystemClock() }),
	});
	const answer = await sortBoard('d_1', { role: 'participant' }, command);
	expect(answer.ok || answer.rejection.code).toBe('table/frozen');
	expect(await length()).toBe(before);
	expect(reads).toBe(4);
});

test('[LC6] ten at once with one id are one; a rejected one is not remembered', async () => {
	const { stores, registry, length } = await setup();
	const { records } = stores;
	const oncePerCommand = createOncePerCommand({ records, clock: new SystemClock() });
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
	const oncePerCommand = createOncePerCommand({ records, clock: new SystemClock() });
	const carryOut = async () => {
		await records.erase('d_1');
		return { ok: true, value: undefined } as const;
	};
	await oncePerCommand('d_1', command, carryOut);
	expect(await records.list('tableCommands')).toEqual([]);
	await stores.keep(stores.dialogue);
	await oncePerCommand('d_1', command, fine);
	expect(await records.list('tableCommands')).toHaveLength(1);
	await records.erase('d_1');
	expect(await records.list('tableCommands')).toEqual([]);
});

test('[LC6] whoever dies in the middle: what cannot be done twice is not, and the repeat is told so', async () => {
	const { stores, registry, length } = await setup();
	const clock = new SystemClock();
	// the process ends after the board was written and before that was noted
	let writes = 0;
	const dying = changed(stores.records, {
		write: (all) =>
			++writes > 1 ? Promise.reject(new Error('killed')) : stores.records.write(all),
	});
	const before = await length();
	const died = createSortBoard({
		records: stores.records,
		registry,
		oncePerCommand: createOncePerCommand({ records: dying, clock }),
	})('d_1', { role: 'participant' }, command);
	await expect(died).rejects.toThrow('killed');
	expect(await length()).toBe(before + 1);
	const virtual = new VirtualClock();
	const again = createSortBoard({
		records: stores.records,
		registry,
		oncePerCommand: createOncePerCommand({ records: stores.records, clock: virtual }),
	})('d_1', { role: 'participant' }, command);
	await virtual.pass(5_000);
	expect(await again).toMatchObject({ rejection: { code: 'command/unsure' } });
	expect(await length()).toBe(before + 1);
});

test('[LC6] a repeat on another node waits for its first, and gets its answer', async () => {
	const { stores } = await setup();
	const { records } = stores;
	const clock = new VirtualClock();
	const [one, other] = [1, 2].map(() => createOncePerCommand({ records, clock }));
	let finish = (_: Result<undefined>): void => undefined;
	const slow = () => new Promise<Result<undefined>>((done) => (finish = done));
	let second = 0;
	const counted = () => {
		second++;
		return fine();
	};
	const first = one!('d_1', command, slow);
	await settled();
	const repeat = other!('d_1', command, counted);
	await clock.pass(500);
	finish({ ok: true, value: undefined });
	await clock.pass(500);
	expect(await first).toEqual({ ok: true, value: undefined });
	expect(await repeat).toEqual({ ok: true, value: undefined });
	expect(second).toBe(0);
});
