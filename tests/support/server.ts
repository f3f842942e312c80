import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pause, until } from './until.ts';

/** Where Node finds what it has compiled before, by content: a start takes 0.4 instead of 0.7 s. */
export const COMPILED_DIR = path.join(os.tmpdir(), 'thementisch-compiled');
const ROOT = path.resolve(import.meta.dirname, '../..');

/** `DATA_DIR/links.json`, as far as outside clients use it. */
export interface StartLinks {
	readonly url: string;
	readonly practice?: {
		readonly id: string;
		readonly code: string;
		readonly participant: string;
		readonly moderator: string;
		readonly projector: string;
		readonly hosts: Readonly<Record<string, string>>;
	};
}

export interface ServerOptions {
	/** Beside or above what every server here gets. */
	readonly env?: Readonly<Record<string, string>>;
	/** Runs the server under this command, e.g. `['prlimit', '--fsize=1000000']`. */
	readonly under?: readonly string[];
	/** Where it keeps its store; without it a fresh folder that `remove` deletes. */
	readonly storeDir?: string;
	/** How long a start may take. */
	readonly startMs?: number;
}

/**
 * A real server process on 127.0.0.1, started as `npm start` does it, with its own store and a known ADMIN_TOKEN.
 * The same object can be killed and started again on the same port and store.
 */
export class ServerProcess {
	readonly storeDir: string;
	readonly adminToken: string = randomBytes(24).toString('base64url');
	/** How long the last start took until `readyz` said yes, in ms. */
	startedInMs = 0;
	#options: ServerOptions;
	#child: ChildProcess | undefined;
	#port = 0;
	#said: string[] = [];
	#complained: string[] = [];

	constructor(options: ServerOptions) {
		this.#options = options;
		this.storeDir =
			options.storeDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-store-'));
	}

	/** `http://127.0.0.1:<port>` */
	get base(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	get pid(): number {
		const pid = this.#child?.pid;
		if (pid === undefined) throw new Error('the server is not running');
		return pid;
	}

	/** Everything it wrote to standard error since the first start. */
	get stderr(): string {
		return this.#complained.join('');
	}

	/** Everything it wrote to standard output since the first start. */
	get stdout(): string {
		return this.#said.join('');
	}

	get links(): StartLinks {
		const file = path.join(this.storeDir, 'links.json');
		return JSON.parse(fs.readFileSync(file, 'utf8')) as StartLinks;
	}

	/** Starts it and waits until it takes writes. The port is chosen at the first start and kept. */
	async start(): Promise<void> {
		const beganMs = performance.now();
		this.launch();
		await this.whenReady();
		this.startedInMs = performance.now() - beganMs;
	}

	/** Starts the process and does not wait for anything. */
	launch(): void {
		const command = [...(this.#options.under ?? []), process.execPath, 'server/main.ts'];
		const env: NodeJS.ProcessEnv = {
			...process.env,
			NODE_ENV: 'production',
			HOST: '127.0.0.1',
			PORT: String(this.#port),
			DATA_DIR: this.storeDir,
			ADMIN_TOKEN: this.adminToken,
			PRACTICE: '0',
			NODE_COMPILE_CACHE: COMPILED_DIR,
			...this.#options.env,
		};
		delete env['VITEST'];
		delete env['NODE_OPTIONS'];
		const child = spawn(command[0]!, command.slice(1), {
			cwd: ROOT,
			env,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		child.stdout.on('data', (chunk: Buffer) => this.#said.push(chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => this.#complained.push(chunk.toString()));
		this.#child = child;
	}

	/** Until it has printed where it listens and `readyz` answers 200. Rejects if the process ends before. */
	async whenReady(): Promise<void> {
		const child = this.#child;
		const withinMs = this.#options.startMs ?? 30_000;
		const endMs = performance.now() + withinMs;
		for (;;) {
			if (child === undefined || child.exitCode !== null || child.signalCode !== null)
				throw new Error(`the server ended at its start\n${this.stdout}\n${this.stderr}`);
			if (this.#port === 0) this.#port = this.#printedPort();
			if (this.#port !== 0 && (await statusOf(`${this.base}/readyz`)) === 200) return;
			if (performance.now() > endMs)
				throw new Error(`no readyz within ${withinMs} ms\n${this.stdout}\n${this.stderr}`);
			await pause(10);
		}
	}

	/** SIGKILL, and waits until the process is gone. */
	async kill9(): Promise<void> {
		await this.#end('SIGKILL', 20_000);
	}

	/** SIGTERM, and waits until it has drained. Answers how long that took and with which code it ended. */
	async stop(withinMs = 25_000): Promise<{ tookMs: number; code: number | null }> {
		const beganMs = performance.now();
		const code = await this.#end('SIGTERM', withinMs);
		return { tookMs: performance.now() - beganMs, code };
	}

	/** Sends a signal and waits for nothing. */
	signal(name: NodeJS.Signals): void {
		process.kill(this.pid, name);
	}

	/** How long its files may grow from now on; 0 is a full disk (Linux; a write fails as on a full one). */
	allowFileBytes(bytes: number | 'unlimited'): void {
		execFileSync('prlimit', ['--pid', String(this.pid), `--fsize=${bytes}:unlimited`]);
	}

	/** Same port, same store. `env` adds to the environment from now on. */
	async restart(env: Readonly<Record<string, string>> = {}): Promise<void> {
		this.#options = { ...this.#options, env: { ...this.#options.env, ...env } };
		await this.#end('SIGKILL', 20_000);
		await this.start();
	}

	/** Ends the process if it runs and deletes the store. */
	async remove(): Promise<void> {
		await this.#end('SIGKILL', 20_000);
		if (this.#options.storeDir === undefined)
			fs.rmSync(this.storeDir, { recursive: true, force: true });
	}

	/** It prints where it listens; 0 as long as it has not. */
	#printedPort(): number {
		return Number(/https?:\/\/[^\s/]+:(\d+)/.exec(this.stdout)?.[1] ?? 0);
	}

	async #end(signal: NodeJS.Signals, withinMs: number): Promise<number | null> {
		const child = this.#child;
		this.#child = undefined;
		if (child === undefined) return null;
		if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
		const gone = once(child, 'exit');
		child.kill(signal);
		const inTime = await Promise.race([gone.then(() => true), pause(withinMs).then(() => false)]);
		if (!inTime) {
			child.kill('SIGKILL');
			await gone;
			throw new Error(`the server did not end within ${withinMs} ms of ${signal}`);
		}
		return child.exitCode;
	}
}

/** Starts a fresh server on a fresh store. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
	const server = new ServerProcess(options);
	try {
		await server.start();
	} catch (e) {
		await server.remove();
		throw e;
	}
	return server;
}

/** The HTTP status of a GET; 0 if nobody answers. */
export async function statusOf(url: string): Promise<number> {
	try {
		const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
		await answer.arrayBuffer();
		return answer.status;
	} catch {
		return 0;
	}
}

/** Waits for `readyz` to answer this status. */
export async function whenReadyz(base: string, status: number, withinMs = 25_000): Promise<void> {
	await until(async () => (await statusOf(`${base}/readyz`)) === status, {
		what: `readyz ${status}`,
		withinMs,
		everyMs: 20,
	});
}
