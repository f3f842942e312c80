import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import type { IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { ADMIN_TOKEN, openHttpHouse } from '#tests/support/http-house.ts';

function certificate(): { cert: Buffer; key: Buffer } {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-tls-'));
	onTestFinished(() => fs.rmSync(folder, { recursive: true }));
	const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
	const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	const rest = ['-subj', '/CN=localhost', '-days', '1', '-out', cert, '-keyout', key];
	execFileSync('openssl', ['req', '-x509', ...curve, ...rest], { stdio: 'ignore' });
	return { cert: fs.readFileSync(cert), key: fs.readFileSync(key) };
}

test('[SU8] HTTPS and wss on the one port: links, origin and HSTS say so', async () => {
	const tls = certificate();
	const house = await openHttpHouse({ tls, practice: true });
	const base = house.base.replace('http:', 'https:');
	const ask = (place: string, headers: Record<string, string> = {}) =>
		new Promise<IncomingMessage>((answer, failed) => {
			https
				.get(base + place, { ca: tls.cert, servername: 'localhost', headers }, answer)
				.on('error', failed);
		});
	const ready = await ask('/readyz');
	expect(ready.statusCode).toBe(200);
	expect(ready.headers['strict-transport-security']).toMatch(/^max-age=\d+$/);
	for (const { url } of house.house.links.lines()) expect(url).toMatch(/^https:\/\//);
	expect((await ask('/api/limits', { origin: base })).statusCode).toBe(200);
	expect((await ask('/api/limits', { origin: house.base })).statusCode).toBe(403);
	await expect(fetch(`${house.base}/healthz`)).rejects.toThrow();

	const [dialogue] = await house.stores.records.list('dialogue');
	const { id, tables } = dialogue!.value;
	const socket = new WebSocket(
		`${base.replace('https', 'wss')}/sync/${id}/board/${tables[0]!.id}`,
		['thementisch', `token.${ADMIN_TOKEN}`],
		{ agent: new https.Agent({ ca: tls.cert, servername: 'localhost' }), origin: base },
	);
	onTestFinished(() => socket.terminate());
	await new Promise((open, failed) => socket.once('open', open).once('error', failed));
	expect(socket.protocol).toBe('thementisch');
});
