import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { PinoLogger } from '#server/adapters/system/logger.ts';
import { createPage } from './page.ts';
import { problems } from './problem.ts';

async function serve(): Promise<{ base: string; build: () => void }> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-page-'));
	const app = express();
	app.use(createPage(folder));
	app.use(problems(new PinoLogger('test', 'silent'), () => false));
	const server = http.createServer(app).listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	onTestFinished(() => {
		server.close();
		fs.rmSync(folder, { recursive: true });
	});
	const build = () => {
		fs.mkdirSync(path.join(folder, '_app/immutable'), { recursive: true });
		fs.writeFileSync(path.join(folder, '_app/immutable/a.js'), 'let a');
		fs.writeFileSync(path.join(folder, 'icon.svg'), '<svg/>');
		fs.writeFileSync(path.join(folder, '200.html'), '<title>shell</title>');
	};
	return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, build };
}

test('[HT14] before the build a sentence, after it the shell, without a restart', async () => {
	const { base, build } = await serve();
	expect((await fetch(base)).status).toBe(503);
	build();
	expect(await (await fetch(base)).text()).toContain('shell');
});

test('[HT14] every address that is no file is the shell; what should be a file is 404', async () => {
	const { base, build } = await serve();
	build();
	for (const place of ['/', '/rolle', '/j/K7MPQ2', '/a/b/c', '/rolle?x=1']) {
		const answer = await fetch(base + place);
		expect([place, answer.status, answer.headers.get('content-type')]).toEqual([
			place,
			200,
			'text/html;charset=utf-8',
		]);
		expect(answer.headers.get('cache-control')).toBe('no-cache');
	}
	const file = await fetch(`${base}/_app/immutable/a.js`);
	expect(file.headers.get('cache-control')).toBe('public,max-age=31536000,immutable');
	for (const place of ['/_app/immutable/b.js', '/_app/x.css', '/nope.png', '/.env'])
		expect([place, (await fetch(base + place)).status]).toEqual([place, 404]);
	expect((await fetch(base, { method: 'POST' })).status).toBe(405);
});
