import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Grant } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { Registry, type RegistryLimits } from '#server/rooms/registry.ts';
import { SyncServer } from '#server/transport/sync/sync-server.ts';
import { routeUpgrades } from '#server/transport/upgrade.ts';
import { LogLines } from './room-screens.ts';
import { sampleDialogue } from './sample-dialogue.ts';

export const HALL: Dialogue = sampleDialogue(
	{},
	{
		id: 'd_hall',
		tables: [
			{ id: 't_work', theme: 'Arbeit' },
			{ id: 't_women', theme: 'Frauen' },
		],
		steps: [],
	},
);
export const BOARD_PATH = 'd_hall/board/t_work';
export const SEAT_PATH = 'd_hall/seat/s_one';

/** Tokens by what they stand for. */
export const TOKENS = {
	host: { role: 'host', dialogue: 'd_hall', table: 't_work' },
	otherHost: { role: 'host', dialogue: 'd_hall', table: 't_women' },
	moderator: { role: 'moderator', dialogue: 'd_hall' },
	projector: { role: 'projector', dialogue: 'd_hall' },
	seatOne: { role: 'participant', dialogue: 'd_hall', seat: 's_one' },
	seatTwo: { role: 'participant', dialogue: 'd_hall', seat: 's_two' },
	stranger: { role: 'moderator', dialogue: 'd_other' },
	organiser: { role: 'organiser', account: 'automation' },
} as const satisfies Record<string, Grant>;

/** Sync sockets on real rooms and a real port, with nothing else of the server around them. */
export class SyncHouse {
	readonly log: UpdateLog;
	readonly registry: Registry;
	readonly sync: SyncServer;
	readonly lines = new LogLines();
	readonly live = http.createServer();
	readonly hotReload = http.createServer();
	readonly grants = new Map<string, Grant>(Object.entries(TOKENS));
	dialogues = new Map([[HALL.id, HALL]]);
	/** What the next authentications wait for. */
	gate: Promise<void> = Promise.resolve();
	base = '';
	readonly #server = http.createServer((req, res) => {
		this.sync.request(req, res, (req.url ?? '').replace('/sync-http/', ''));
	});

	constructor({
		log = new MemoryUpdateLog(),
		limits,
		clock = new SystemClock(),
		unfinishedBytesMax,
	}: {
		log?: UpdateLog;
		limits?: Partial<RegistryLimits>;
		clock?: Clock;
		unfinishedBytesMax?: number;
	} = {}) {
		this.log = log;
		const needs = { log, clock, logger: this.lines };
		this.registry = new Registry({ ...needs, limits });
		const dialogueNow = (id: Dialogue['id']) => Promise.resolve(this.dialogues.get(id));
		this.sync = new SyncServer({
			...needs,
			registry: this.registry,
			...(unfinishedBytesMax !== undefined && { unfinishedBytesMax }),
			authenticate: async (token) => {
				await this.gate;
				return this.grants.get(token);
			},
			dialogueOf: dialogueNow,
			dialogueNow,
		});
		routeUpgrades(this.#server, {
			publicUrl: undefined,
			sync: (...upgrade) => this.sync.upgrade(...upgrade),
			live: this.live,
			hotReload: this.hotReload,
		});
	}

	async open(port = 0): Promise<this> {
		await new Promise<void>((done) => this.#server.listen(port, '127.0.0.1', done));
		this.base = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
		return this;
	}

	async close(): Promise<void> {
		await this.registry.drain();
		this.sync.stop();
		this.#server.closeAllConnections();
		await new Promise<void>((done) => this.#server.close(() => done()));
	}

	/** Changes the dialogue as a decision does: the record, the fence, the screens. */
	async decide(change: (before: Dialogue) => Dialogue): Promise<void> {
		this.dialogues.set(HALL.id, change(this.dialogues.get(HALL.id)!));
		await this.log.fence(HALL.id, null);
		await this.registry.rejudge(HALL.id);
	}

	revoke(token: string): void {
		this.grants.delete(token);
		this.sync.revoked(createHash('sha256').update(token).digest('hex'));
	}
}

export function frozen(...tables: `t_${string}`[]): (before: Dialogue) => Dialogue {
	return (before) => ({ ...before, conduct: { ...before.conduct, frozen: tables } });
}
