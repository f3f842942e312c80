import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

function folder(): string {
	const made = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-config-'));
	onTestFinished(() => fs.rmSync(made, { recursive: true, force: true }));
	return made;
}

function read(env: Record<string, string>, args: string[] = []) {
	return readConfig({ DATA_DIR: path.join(folder(), 'data'), ...env }, args);
}

/** The sentence that ends the start. */
function sentence(env: Record<string, string>): string {
	try {
		read(env);
	} catch (error) {
		expect(error).toBeInstanceOf(ConfigError);
		return (error as Error).message;
	}
	throw new Error(`it was accepted: ${JSON.stringify(env)}`);
}

test('[SU1] without variables the defaults of the contract hold', () => {
	const config = read({});
	expect(config).toMatchObject({
		dev: false,
		port: 3000,
		host: '0.0.0.0',
		publicUrl: undefined,
		adminToken: undefined,
		practice: true,
		tls: undefined,
		metricsToken: undefined,
		operator: {},
		trustProxy: undefined,
	});
	expect(config.nodeName).not.toBe(read({}).nodeName);
	expect(fs.statSync(config.dataDir).mode & 0o777).toBe(0o700);
	expect(read({}, ['--dev']).dev).toBe(true);
});

test('[SU1] an empty variable is not set', () => {
	const names = ['PORT', 'HOST', 'PUBLIC_URL', 'REDIS_URL', 'NODE_NAME', 'ADMIN_TOKEN', 'PRACTICE'];
	const more = ['TLS_CERT', 'TLS_KEY', 'METRICS_TOKEN', 'TRUST_PROXY', 'OPERATOR', 'IMPRINT_URL'];
	const {
		nodeName: _,
		dataDir: _dir,
		...config
	} = read(Object.fromEntries([...names, ...more].map((name) => [name, ''])));
	const { nodeName: _name, dataDir: _folder, ...defaults } = read({});
	expect(config).toEqual(defaults);
});

test('[SU1] good values are taken', () => {
	expect(read({ PORT: '0' }).port).toBe(0);
	expect(read({ HOST: '::1' }).host).toBe('::1');
	expect(read({ PUBLIC_URL: 'https://dialog.example/' }).publicUrl).toBe('https://dialog.example');
	expect(read({ PUBLIC_URL: 'http://192.0.2.7:3000' }).publicUrl).toBe('http://192.0.2.7:3000');
	expect(read({ PRACTICE: '0' }).practice).toBe(false);
	expect(read({ NODE_NAME: 'hall-1' }).nodeName).toBe('hall-1');
	expect(read({ REDIS_URL: 'redis://localhost' }).redisUrls).toEqual(['redis://localhost']);
	const nodes = ['rediss://hall:secret@one:6379/2', 'rediss://two:6379'];
	expect(read({ REDIS_URL: nodes.join(', ') }).redisUrls).toEqual(nodes);
	const operator = { OPERATOR: 'Stadt Neustadt, Rathaus', IMPRINT_URL: 'https://town.example/i' };
	expect(read(operator).operator).toEqual({
		name: 'Stadt Neustadt, Rathaus',
		imprint: 'https://town.example/i',
	});
	expect(read({ TRUST_PROXY: 'true' }).trustProxy).toBe(true);
	expect(read({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
	expect(read({ TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy).toBe('loopback, 10.0.0.0/8');
});

test.each([
	['PORT', 'eighty'],
	['PORT', '65536'],
	['PORT', '-1'],
	['PORT', '3000.5'],
	['HOST', 'http://x'],
	['PUBLIC_URL', 'dialog.example'],
	['PUBLIC_URL', 'https://dialog.example/path'],
	['PUBLIC_URL', 'https://user:secret@dialog.example'],
	['PUBLIC_URL', 'ftp://dialog.example'],
	['DATA_DIR', '/dev/null/nowhere'],
	['REDIS_URL', 'localhost:6379'],
	['REDIS_URL', 'http://localhost'],
	['REDIS_URL', 'redis://localhost/first'],
	['REDIS_URL', 'redis://one:6379, two'],
	['NODE_NAME', 'a b'],
	['ADMIN_TOKEN', 'two words'],
	['ADMIN_TOKEN', 'ümlaut'],
	['PRACTICE', 'yes'],
	['TLS_CERT', '/nowhere.pem'],
	['TLS_KEY', '/nowhere.pem'],
	['METRICS_TOKEN', 'two words'],
	['TRUST_PROXY', 'everybody'],
	['OPERATOR', 'two\nlines'],
	['IMPRINT_URL', 'javascript:alert(1)'],
])('[SU1] %s=%s ends the start with one plain sentence', (name, value) => {
	const said = sentence({ [name]: value });
	expect(said).toContain(name);
	expect(said).toMatch(/^[^\n]{20,200}\.?$/);
	if (name.endsWith('TOKEN')) expect(said).not.toContain(value);
});

test('[SU1] a certificate and its key are checked before anything starts', () => {
	const at = folder();
	const [cert, key, other, junk] = ['cert', 'key', 'other', 'junk'].map((name) =>
		path.join(at, `${name}.pem`),
	) as [string, string, string, string];
	const make = (certFile: string, keyFile: string) =>
		execFileSync(
			'openssl',
			[
				...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
				...['-subj', '/CN=localhost', '-days', '1', '-out', certFile, '-keyout', keyFile],
			],
			{ stdio: 'ignore' },
		);
	make(cert, key);
	make(path.join(at, 'spare.pem'), other);
	fs.writeFileSync(junk, 'junk');
	expect(read({ TLS_CERT: cert, TLS_KEY: key }).tls).toBeDefined();
	expect(sentence({ TLS_CERT: cert, TLS_KEY: other })).toContain('TLS_KEY');
	expect(sentence({ TLS_CERT: cert, TLS_KEY: junk })).toContain('TLS_KEY');
	expect(sentence({ TLS_CERT: junk, TLS_KEY: key })).toContain('TLS_CERT');
	expect(sentence({ TLS_CERT: cert })).toContain('TLS_KEY is missing');
	expect(sentence({ TLS_KEY: key })).toContain('TLS_CERT is missing');
});
