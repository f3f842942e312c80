import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { PinoLogger } from '#server/adapters/system/logger.ts';
import type { Watcher } from '#server/ports/report-renderer.ts';
import type { ReportFile } from '#server/services/export-results.ts';
import { ok, type Result } from '#shared/rejections.ts';
import { problems } from './problem.ts';
import { sendReport } from './report-stream.ts';

/** What somebody gets who wants to know how far it is. */
async function asked(make: (watcher: Watcher) => Promise<Result<ReportFile>>) {
	const app = express();
	app.get('/', async (_req, res) => void (await sendReport(res, true, make)));
	app.use(problems(new PinoLogger('test', 'silent'), () => false));
	const server = app.listen(0, '127.0.0.1');
	onTestFinished(() => void server.close());
	await once(server, 'listening');
	const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
	return { status: answer.status, text: await answer.text() };
}

const FILE = { name: 'a.csv', mediaType: 'text/csv', bytes: new TextEncoder().encode('a;b') };

test('[HT18] how far it is, then the file', async () => {
	const { text } = await asked(({ told }) => {
		told?.('drawing');
		return Promise.resolve(ok(FILE));
	});
	const [stage, file, ...bytes] = text.split('\n');
	expect(JSON.parse(stage!)).toEqual({ stage: 'drawing' });
	expect(JSON.parse(file!)).toEqual({ file: { name: 'a.csv', mediaType: 'text/csv', bytes: 3 } });
	expect(bytes).toEqual(['a;b']);
});

test('[HT18] a report that fails on the way says so in its last line, and is no broken line', async () => {
	const { text } = await asked(({ told }) => {
		told?.('drawing');
		return Promise.reject(new Error('the drawing fell over'));
	});
	const last = text.trim().split('\n').at(-1)!;
	expect(JSON.parse(last)).toEqual({ rejection: { code: 'server/fault', detail: '' } });
});

test('[HT18] one that fails before anything was sent is a problem as any other', async () => {
	const { status, text } = await asked(() => Promise.reject(new Error('it fell over at once')));
	expect(status).toBe(500);
	expect(JSON.parse(text)).toMatchObject({ type: '/problems/server/fault' });
});
