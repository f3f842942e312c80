import type http from 'node:http';
import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Bus } from '#server/ports/bus.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { Presence } from '#server/ports/presence.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { Intake } from '#server/rooms/intake.ts';
import type { Registry } from '#server/rooms/registry.ts';
import { DialogueFollower } from '#server/services/follow-dialogues.ts';
import { createLastDeeds } from '#server/services/deeds.ts';
import { createEndOwnTime } from '#server/services/end-own-time.ts';
import { createMoveRights } from '#server/services/move-rights.ts';
import { createReadBox } from '#server/services/read-box.ts';
import { createTranslatingNow } from '#server/services/translate-card.ts';
import { createWaitingCards } from '#server/services/waiting-cards.ts';
import type { DialogueId } from '#shared/ids.ts';
import { Attendance, type Attendee } from './attendance.ts';
import { CommandDesk } from './command-desk.ts';
import { Connection } from './connection.ts';
import { Door } from './door.ts';
import { Hall, type HallNeeds } from './hall.ts';
import type { Guest } from './handshake.ts';
import { SocketScreen, type LiveSocket } from './socket-screen.ts';
import { wireCommands } from './wire-commands.ts';

export interface LiveNeeds {
	readonly records: Records;
	readonly log: UpdateLog;
	readonly ballots: BallotBox;
	readonly presence: Presence;
	readonly bus: Bus;
	readonly clock: Clock;
	readonly logger: Logger;
	/** What a token stands for; undefined: nothing, or nothing any more. */
	readonly authenticate: (token: string) => Promise<Grant | undefined>;
	readonly registry: Pick<Registry, 'use' | 'open' | 'rejudge' | 'erased'>;
	readonly intake: Pick<Intake, 'rejudge' | 'seatChanged'>;
}

/** The live channel of this node. */
export interface Live {
	/** Never listens: whoever has checked the origin emits `request` and `upgrade` here, for paths under `/live/`. */
	readonly gate: http.Server;
	/** Open connections, for metrics. */
	readonly connections: number;
	/** The token with this hash has ended: its connections are closed now. (Other nodes' are found within a second.) */
	revoked(tokenHash: string): void;
	/** The dialogue is gone: its connections are closed now. */
	erased(dialogue: DialogueId): void;
	/** The dialogue's record may have changed: a hint, sooner than the records' own. */
	changed(dialogue: DialogueId): void;
	/** Lets the commands that have come be carried out, then closes every connection; pages come again by themselves. */
	close(): Promise<void>;
}

const TICK_MS = 1_000;
/** In ticks: how often is looked whether a bell about ballots or waiting cards was missed. */
const REFRESH_TICKS = 5;
/** Commands that have come are given so long before the connections close. */
const DRAIN_MS = 3_000;
/** Rules LV1–LV13 in SPEC.md. */
export function createLive(needs: LiveNeeds): Live {
	const gateway = new Gateway(needs);
	return {
		gate: gateway.gate,
		get connections() {
			return gateway.connections;
		},
		revoked: (tokenHash) => void gateway.revoked(tokenHash),
		erased: (dialogue) => gateway.erased(dialogue),
		changed: (dialogue) => gateway.changed(dialogue),
		close: () => gateway.close(),
	};
}

class Gateway {
	readonly #needs: LiveNeeds;
	readonly #door: Door;
	readonly #halls = new Map<DialogueId, Hall>();
	readonly #attendance = new Attendance<Attendee>();
	readonly #connections = new Set<Connection>();
	readonly #hallNeeds: HallNeeds;
	readonly #desk: CommandDesk;
	readonly #follower: DialogueFollower;
	readonly #stopListening: readonly (() => void)[];
	#cancelTick: () => void = () => undefined;
	#ticks = 0;
	#isClosing = false;

