import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readCommand } from './read-command.ts';

const id = randomUUID();
const read = (event: unknown, ...bodies: unknown[]) => {
	const result = readCommand(event, bodies);
	return result.ok ? result.value : `${result.rejection.code} ${result.rejection.detail}`.trim();
};

describe('[LV2] what comes up', () => {
	test('a well-formed command is read with its name', () => {
		expect(read('step:start', { id, stepId: 'write' })).toEqual({
			name: 'step:start',
			id,
			stepId: 'write',
		});
	});
	test.each(['step:stop', '__proto__', 'constructor', 'toString', '', 7, null, {}])(
		'%s is no command',
		(event) => expect(read(event, { id })).toBe('command/unknown'),
	);
	test('exactly one body, with all fields, right ones, and no other', () => {
		expect(read('step:end')).toBe('request/invalid');
		expect(read('step:end', { id }, { id })).toBe('request/invalid');
		expect(read('step:end', null)).toBe('request/invalid');
		expect(read('step:end', [id])).toBe('request/invalid');
		expect(read('step:end', {})).toBe('request/invalid id');
		expect(read('step:end', { id: 'one' })).toBe('request/invalid id');
		expect(read('step:end', { id, more: 1 })).toMatch(/^request\/invalid/);
		expect(read('step:extend', { id, seconds: 1e308 })).toBe('request/invalid seconds');
	});
	test('a ballot: known items with whole, positive numbers', () => {
		const cast = (json: string) =>
			read('vote:cast', { id, voteId: 'v_1', dots: JSON.parse(json) as unknown });
		expect(cast('{"c_1":1,"g_1":2}')).toMatchObject({ dots: { c_1: 1, g_1: 2 } });
		expect(cast('{"c_1":0,"g_1":2}')).toMatchObject({ dots: { g_1: 2 } });
		expect(cast('{"c_1":0}')).not.toHaveProperty('dots.c_1');
		for (const dots of ['-1', '0.5', '1e308', '"1"', 'null', '[1]', '21'])
			expect(cast(`{"c_1":${dots}}`)).toMatch(/^request\/invalid dots/);
		for (const item of ['t_1', 'constructor', 'c_', 'c_ä', ''])
			expect(cast(`{"${item}":1}`)).toMatch(/^request\/invalid dots/);
	});
	test('__proto__ is refused wherever it stands, not passed over', () => {
		for (const dots of ['{"__proto__":1}', '{"c_1":1,"__proto__":{"c_2":1}}'])
			expect(read('vote:cast', { id, voteId: 'v_1', dots: JSON.parse(dots) as unknown })).toBe(
				'request/invalid',
			);
		const body = JSON.parse(`{"id":"${id}","__proto__":{}}`) as unknown;
		expect(read('step:end', body)).toBe('request/invalid');
		expect(({} as Record<string, unknown>)['c_2']).toBeUndefined();
	});
	test('bytes, deep nesting and long paths come to nothing', () => {
		expect(read('step:end', { id, bytes: Buffer.from('x') })).toBe('request/invalid');
		let deep: unknown = 1;
		for (let n = 0; n < 10_000; n++) deep = [deep];
		expect(read('step:end', { id, deep })).toBe('request/invalid');
		const long = read('vote:cast', { id, voteId: 'v_1', dots: { ['x'.repeat(5_000)]: 1 } });
		expect(JSON.stringify(long).length).toBeLessThan(130);
	});
});
