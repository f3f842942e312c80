import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createSecureContext } from 'node:tls';
import express from 'express';
import { isWebAddress } from '#shared/addresses.ts';

/** What the installation was told by its environment. */
export interface Config {
	readonly dev: boolean;
	/** 0: any free one. */
	readonly port: number;
	readonly host: string;
	/** An origin without a slash at its end; undefined: derived from where we listen and how we are asked. */
	readonly publicUrl: string | undefined;
	readonly dataDir: string;
	/** Given: the store and the way between nodes. One address, or several nodes of a cluster. */
	readonly redisUrls: readonly string[] | undefined;
	readonly nodeName: string;
	readonly adminToken: string | undefined;
	readonly practice: boolean;
	readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
	readonly metricsToken: string | undefined;
	/** Who is responsible for this installation, in one line, and the page of theirs that says it at length. */
	readonly operator: { readonly name?: string; readonly imprint?: string };
	readonly trustProxy: boolean | number | string | undefined;
}

/** A wrong value. The message is one plain sentence that names the variable. */
export class ConfigError extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

/** The only reader of the environment. Throws ConfigError. An empty variable counts as not set. */
export function readConfig(given: Env, args: readonly string[]): Config {
	const env = (name: string): string | undefined => given[name] || undefined;
	return {
		dev: args.includes('--dev'),
		port: portOf(env('PORT')),
		host: hostOf(env('HOST')),
		publicUrl: originOf(env('PUBLIC_URL')),
		dataDir: folderOf(env('DATA_DIR') ?? './data'),
		redisUrls: redisUrlsOf(env('REDIS_URL')),
		nodeName: nodeNameOf(env('NODE_NAME')),
		adminToken: tokenOf('ADMIN_TOKEN', env('ADMIN_TOKEN')),
		practice: switchOf('PRACTICE', env('PRACTICE') ?? '1'),
		tls: tlsOf(env('TLS_CERT'), env('TLS_KEY')),
		metricsToken: tokenOf('METRICS_TOKEN', env('METRICS_TOKEN')),
		operator: operatorOf(env('OPERATOR'), env('IMPRINT_URL')),
		trustProxy: trustOf(env('TRUST_PROXY')),
	};
}

function operatorOf(name: string | undefined, imprint: string | undefined): Config['operator'] {
	if (name !== undefined && !/^[^\p{Cc}]{1,300}$/u.test(name))
		throw new ConfigError('OPERATOR must be one line of at most 300 characters.');
	if (imprint !== undefined && !isWebAddress(imprint))
		throw new ConfigError(
			`IMPRINT_URL must be an address like https://www.town.example/impressum, not "${imprint}".`,
		);
	return { ...(name !== undefined && { name }), ...(imprint !== undefined && { imprint }) };
}

function portOf(text = '3000'): number {
	if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
		throw new ConfigError(`PORT must be a whole number from 0 to 65535, not "${text}".`);
	return Number(text);
}

function hostOf(text = '0.0.0.0'): string {
	if (!/^[A-Za-z0-9.:%_-]{1,255}$/.test(text))
		throw new ConfigError(`HOST must be an address or a name of this machine, not "${text}".`);
	return text;
}

function originOf(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	const url = URL.parse(text);
	const web = url?.protocol === 'http:' || url?.protocol === 'https:';
	if (!url || !web || `${url.origin}/` !== url.href)
		throw new ConfigError(
			`PUBLIC_URL must be an origin like https://dialog.example, not "${text}".`,
		);
	return url.origin;
}

function folderOf(folder: string): string {
	try {
		fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
		fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK);
	} catch (e) {
		const why = (e as NodeJS.ErrnoException).code ?? 'unknown';
		throw new ConfigError(
			`DATA_DIR must be a folder that can be written, "${folder}" is not (${why}).`,
		);
	}
	return folder;
}

/** `redis://[user:password@]host[:port][/database]`, `rediss://` with TLS; nodes of a cluster separated by commas. */
function redisUrlsOf(text: string | undefined): readonly string[] | undefined {
	if (text === undefined) return undefined;
	const parts = text.split(',').map((part) => part.trim());
	const urls = parts.map((part) => URL.parse(part));
	const areGood = urls.every(
		(url) =>
			(url?.protocol === 'redis:' || url?.protocol === 'rediss:') &&
			url.hostname !== '' &&
			/^(\/\d{0,3})?$/.test(url.pathname) &&
			url.search === '' &&
			url.hash === '',
	);
	// the value may hold a password and is not repeated
	if (!areGood)
		throw new ConfigError(
			'REDIS_URL must be an address like redis://localhost:6379 or rediss://user:password@host:6379, or several of a cluster separated by commas.',
		);
	return parts;
}

function nodeNameOf(text: string | undefined): string {
	if (text === undefined) return `node-${randomBytes(4).toString('hex')}`;
	if (!/^[A-Za-z0-9_.-]{1,64}$/.test(text))
		throw new ConfigError(
			`NODE_NAME must be 1 to 64 letters, digits, dots, dashes or underscores, not "${text}".`,
		);
	return text;
}

/** What stands after "Bearer " in a header. The value itself is never repeated. */
function tokenOf(name: string, text: string | undefined): string | undefined {
	if (text !== undefined && !/^[\x21-\x7E]{1,500}$/.test(text))
		throw new ConfigError(`${name} must be 1 to 500 visible ASCII characters without blanks.`);
	return text;
}

function switchOf(name: string, text: string): boolean {
	if (text !== '0' && text !== '1') throw new ConfigError(`${name} must be 0 or 1, not "${text}".`);
	return text === '1';
}

function tlsOf(certFile: string | undefined, keyFile: string | undefined): Config['tls'] {
	if (certFile === undefined && keyFile === undefined) return undefined;
	if (certFile === undefined) throw new ConfigError('TLS_CERT is missing: TLS_KEY needs it.');
	if (keyFile === undefined) throw new ConfigError('TLS_KEY is missing: TLS_CERT needs it.');
	const cert = pemOf('TLS_CERT', certFile);
	const key = pemOf('TLS_KEY', keyFile);
	try {
		createSecureContext({ cert });
	} catch {
		throw new ConfigError(`TLS_CERT names a file that is no PEM certificate: ${certFile}`);
	}
	try {
		createSecureContext({ cert, key });
	} catch {
		throw new ConfigError(`TLS_KEY names a file that is no PEM key for TLS_CERT: ${keyFile}`);
	}
	return { cert, key };
}

function pemOf(name: string, file: string): Buffer {
	try {
		return fs.readFileSync(file);
	} catch {
		throw new ConfigError(`${name} names a file that cannot be read: ${file}`);
	}
}

/** What Express understands: true, false, a number of hops, or addresses and networks separated by commas. */
function trustOf(text: string | undefined): Config['trustProxy'] {
	if (text === undefined) return undefined;
	if (text === 'true' || text === 'false') return text === 'true';
	if (/^\d{1,2}$/.test(text)) return Number(text);
	try {
		express().set('trust proxy', text);
	} catch {
		throw new ConfigError(
			`TRUST_PROXY must be true, false, a number of proxies, or addresses like "loopback, 10.0.0.0/8", not "${text}".`,
		);
	}
	return text;
}
