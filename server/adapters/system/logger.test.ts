import { expect, test } from 'vitest';
import { PinoLogger } from './logger.ts';

/** Everything written so far, a line each, as it was written and as it reads. */
function listen(level?: 'info' | 'warn' | 'silent') {
	const lines: string[] = [];
	const logger = new PinoLogger('node-1', level, { write: (line) => void lines.push(line) });
	const read = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
	return { logger, lines, read };
}

test('a line has its time, level, node, event, fields and constant message', () => {
	const { logger, read } = listen();
	logger.warn({ event: 'log.append_failed', doc: 'd_1/board/t_1', attempt: 2 }, 'saving is paused');
	expect(read()).toEqual([
		{
			level: 'warn',
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/u) as string,
			node: 'node-1',
			event: 'log.append_failed',
			doc: 'd_1/board/t_1',
			attempt: 2,
			message: 'saving is paused',
		},
	]);
});

test('the level decides what is written', () => {
	const { logger, read } = listen('warn');
	logger.info({ event: 'a.b' }, 'no');
	logger.warn({ event: 'a.b' }, 'yes');
	logger.error({ event: 'a.b' }, 'yes');
	expect(read().map(({ level }) => level)).toEqual(['warn', 'error']);
	const silent = listen('silent');
	silent.logger.error({ event: 'a.b' }, 'no');
	expect(silent.lines).toEqual([]);
});

test('what must not be written is not written, wherever it hides', () => {
	const { logger, lines } = listen();
	const canary = 'KANARIE123';
	logger.info({ event: 'a.b', token: canary, text: canary, authorization: canary }, 'm');
	logger.info({ event: 'a.b', header: `Bearer ${canary}`, protocols: `x, token.${canary}` }, 'm');
	const error = new Error(`GET /rolle#${canary}`, { cause: new Error(`Bearer ${canary}`) });
	logger.error({ event: 'a.b', error: Object.assign(error, { row: canary }) }, 'm');
	logger.info({ event: 'a.b', id: 'x'.repeat(400) + canary }, 'm');
	expect(lines).toHaveLength(4);
	expect(lines.join('')).not.toContain(canary);
	logger.info({ event: 'a.b', text: 17 }, 'a count may be called like this');
	expect(lines.at(-1)).toContain('17');
});

test('an error keeps its kind, code, stack and causes under any field', () => {
	const { logger, read } = listen();
	const error = new TypeError('outer', { cause: new RangeError('inner') });
	logger.error({ event: 'a.b', why: Object.assign(error, { code: 'EIO' }) }, 'm');
	expect(read()[0]?.['why']).toMatchObject({
		type: 'TypeError',
		message: 'outer',
		code: 'EIO',
		stack: expect.stringContaining('logger.test') as string,
		cause: { type: 'RangeError', message: 'inner' },
	});
});
