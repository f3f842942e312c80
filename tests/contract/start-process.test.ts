import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Tablet } from '#tests/support/clients.ts';
import { keptTime } from '#tests/support/kept-time.ts';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { startServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('[SU6] SIGTERM while people write: kept, exit 0 in time, and a second signal changes nothing', async () => {
	const server = await startServer();
	onTestFinished(() => server.remove());
	const { code, tables } = await createDialogue(server.base, server.adminToken);
	const tablets = await Promise.all(
		Array.from(
			{ length: 10 },
			async () => new Tablet(server.base, await joinSeat(server.base, code)),
		),
	);
	const cards = tablets.map((tablet, n) =>
		tablet.write({ table: tables[0]!.id, question: 'good', text: `Karte ${n}` }),
	);
	await Promise.all(tablets.map((tablet, n) => tablet.whenReceipt(cards[n]!, 'shown')));
	server.signal('SIGTERM');
	server.signal('SIGTERM');
	const { code: exitCode, tookMs } = await server.stop();
	expect(exitCode).toBe(0);
	keptTime('drained', tookMs, 10_000);
	expect(server.stderr).not.toContain('"level":"error"');
	for (const tablet of tablets) tablet.leave();
});

test('[SU6] a fault of the start is one sentence, not a stack', async () => {
	const first = await startServer();
	onTestFinished(() => first.remove());
	const port = new URL(first.base).port;
	const { said, code } = await run({ PORT: port, DATA_DIR: folder() });
	expect([said.trim().split('\n').length, code]).toEqual([1, 1]);
	expect(said).toContain(`PORT ${port} is in use`);
	const shared = await run({ PORT: '0', DATA_DIR: first.storeDir });
	expect([shared.said.trim().split('\n').length, shared.code]).toEqual([1, 1]);
	expect(shared.said).toContain('DATA_DIR');
});

test('[SU10] an install never empties what another checkout has', async () => {
	const other = folder();
	const checkout = checkoutWith({});
	fs.symlinkSync(other, path.join(checkout, 'node_modules'));
	expect(await npmStart(checkout)).toEqual([
		'node_modules is a link to another folder: install there, or remove the link.\n',
		1,
	]);
});

test('[SU11] a busy port is told before anything is installed', async () => {
	const busy = net.createServer().listen(0, '127.0.0.1');
	onTestFinished(() => void busy.close());
	await once(busy, 'listening');
	const { port } = busy.address() as net.AddressInfo;
	const env = { PORT: String(port), HOST: '127.0.0.1' };
	expect(await npmStart(checkoutWith({}), env)).toEqual([
		`PORT ${port} is in use by another program; set another PORT.\n`,
		1,
	]);
});

test('[SU12] a start is told where the last one left what it had compiled, or starts without', async () => {
	const files = {
		'node_modules/.package-lock.json': '{}', // nothing is to be installed
		'server/main.ts': 'console.log(process.env.NODE_COMPILE_CACHE)',
	};
	const [checkout, dataDir] = [checkoutWith(files), path.join(folder(), 'deep/below')];
	const place = path.join(dataDir, 'compiled');
	expect(await npmStart(checkout, { PORT: '0', DATA_DIR: dataDir })).toEqual([`${place}\n`, 0]);
	expect(fs.statSync(dataDir).mode & 0o777).toBe(0o700);
	const noFolder = path.join(checkout, 'package.json');
	expect(await npmStart(checkout, { PORT: '0', DATA_DIR: noFolder })).toEqual(['undefined\n', 0]);
});

test('[SU12] what was compiled is there when a server that has started is killed', async () => {
	const dataDir = folder();
	const place = path.join(dataDir, 'compiled');
	const env = { PORT: '0', DATA_DIR: dataDir, PRACTICE: '0', NODE_COMPILE_CACHE: place };
	const child = start(env);
	const isKept = () =>
		fs.existsSync(place) && fs.readdirSync(place, { recursive: true }).length > 9;
	await until(isKept, { what: 'what was compiled' });
	expect(child.exitCode).toBe(null);
});

test('[SU7] an error that nobody catches: logged without its words, drained, exit 1', async () => {
	const dataDir = folder();
	const bug = path.join(dataDir, 'bug.mjs');
	fs.writeFileSync(bug, `process.on('SIGUSR2', () => void Promise.reject(new Error('CANARY')))`);
	const env = { PORT: '0', DATA_DIR: dataDir, PRACTICE: '0' };
	const child = start(env, ['--import', bug]);
	let said = '';
	child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
	await until(() => said.includes('server.started'), { what: 'a started server' });
	child.kill('SIGUSR2');
	const [code] = (await once(child, 'exit')) as [number | null];
	expect(code).toBe(1);
	expect(said).toContain('"event":"server.bug"');
	expect(said).not.toContain('CANARY');
});

function folder(): string {
	const made = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-start-'));
	onTestFinished(() => fs.rmSync(made, { recursive: true, force: true }));
	return made;
}

/** A checkout that holds no more than `npm start` needs, and these files. */
function checkoutWith(files: Readonly<Record<string, string>>): string {
	const checkout = folder();
	const copies = ['infra/run.mjs', 'package.json', 'package-lock.json'];
	for (const file of copies) put(checkout, file, fs.readFileSync(path.join(ROOT, file), 'utf8'));
	for (const [file, text] of Object.entries(files)) put(checkout, file, text);
	return checkout;
}

function put(checkout: string, file: string, text: string): void {
	fs.mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true });
	fs.writeFileSync(path.join(checkout, file), text);
}

/** What `npm start` says in this checkout, and its exit code. An npm that is asked says so. */
async function npmStart(
	checkout: string,
	env: Readonly<Record<string, string>> = {},
): Promise<[said: string, code: number | null]> {
	const bin = folder();
	fs.writeFileSync(path.join(bin, 'npm'), '#!/bin/sh\necho npm was asked\n', { mode: 0o755 });
	const child = spawn(process.execPath, ['infra/run.mjs', 'start'], {
		cwd: checkout,
		env: { PATH: `${bin}:${process.env['PATH']}`, PORT: '0', ...env },
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	return [said, code];
}

function start(env: Record<string, string>, nodeArgs: string[] = []) {
	const child = spawn(process.execPath, [...nodeArgs, 'server/main.ts'], {
		cwd: ROOT,
		env: { PATH: process.env['PATH'], HOST: '127.0.0.1', ...env },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	return child;
}

/** What a start that fails says, and its exit code. */
async function run(env: Record<string, string>): Promise<{ said: string; code: number | null }> {
	const child = start(env);
	let said = '';
	child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	return { said, code };
}
