import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LogFields } from '#server/ports/logger.ts';
import type { Acknowledgement, AnyCommand } from '#shared/commands.ts';
import { LIMITS } from '#shared/limits.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { COMMAND_BODIES } from '#tests/support/command-bodies.ts';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';
import { Attendance } from './attendance.ts';
import { Connection } from './connection.ts';
import { weightOf } from './weigh.ts';

function setup(carryOut: (command: AnyCommand) => Promise<Result<unknown>>) {
	const clock = new VirtualClock();
	const logged: LogFields[] = [];
	const log = (fields: LogFields) => void logged.push(fields);
	const logger = { info: log, warn: log, error: log };
	const connection = new Connection({ clock, logger, carryOut });
	const answers: Acknowledgement[] = [];
	const press = (body: object = {}, event = 'vote:close') =>
		connection.receive(event, [
			{ id: randomUUID(), ...body },
			(a: Acknowledgement) => answers.push(a),
		]);
	const codes = () => answers.map((a) => (a.ok ? 'ok' : a.rejection.code));
	return { clock, logged, connection, answers, codes, press };
}

test('[LV2] every command is answered; without a wish for an answer it is carried out all the same', async () => {
	const seen: string[] = [];
	const { connection, press, answers } = setup(({ name }) => {
		seen.push(name);
		return Promise.resolve(
			name === 'vote:open' ? ok({ voteId: 'v_1' }) : reject('vote/unknown', 'x'),
		);
	});
	press();
	press({ dots: 1, perItemMax: 1, criterion: '?' }, 'vote:open');
	press({}, 'vote:shut');
	connection.receive('vote:close', [{ id: randomUUID() }]);
	connection.receive('vote:close', []);
	await connection.settled;
	expect(seen).toEqual(['vote:close', 'vote:open', 'vote:close']);
	expect(answers).toEqual([
		{ ok: false, rejection: { code: 'command/unknown', detail: '' } },
		{ ok: false, rejection: { code: 'vote/unknown', detail: 'x' } },
		{ ok: true, value: { voteId: 'v_1' } },
	]);
});

test('[LV3] a flood is answered with no, and costs nothing further; later it goes on', async () => {
	let carried = 0;
	const { clock, codes, press, connection } = setup(() => {
		carried++;
		return Promise.resolve(ok(undefined));
	});
	for (let n = 0; n < 1_000; n++) press();
	await connection.settled;
	expect(carried).toBe(60);
	expect(codes().filter((code) => code === 'request/too-many')).toHaveLength(940);
	await clock.pass(1_000);
	for (let n = 0; n < 100; n++) press();
	await connection.settled;
	expect(carried).toBe(80);
});

test('[LV3] what is large counts as several: so much and no more is read of one connection', async () => {
	const { clock, codes, press } = setup(() => Promise.resolve(ok(undefined)));
	const dots = Object.fromEntries(Array.from({ length: 2_500 }, (_, n) => [`x${n}`, 1]));
	for (let n = 0; n < 40; n++) press({ voteId: 'v_1', dots }, 'vote:cast');
	const read = () => codes().filter((code) => code === 'request/invalid').length;
	expect(read()).toBe(2);
	await clock.pass(1_000);
	for (let n = 0; n < 40; n++) press({ voteId: 'v_1', dots }, 'vote:cast');
	expect(read()).toBe(3);
});

test('[LV3] everything that pages send weighs one; a hand count of a full table a few', () => {
	for (const body of Object.values(COMMAND_BODIES)) expect(weightOf([body])).toBe(1);
	const text = 'ü'.repeat(LIMITS.translationCharsMax);
	expect(weightOf([{ ...COMMAND_BODIES['translation:give'], text }])).toBe(1);
	const dots = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`c_${n}`, 1]));
	expect(weightOf([{ ...COMMAND_BODIES['vote:count'], dots }])).toBeLessThan(5);
	let deep: unknown = 1;
	for (let n = 0; n < 10_000; n++) deep = [deep];
	expect(weightOf([deep])).toBe(1);
	expect(weightOf(['x'.repeat(LIMITS.commandBytesMax)])).toBeGreaterThan(10);
});

test('[LV3] what waits is bounded, however slow the store is', async () => {
	const { clock, codes, press } = setup(() => new Promise(() => undefined));
	for (let second = 0; second < 60; second++) {
		for (let n = 0; n < 20; n++) press();
		await clock.pass(1_000);
	}
	expect(codes()).toHaveLength(60 * 20 - 60);
});

test('[LV4] one after the other; what waits when the connection ends is not begun', async () => {
	const begun: string[] = [];
	const finish: (() => void)[] = [];
	const { connection, press, answers } = setup(({ id }) => {
		begun.push(id);
		return new Promise((resolve) => finish.push(() => resolve(ok(undefined))));
	});
	for (let n = 0; n < 3; n++) press();
	await settled();
	expect(begun).toHaveLength(1);
	finish[0]!();
	await settled();
	expect(begun).toHaveLength(2);
	connection.end();
	finish[1]!();
	await connection.settled;
	expect(begun).toHaveLength(2);
	expect(answers).toHaveLength(2);
});

test('[LV5] an exception: server/fault, one line without what was sent, and it goes on', async () => {
	const { connection, press, codes, logged } = setup(({ name }) =>
		name === 'vote:close'
			? Promise.reject(new TypeError('canary'))
			: Promise.resolve(ok(undefined)),
	);
	press();
	press({}, 'vote:reveal');
	await connection.settled;
	expect(codes()).toEqual(['server/fault', 'ok']);
	expect(logged).toHaveLength(1);
	expect(logged[0]).toMatchObject({
		event: 'live.command_failed',
		command: 'vote:close',
		kind: 'TypeError',
	});
	expect(JSON.stringify(logged)).not.toContain('canary');
});

test('[LV1] forty under a link; of a seat the oldest makes room; [LV11] an ended token takes all with it', () => {
	const attendance = new Attendance();
	const visitor = (role: 'moderator' | 'participant') => {
		const told: string[] = [];
		return {
			dialogue: 'd_1' as const,
			role,
			told,
			end: (why: string) => void told.push(why),
			cut: () => void told.push('cut'),
		};
	};
	const moderators = Array.from({ length: 41 }, () => visitor('moderator'));
	expect(moderators.map((one) => attendance.add('m', one, true, 0)).filter(Boolean)).toHaveLength(
		40,
	);
	const seats = Array.from({ length: 7 }, () => visitor('participant'));
	expect(seats.every((one) => attendance.add('s', one, true, 0))).toBe(true);
	expect(seats.map(({ told }) => told.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
	attendance.add('a', visitor('moderator'), false, 0);
	expect([...attendance.links()]).toEqual(['m']);
	attendance.end('m', 1_000);
	expect(moderators.filter(({ told }) => told[0] === 'revoked')).toHaveLength(40);
	expect(attendance.add('m', visitor('moderator'), true, 2_000)).toBe(false);
	for (const one of moderators) attendance.remove('m', one);
	expect(attendance.has('m')).toBe(false);
});
