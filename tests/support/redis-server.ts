import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { memoryDisk } from './memory-disk.ts';
import { needProgram, works } from './system-package.ts';
import { until } from './until.ts';

const BINARY = process.env['REDIS_SERVER'] ?? 'redis-server';

export interface RedisOptions {
	/** Beside what every server here gets: `{ appendfsync: 'everysec' }`. */
	readonly config?: Readonly<Record<string, string>>;
	/** A configuration file in place of all that; only the port and the folder are its own. */
	readonly file?: string;
	/** Its files lie on a disk in memory, where there is one: for tests that spoil them themselves, many times. */
	readonly inMemory?: boolean;
}

/** A real Redis server on 127.0.0.1, with a port and a folder of its own, that syncs every write to disk. */
export class RedisServer {
	readonly port: number;
	readonly dir: string;
	readonly #options: RedisOptions;
	#child: ChildProcess | undefined;

	constructor(port: number, options: RedisOptions = {}) {
		this.port = port;
		this.#options = options;
		const parent = options.inMemory ? memoryDisk() : os.tmpdir();
		this.dir = fs.mkdtempSync(path.join(parent, 'thementisch-redis-'));
	}

	get url(): string {
		return `redis://127.0.0.1:${this.port}`;
	}

	get pid(): number {
		const pid = this.#child?.pid;
		if (pid === undefined) throw new Error('redis-server is not running');
		return pid;
	}

	/** Starts it, also again on what it had kept, and waits until it answers. */
	async start(): Promise<void> {
		const { file } = this.#options;
		const own = { port: String(this.port), dir: this.dir };
		const config = {
			...own,
			bind: '127.0.0.1',
			save: '',
			appendonly: 'yes',
			appendfsync: 'always',
			'maxmemory-policy': 'noeviction',
			daemonize: 'no',
			...this.#options.config,
		};
		const given = Object.entries(file ? own : config);
		const args = given.flatMap(([name, value]) => [`--${name}`, value]);
		const child = spawn(BINARY, file ? [file, ...args] : args, {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const said: string[] = [];
		child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
		this.#child = child;
		// whatever ends the test ends the server
		const end = (): void => void child.kill('SIGKILL');
		process.once('exit', end);
		child.once('exit', () => process.off('exit', end));
		// `exit` may come before its last words
		let hasEnded = false;
		child.once('close', () => (hasEnded = true));
		await until(
			() => {
				if (hasEnded) throw new Error(`redis-server ended at its start\n${said.join('')}`);
				return this.ask('PING').then(
					(answer) => /PONG|NOAUTH/.test(answer),
					() => false,
				);
			},
			{ what: 'redis-server answers', withinMs: 25_000, everyMs: 10 },
		);
	}

	/** One command by a connection of its own; answers the raw reply. */
	ask(...command: readonly string[]): Promise<string> {
		return askRedis(this.port, command);
	}

	/** SIGKILL, and waits until it is gone. What it kept stays. */
	async kill9(): Promise<void> {
		const child = this.#child;
		this.#child = undefined;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
	}

	/** Stops it or lets it go on (`SIGSTOP`, `SIGCONT`). */
	signal(name: NodeJS.Signals): void {
		this.#child?.kill(name);
	}

	/** How large its files may be from now on; a write beyond that fails as on a full disk (Linux). */
	allowFileBytes(bytes: number): void {
		execFileSync('prlimit', ['--pid', String(this.#child?.pid), `--fsize=${bytes}:unlimited`]);
	}

	async remove(): Promise<void> {
		await this.kill9();
		fs.rmSync(this.dir, { recursive: true, force: true });
	}
}

/** A fresh server. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
	needRedis();
	const server = new RedisServer(await freePort(), options);
	try {
		await server.start();
	} catch (e) {
		await server.remove();
		throw e;
	}
	return server;
}

/** Three masters that share all slots. */
export async function startRedisCluster(): Promise<readonly RedisServer[]> {
	needRedis();
	const config = { 'cluster-enabled': 'yes', 'cluster-node-timeout': '2000' };
	const servers: RedisServer[] = [];
	try {
		for (let n = 0; n < 3; n++) servers.push(new RedisServer(await freeClusterPort(), { config }));
		await Promise.all(servers.map((server) => server.start()));
		const [first] = servers;
		const SLOTS = 16_384;
		for (const [n, server] of servers.entries()) {
			const from = Math.floor((n * SLOTS) / servers.length);
			const to = Math.floor(((n + 1) * SLOTS) / servers.length) - 1;
			await server.ask('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
			if (first && server !== first)
				await server.ask('CLUSTER', 'MEET', '127.0.0.1', String(first.port));
		}
		for (const server of servers) await whenClusterIsWhole(server, servers.length);
	} catch (e) {
		await Promise.all(servers.map((server) => server.remove()));
		throw e;
	}
	return servers;
}

/** Until this node knows all others and takes commands for all slots. */
export async function whenClusterIsWhole(server: RedisServer, nodes: number): Promise<void> {
	await until(
		async () => {
			const info = await server.ask('CLUSTER', 'INFO').catch(() => '');
			return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes}\r`);
		},
		{ what: 'the cluster is whole', withinMs: 20_000, everyMs: 20 },
	);
}

/** Whether there is a redis-server to run. */
export function hasRedis(): boolean {
	return works(BINARY, '--version');
}

/** Installs it from the system's packages where that is possible. Throws one plain sentence otherwise. */
function needRedis(): void {
	needProgram({
		program: BINARY,
		test: ['--version'],
		package: 'redis-server',
		sentence:
			'These tests need a Redis server: install the package redis-server, or set REDIS_SERVER to its path.',
	});
}

/** A port that nobody has now. */
export async function freePort(): Promise<number> {
	const server = net.createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as net.AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** The nodes of a cluster talk to each other on a port that is 10,000 higher. */
async function freeClusterPort(): Promise<number> {
	for (;;) {
		const port = await freePort();
		if (port < 55_000) return port;
	}
}

/** Sends one command and answers what comes back first. */
async function askRedis(port: number, command: readonly string[]): Promise<string> {
	const socket = net.connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
		socket.write(`*${command.length}\r\n${parts.join('')}`);
		const [answer] = (await once(socket, 'data')) as [Buffer];
		return answer.toString();
	} finally {
		socket.destroy();
	}
}
