import { expect, test } from 'vitest';
import { MemoryBallotBox } from '#server/adapters/memory/ballot-box.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { voteOf } from '#server/domain/conduct.ts';
import type { AnyCommand } from '#shared/commands.ts';
import { lateRecords } from '#tests/support/late-records.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { createConductDialogue } from './conduct-dialogue.ts';
import { DialogueFollower } from './follow-dialogues.ts';
import { createMoveRights } from './move-rights.ts';

const BOARD = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
const MODERATOR = { role: 'moderator' } as const;
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const freeze = (n: number): AnyCommand<'table:freeze'> => ({
	name: 'table:freeze',
	id: uuid(n),
	tableId: 't_1',
	frozen: true,
});
const openVote = (n: number): AnyCommand<'vote:open'> => ({
	name: 'vote:open',
	id: uuid(n),
	dots: 3,
	perItemMax: 1,
	criterion: '?',
});

async function setup() {
	const records = new MemoryRecords();
	const ballots = new MemoryBallotBox();
	const log = new MemoryUpdateLog();
	const clock = new VirtualClock();
	const steps: string[] = [];
	const first = sampleDialogue();
	await records.write([{ kind: 'dialogue', id: 'd_1', was: null, value: first }]);
	const { epoch } = await log.open(BOARD);
	const seen = async (what: string) => {
		const isWritten = (await records.get('dialogue', 'd_1'))!.value.conduct.frozen.length > 0;
		const isFenced = (await log.open(BOARD)).epoch !== epoch;
		steps.push(`${what}${isWritten ? ' written' : ''}${isFenced ? ' fenced' : ''}`);
	};
	const moveRights = createMoveRights({
		log,
		registry: { rejudge: () => seen('screens') },
		intake: { rejudge: () => seen('cards') },
	});
	const conductOver = (over: MemoryRecords) =>
		createConductDialogue({ records: over, ballots, clock, moveRights });
	return { records, ballots, log, clock, steps, moveRights, conductOver };
}

test('[LC2] acknowledged after record, epoch, screens and cards; a repeat does the last three again', async () => {
	const { records, steps, clock, conductOver } = await setup();
	const conductDialogue = conductOver(records);
	expect(await conductDialogue('d_1', MODERATOR, freeze(1))).toEqual({ ok: true });
	expect(steps).toEqual(['screens written fenced', 'cards written fenced']);
	const again = conductDialogue('d_1', MODERATOR, freeze(1));
	await clock.pass(10);
	expect((await again).ok).toBe(true);
	expect(steps).toHaveLength(4);
	expect((await records.get('dialogue', 'd_1'))!.version).toBe(2);
});

test('[LC2] what moves no right moves no epoch', async () => {
	const { records, steps, conductOver } = await setup();
	const spotlight = { name: 'spotlight:set', id: uuid(1), target: null } as const;
	expect((await conductOver(records)('d_1', MODERATOR, spotlight)).ok).toBe(true);
	expect(steps).toEqual([]);
});

test('[LC1] others who are always faster: no after fifty tries, and nothing was written', async () => {
	const { records, conductOver } = await setup();
	let reads = 0;
	const late = lateRecords(records, async (kind) => {
		if (kind !== 'dialogue') return;
		reads++;
		const { version, value } = (await records.get('dialogue', 'd_1'))!;
		await records.write([{ kind: 'dialogue', id: 'd_1', was: version, value }]);
	});
	const answer = await conductOver(late)('d_1', MODERATOR, freeze(1));
	expect(answer.ok || answer.rejection.code).toBe('store/unavailable');
	expect(reads).toBe(50);
	expect((await records.get('dialogue', 'd_1'))!.value.conduct.frozen).toEqual([]);
});

