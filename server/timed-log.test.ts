import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { MemoryUpdateLog } from './adapters/memory/update-log.ts';
import { timedLog } from './timed-log.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';

test('every append is counted once, by what became of it, and answered as the log answers', async () => {
	const metrics = new Registry();
	const log = timedLog(new FaultyUpdateLog(new MemoryUpdateLog(), ['ok', 'refuse']), metrics);
	const board = { dialogue: 'd_1', kind: 'board', id: 't_1' } as const;
	const at = { seq: 0, epoch: '0.0' };
	expect(await log.append(board, at, Uint8Array.of(1))).toEqual({ ok: true, seq: 1 });
	await expect(log.append(board, at, Uint8Array.of(1))).rejects.toThrow('refuse');
	expect(await log.append(board, at, Uint8Array.of(1))).toEqual({ ok: false, why: 'conflict' });
	expect((await log.head(board)).seq).toBe(1);
	const text = await metrics.metrics();
	for (const outcome of ['ok', 'refused', 'failed'])
		expect(text).toContain(`thementisch_append_seconds_count{outcome="${outcome}"} 1`);
});
