import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { startRedis, type RedisServer } from '#tests/support/redis-server.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import type { Line } from './swarm/line.ts';
import { bytesInFolder, bytesInRedis, bytesInSqlite } from './stored-bytes.ts';
import { putOn } from './swarm/put-on.ts';
import type { Dialect, Place } from './swarm/wire.ts';

/** Tables of one event. */
export const BOARDS_PER_EVENT = 5;

/** A server that is measured: what it is, and how one begins. */
export interface Contender {
	readonly name: string;
	/** Ours, one that others use, or as far as a process of Node can go that keeps nothing. */
	readonly kind: 'ours' | 'peer' | 'limit';
	/** In whose words it survives its own end. */
	readonly store: 'none' | 'embedded' | 'redis' | 'leveldb' | 'sqlite';
	start(): Promise<Running>;
}

/** One running server on a fresh store. */
export interface Running {
	/** `ws://127.0.0.1:<port>` */
	readonly base: string;
	/** The process whose time is measured. */
	readonly pid: number;
	readonly dialect: Dialect;
	/** So many boards with this on them; each is a place where somebody may write. */
	boards(count: number, content: Uint8Array): Promise<Place[]>;
	/** So many places at this board for people who look: of their own, where the server tells people apart. */
	readers(place: Place, count: number): Promise<Place[]>;
	/** Whoever has put that there goes. A server without a store forgets a board at which nobody is left. */
	fillersLeave(): void;
	/** What its store keeps of documents now, in bytes. */
	storedBytes(): Promise<number>;
	/** SIGKILL, and again on the same store and port. */
	restart(): Promise<void>;
	remove(): Promise<void>;
}

/** In `peers` they find the packages that are installed there. */
const FILES = {
	relay: path.join(import.meta.dirname, 'relay.ts'),
	'y-websocket': path.join(import.meta.dirname, 'peers/y-websocket.ts'),
	hocuspocus: path.join(import.meta.dirname, 'peers/hocuspocus.ts'),
} as const;
type Kind = keyof typeof FILES;

/** It starts as it does for everybody, without what tests have compiled before. */
const AS_SHIPPED = { NODE_DISABLE_COMPILE_CACHE: '1' };

/**
 * Ours on the store of one machine, and on a Redis of its own that syncs every write to disk. `profiles`: a folder where
 * each run leaves what V8 says about where its time went.
 */
export function ours(profiles?: string): Contender[] {
	const under =
		profiles === undefined
			? undefined
			: ['env', `NODE_OPTIONS=--cpu-prof --cpu-prof-dir=${path.resolve(profiles)}`];
	const isProfiled = under !== undefined;
	return [
		{
			...{ name: 'Thementisch, embedded', kind: 'ours', store: 'embedded' },
			start: async () =>
				new OwnServer(await startServer({ env: AS_SHIPPED, under }), { isProfiled }),
		},
		{
			...{ name: 'Thementisch, Redis', kind: 'ours', store: 'redis' },
			start: async () => {
				const redis = await startRedis();
				const env = { ...AS_SHIPPED, REDIS_URL: redis.url };
				return new OwnServer(await startServer({ env, under }), { isProfiled, redis });
			},
		},
	];
}

export const PEERS: readonly Contender[] = [
	peer('@y/websocket-server, memory', 'none', 'y-websocket', () => []),
	peer('@y/websocket-server, LevelDB', 'leveldb', 'y-websocket', ({ dir }) => [dir]),
	peer('hocuspocus, memory', 'none', 'hocuspocus', () => ['memory']),
	peer('hocuspocus, SQLite', 'sqlite', 'hocuspocus', ({ dir }) => ['sqlite', dir]),
	peer('hocuspocus, Redis', 'redis', 'hocuspocus', ({ redis }) => ['redis', redis!.url]),
];

export const LIMITS_OF_NODE: readonly Contender[] = [
	{ ...peer('bare ws relay, plain', 'none', 'relay', () => ['plain']), kind: 'limit' },
	{ ...peer('bare ws relay, batching', 'none', 'relay', () => ['batching']), kind: 'limit' },
];

class OwnServer implements Running {
	readonly dialect = 'y-websocket';
	readonly #fillers: Line[] = [];
	/** Join codes by the path of a board. */
	readonly #codes = new Map<string, string>();
	readonly server: ServerProcess;
	readonly #redis: RedisServer | undefined;
	readonly #isProfiled: boolean;

	constructor(
		server: ServerProcess,
		{ isProfiled, redis }: { readonly isProfiled: boolean; readonly redis?: RedisServer },
	) {
		this.server = server;
		this.#isProfiled = isProfiled;
		this.#redis = redis;
	}

	get base(): string {
		return this.server.base.replace('http', 'ws');
	}