test('[LC3] two votes opened at once on two nodes: one is open, the box of the other is shut', async () => {
	const { records, ballots, conductOver } = await setup();
	const answers = await Promise.all(
		[1, 2].map((n) => conductOver(lateRecords(records))('d_1', MODERATOR, openVote(n))),
	);
	expect(answers.map((one) => (one.ok ? 'ok' : one.rejection.code)).toSorted()).toEqual([
		'ok',
		'vote/open',
	]);
	const { vote } = (await records.get('dialogue', 'd_1'))!.value.conduct;
	for (const n of [1, 2]) {
		const id = voteOf(uuid(n));
		const put = await ballots.put('d_1', id, 's_1', `command-${n}`, {});
		expect(put).toBe(id === vote!.id ? 'ok' : 'closed');
	}
});

test('[LC3] nobody is told of a vote whose box is not open, nor that one is closed whose box is', async () => {
	const { records, ballots, clock, conductOver } = await setup();
	const put = (n: number) => ballots.put('d_1', voteOf(uuid(1)), 's_1', `command-${n}`, {});
	const told: string[] = [];
	const watched = new MemoryRecords();
	watched.get = records.get.bind(records);
	watched.write = async (writes) => {
		told.push(await put(told.length));
		return records.write(writes);
	};
	const conductDialogue = conductOver(watched);
	await conductDialogue('d_1', MODERATOR, openVote(1));
	const closing = conductDialogue('d_1', MODERATOR, { name: 'vote:close', id: uuid(2) });
	await clock.pass(10);
	expect((await closing).ok).toBe(true);
	expect(told).toEqual(['ok', 'closed']);
});

test('[LC10] the node that wrote the record dies before the epoch has moved: another one that looks moves it', async () => {
	const { records, steps, clock, log, moveRights } = await setup();
	const changed: number[] = [];
	const follower = new DialogueFollower({
		records,
		clock,
		logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
		registry: { rejudge: () => Promise.resolve(), erased: () => undefined },
		moveRights,
		endOwnTime: () => Promise.resolve(),
		finish: () => Promise.resolve(),
		inUse: () => ['d_1'],
		changed: ({ version }) => changed.push(version),
		erased: () => undefined,
	});
	await clock.pass(1_000);
	const { epoch } = await log.open(BOARD);
	// what is left of a freeze by a node that died
	const { version, value } = (await records.get('dialogue', 'd_1'))!;
	const frozen = { ...value, conduct: { ...value.conduct, frozen: ['t_1'] as const } };
	await records.write([{ kind: 'dialogue', id: 'd_1', was: version, value: frozen }]);
	await clock.pass(1_000);
	expect(changed).toEqual([1, 2]);
	expect((await log.open(BOARD)).epoch).not.toBe(epoch);
	expect(steps).toEqual(['screens written fenced', 'cards written fenced']);
	// what moves no right moves nothing here either
	const lit = { ...frozen, title: 'Anders' };
	await records.write([{ kind: 'dialogue', id: 'd_1', was: 2, value: lit }]);
	await clock.pass(1_000);
	expect(changed).toEqual([1, 2, 3]);
	expect(steps).toHaveLength(2);
	follower.stop();
});

test('[LC10] what this node has written itself is done once, and again if it failed', async () => {
	const { steps, moveRights } = await setup();
	await moveRights('d_1', 't_1', 2);
	await moveRights('d_1', null, 3);
	expect(steps).toHaveLength(2);
	await moveRights.follow('d_1', 't_1', 1, 3);
	expect(steps).toHaveLength(2);
	// one of the versions in between was another node's
	await moveRights('d_1', 't_1', 5);
	await moveRights.follow('d_1', 't_1', 3, 5);
	expect(steps).toHaveLength(6);
	const failing = createMoveRights({
		log: { fence: () => Promise.reject(new Error('away')) },
		registry: { rejudge: () => Promise.resolve() },
		intake: { rejudge: () => Promise.resolve() },
	});
	await expect(failing('d_1', 'all', 2)).rejects.toThrow('away');
	await expect(failing.follow('d_1', 'all', 1, 2)).rejects.toThrow('away');
});