	constructor(needs: LiveNeeds) {
		this.#needs = needs;
		const { records, bus, clock, registry } = needs;
		this.#hallNeeds = {
			...needs,
			readBox: createReadBox(needs),
			lastDeeds: createLastDeeds(needs),
			translatingNow: createTranslatingNow(needs),
			waitingCards: createWaitingCards(needs),
		};
		const moveRights = createMoveRights(needs);
		const { carryOut, elsewhere } = wireCommands({ ...needs, moveRights });
		this.#desk = new CommandDesk({ ...needs, carryOut, hallOf: (id) => this.#halls.get(id) });
		this.#follower = new DialogueFollower({
			...needs,
			moveRights,
			endOwnTime: createEndOwnTime({ ...needs, moveRights }),
			finish: (id, tables) => elsewhere.finish(id, tables),
			inUse: () => inUse(this.#halls.keys(), registry),
			changed: (record) => this.#halls.get(record.value.id)?.heard(record),
			erased: (id) => this.erased(id),
		});
		this.#stopListening = [
			bus.listen('ballots.changed', ({ dialogue }) => this.#hall(dialogue)?.ballotsChanged()),
			bus.listen('waiting.changed', ({ dialogue }) => this.#hall(dialogue)?.waitingChanged()),
			records.watch((kind, id) => {
				if (kind === 'token' && this.#attendance.has(id)) void this.#lookUp(id);
				if (kind === 'deeds') this.#hall(id)?.deedsChanged();
				if (kind === 'translating') this.#hall(id)?.translatingChanged();
			}),
		];
		this.#door = new Door(needs, (socket) => this.#welcome(socket));
		this.#cancelTick = clock.after(TICK_MS, () => this.#tick());
	}

	get gate(): http.Server {
		return this.#door.gate;
	}

	get connections(): number {
		return this.#connections.size;
	}

	/** An erased dialogue takes its tokens with it, and that is what its people should be told. */
	async revoked(tokenHash: string): Promise<void> {
		const { records, clock } = this.#needs;
		for (const id of this.#attendance.dialoguesOf(tokenHash)) {
			// a store that does not answer keeps nobody here
			const dialogue = await records.get('dialogue', id).catch(() => 'unknown');
			if (dialogue === undefined) this.erased(id);
		}
		this.#attendance.end(tokenHash, clock.nowMs());
	}

	erased(dialogue: DialogueId): void {
		this.#halls.get(dialogue)?.end('erased');
	}

	changed(dialogue: DialogueId): void {
		if (this.#halls.has(dialogue)) this.#follower.look(dialogue);
	}

	async close(): Promise<void> {
		if (this.#isClosing) return;
		this.#isClosing = true;
		this.#cancelTick();
		for (const stop of this.#stopListening) stop();
		const settled = [...this.#connections].map((connection) => connection.settled);
		await Promise.race([
			Promise.all(settled),
			new Promise<void>((resolve) => void this.#needs.clock.after(DRAIN_MS, resolve)),
		]);
		this.#follower.stop();
		await this.#door.close();
		for (const hall of this.#halls.values()) hall.close();
		this.#halls.clear();
	}

	#welcome(socket: LiveSocket): void {
		const { viewer, tokenHash, isKept, record } = socket.data;
		const { clock, logger } = this.#needs;
		const { id } = record.value;
		const screen = new SocketScreen(socket, viewer, clock, (drained) =>
			this.#halls.get(id)?.drained(drained),
		);
		const connection = new Connection({
			clock,
			logger,
			carryOut: (command) => this.#desk.receive(socket.data, screen, command),
		});
		const visitor: Attendee = {
			role: viewer.role,
			dialogue: id,
			end: (reason) => screen.end(reason),
			cut: () => screen.cut(),
		};
		if (this.#isClosing || !this.#attendance.add(tokenHash, visitor, isKept, clock.nowMs())) {
			screen.cut();
			return;
		}
		const hall = this.#hallOf(socket.data);
		this.#connections.add(connection);
		socket.onAny((event: unknown, ...sent: unknown[]) => {
			if (!this.#isClosing) connection.receive(event, sent);
		});
		socket.on('disconnect', () => {
			connection.end();
			this.#connections.delete(connection);
			this.#attendance.remove(tokenHash, visitor);
			hall.remove(screen);
			if (hall.size > 0 || this.#halls.get(id) !== hall) return;
			this.#halls.delete(id);
			hall.close();
		});
		hall.add(screen);
		this.#follower.look(id);
	}

	#hallOf({ record }: Guest): Hall {
		const { id } = record.value;
		const hall = this.#halls.get(id) ?? new Hall(record, this.#hallNeeds);
		this.#halls.set(id, hall);
		return hall;
	}

	/** The bus names dialogues by plain text. */
	#hall(dialogue: string): Hall | undefined {
		return this.#halls.get(dialogue as DialogueId);
	}

	#tick(): void {
		this.#ticks += 1;
		for (const hall of this.#halls.values()) {
			void hall.countPresence();
			if (this.#ticks % REFRESH_TICKS === 0) void hall.refresh();
		}
		this.#desk.forgetFull();
		for (const hash of this.#attendance.links()) void this.#lookUp(hash);
		this.#cancelTick = this.#needs.clock.after(TICK_MS, () => this.#tick());
	}

	/** [LV11] A token that is not in the records any more has ended, whichever node was told first. */
	async #lookUp(tokenHash: string): Promise<void> {
		try {
			if (!(await this.#needs.records.get('token', tokenHash))) await this.revoked(tokenHash);
		} catch {
			// the store does not answer: nobody is sent away for that; asked again in a second
		}
	}
}

function* inUse(
	halls: Iterable<DialogueId>,
	registry: Pick<Registry, 'open'>,
): Iterable<DialogueId> {
	yield* halls;
	for (const { name } of registry.open) yield name.dialogue;
}