	get pid(): number {
		return this.server.pid;
	}

	async boards(count: number, content: Uint8Array): Promise<Place[]> {
		const places: Place[] = [];
		while (places.length < count) {
			const tables = Array.from(
				{ length: Math.min(BOARDS_PER_EVENT, count - places.length) },
				(_, nth) => ({ theme: `Tisch ${nth + 1}` }),
			);
			const dialogue = await createDialogue(this.server.base, this.server.adminToken, { tables });
			for (const { id } of dialogue.tables) {
				const path = `/sync/${dialogue.id}/board/${id}`;
				this.#codes.set(path, dialogue.code);
				places.push({ path, token: dialogue.links.hosts[id]!.token });
			}
		}
		for (const place of places) this.#fillers.push(await putOn(this, place, content));
		return places;
	}

	async readers({ path }: Place, count: number): Promise<Place[]> {
		const code = this.#codes.get(path)!;
		const seats = Array.from({ length: count }, () => joinSeat(this.server.base, code));
		return (await Promise.all(seats)).map(({ token }) => ({ path, token }));
	}

	fillersLeave(): void {
		for (const line of this.#fillers.splice(0)) line.leave();
	}

	storedBytes(): Promise<number> {
		if (this.#redis) return bytesInRedis(this.#redis);
		return Promise.resolve(bytesInSqlite(path.join(this.server.storeDir, 'thementisch.db')));
	}

	restart(): Promise<void> {
		return this.server.restart();
	}

	async remove(): Promise<void> {
		// a profile is written by a process that ends by itself
		if (this.#isProfiled) await this.server.stop();
		await this.server.remove();
		await this.#redis?.remove();
	}
}

interface Store {
	readonly dir: string;
	readonly redis: RedisServer | undefined;
}

class PeerServer implements Running {
	readonly dialect: Dialect;
	readonly #kind: Kind;
	readonly #args: readonly string[];
	readonly #store: Store;
	readonly #fillers: Line[] = [];
	#child: ChildProcess | undefined;
	#port = 0;

	constructor(kind: Kind, args: readonly string[], store: Store) {
		this.dialect = kind === 'hocuspocus' ? 'hocuspocus' : 'y-websocket';
		this.#kind = kind;
		this.#args = args;
		this.#store = store;
	}

	get base(): string {
		return `ws://127.0.0.1:${this.#port}`;
	}

	get pid(): number {
		return this.#child!.pid!;
	}

	async launch(more: readonly string[] = []): Promise<void> {
		const child = fork(FILES[this.#kind], [...this.#args, ...more], {
			execArgv: [],
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
			env: { ...process.env, NODE_ENV: 'production', PEER_PORT: String(this.#port) },
		});
		this.#child = child;
		const failed = once(child, 'exit').then(() => {
			throw new Error(`${this.#kind} ended at its start`);
		});
		failed.catch(() => undefined); // at its end it is no news
		[this.#port] = (await Promise.race([once(child, 'message'), failed])) as [number];
	}

	async boards(count: number, content: Uint8Array): Promise<Place[]> {
		const places = Array.from({ length: count }, (_, nth) => ({ path: `/board-${nth}` }));
		if (this.#kind === 'relay') {
			// it keeps nothing: it is started with what everybody gets
			const file = path.join(this.#store.dir, 'state');
			fs.writeFileSync(file, content);
			await this.#end();
			await this.launch([file]);
		} else for (const place of places) this.#fillers.push(await putOn(this, place, content));
		return places;
	}

	readers(place: Place, count: number): Promise<Place[]> {
		return Promise.resolve(Array.from({ length: count }, () => place));
	}

	fillersLeave(): void {
		for (const line of this.#fillers.splice(0)) line.leave();
	}

	storedBytes(): Promise<number> {
		const { redis, dir } = this.#store;
		return redis ? bytesInRedis(redis) : Promise.resolve(bytesInFolder(dir));
	}

	async restart(): Promise<void> {
		await this.#end();
		await this.launch();
	}

	async remove(): Promise<void> {
		await this.#end();
		await this.#store.redis?.remove();
		fs.rmSync(this.#store.dir, { recursive: true, force: true });
	}

	async #end(): Promise<void> {
		const child = this.#child!;
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
	}
}

function peer(
	name: string,
	store: Contender['store'],
	kind: Kind,
	argsOf: (store: Store) => readonly string[],
): Contender {
	return {
		...{ name, store, kind: 'peer' },
		start: async () => {
			const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-peer-'));
			const redis = store === 'redis' ? await startRedis() : undefined;
			const running = new PeerServer(kind, argsOf({ dir, redis }), { dir, redis });
			await running.launch();
			return running;
		},
	};
}
