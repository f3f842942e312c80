import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { MemoryBallotBox } from '#server/adapters/memory/ballot-box.ts';
import { MemoryBus } from '#server/adapters/memory/bus.ts';
import { MemoryPresence, type Seen } from '#server/adapters/memory/presence.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { LogFields } from '#server/ports/logger.ts';
import type { Grant } from '#server/ports/records.ts';
import { BoardEnds, putCard } from '#server/rooms/board-writing.ts';
import { Intake } from '#server/rooms/intake.ts';
import { newBoard } from '#server/rooms/new-board.ts';
import { Registry } from '#server/rooms/registry.ts';
import { createAuthenticate } from '#server/services/authenticate.ts';
import { createNoteTurned } from '#server/services/note-turned.ts';
import { hashToken } from '#server/services/tokens.ts';
import { createLive, type Live as LiveChannel } from '#server/transport/live/gateway.ts';
import type { CardId, SeatId, TableId } from '#shared/ids.ts';
import { sampleDialogue } from './sample-dialogue.ts';
import { Live } from './live.ts';

/** What several nodes share, in memory, with one dialogue in it. */
export class LiveStores {
	readonly records = new MemoryRecords();
	readonly log = new MemoryUpdateLog();
	readonly ballots = new MemoryBallotBox();
	readonly bus = new MemoryBus();
	readonly seen: Seen = new Map();
	readonly dialogue: Dialogue;

	/** @param cards - what stands on the boards of its tables from the start */
	static async with(
		dialogue: Dialogue = sampleDialogue(),
		cards: Readonly<Record<TableId, readonly CardId[]>> = {},
	): Promise<LiveStores> {
		const stores = new LiveStores(dialogue);
		for (const { id } of dialogue.tables) {
			const board = { dialogue: dialogue.id, kind: 'board', id } as const;
			const { epoch } = await stores.log.open(board);
			const first = newBoard((doc) => {
				const ends = new BoardEnds(doc);
				for (const card of cards[id] ?? [])
					putCard(doc, ends, card, { question: 'good', text: `Text ${card}`, lang: 'de' });
			});
			await stores.log.append(board, { seq: 0, epoch }, first);
		}
		await stores.keep(dialogue);
		return stores;
	}

	constructor(dialogue: Dialogue) {
		this.dialogue = dialogue;
	}

	/** Writes the dialogue's record as it stands here, whatever it was. */
	async keep(value: Dialogue): Promise<void> {
		const { id } = value;
		await this.records.write([{ kind: 'dialogue', id, dialogue: id, was: 'any', value }]);
	}

	/** The record of now. */
	async now(): Promise<Dialogue> {
		return (await this.records.get('dialogue', this.dialogue.id))!.value;
	}

	/** A fresh token for this grant. */
	async token(grant: Grant): Promise<string> {
		const token = randomBytes(24).toString('base64url');
		const dialogue = grant.role === 'organiser' ? undefined : grant.dialogue;
		await this.records.write([
			{
				kind: 'token',
				id: hashToken(token),
				was: null,
				value: grant,
				...(dialogue && { dialogue }),
			},
		]);
		return token;
	}

	/** A token of the dialogue for a role. */
	tokenFor(
		role: Exclude<Grant['role'], 'organiser' | 'participant'>,
		table?: TableId,
	): Promise<string> {
		return this.token({ role, dialogue: this.dialogue.id, ...(table && { table }) });
	}

	seatToken(seat: SeatId): Promise<string> {
		return this.token({ role: 'participant', dialogue: this.dialogue.id, seat });
	}

	async revoke(token: string): Promise<void> {
		await this.records.write([{ kind: 'token', id: hashToken(token), was: 'any', value: null }]);
	}
}

/** One node's live channel over these stores, listening on 127.0.0.1. */
export class LiveNode {
	readonly live: LiveChannel;
	readonly registry: Registry;
	readonly intake: Intake;
	readonly base: string;
	readonly logged: LogFields[];
	readonly #server: http.Server;
	readonly #clients: Live[] = [];
	readonly #stop: () => void;

	static async start(
		stores: LiveStores,
		name: string,
		more: { readonly clock?: Clock; readonly records?: LiveStores['records'] } = {},
	): Promise<LiveNode> {
		const { log, ballots, bus, seen } = stores;
		const records = more.records ?? stores.records;
		const clock = more.clock ?? new SystemClock();
		const logged: LogFields[] = [];
		const note = (fields: LogFields) => void logged.push(fields);
		const logger = { info: note, warn: note, error: note };
		const registry = new Registry({ log, clock, logger });
		const intake = new Intake({
			turned: createNoteTurned({ records, clock }),
			registry,
			log,
			clock,
			logger,
			bus,
			dialogueOf: async (id) => (await records.get('dialogue', id))?.value,
		});
		await intake.start();
		const authenticate = createAuthenticate({ records, clock, adminToken: undefined });
		const presence = new MemoryPresence(clock, name, seen);
		const needs = { records, log, ballots, presence, bus, clock, logger, registry, intake };
		const live = createLive({ ...needs, authenticate });
		const server = http.createServer((req, res) => live.gate.emit('request', req, res));
		server.on('upgrade', (req, socket, head) => live.gate.emit('upgrade', req, socket, head));
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		return new LiveNode(server, live, registry, intake, logged, () => authenticate.stop());
	}

	constructor(
		server: http.Server,
		live: LiveChannel,
		registry: Registry,
		intake: Intake,
		logged: LogFields[],
		stop: () => void,
	) {
		this.#server = server;
		this.live = live;
		this.registry = registry;
		this.intake = intake;
		this.logged = logged;
		this.#stop = stop;
		this.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	/** A page that is connected and has its first state. */
	async open(token: string, transports?: string[]): Promise<Live> {
		const client = this.client(token, transports);
		await client.whenState();
		return client;
	}

	/** A page that may be refused. */
	client(token: string, transports?: string[]): Live {
		const client = new Live(this.base, token, transports);
		this.#clients.push(client);
		return client;
	}

	async stop(): Promise<void> {
		for (const client of this.#clients) client.leave();
		await this.live.close();
		await this.intake.stop();
		await this.registry.drain();
		this.#stop();
		this.#server.closeAllConnections();
		await new Promise<void>((done) => void this.#server.close(() => done()));
	}
}
