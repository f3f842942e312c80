import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { Intake } from '#server/rooms/intake.ts';
import { Registry } from '#server/rooms/registry.ts';
import type { Room } from '#server/rooms/room.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';
import { LogLines } from '#tests/support/room-screens.ts';
import { settled } from '#tests/support/virtual-clock.ts';

interface Needs {
	/** The truth, shared with the other nodes. */
	readonly log: UpdateLog;
	readonly clock: Clock;
	readonly dialogueOf: () => Dialogue;
	/** Whether the next bell is lost on its way to this node. */
	readonly losesBell: () => boolean;
	/** For how many turns of the event loop the next question to the log is on its way, and its answer. */
	readonly turns: () => number;
}

/** One server process: rooms and intake. Its way to the log may fail; once dead it does nothing any more. */
export class SimulatedNode {
	readonly log: FaultyUpdateLog;
	readonly registry: Registry;
	readonly intake: Intake;
	#isDead = false;

	private constructor({ log, clock, dialogueOf, losesBell, turns }: Needs) {
		this.log = new FaultyUpdateLog(log);
		const link = this.#whileAlive(this.log, losesBell, turns);
		const ownClock: Clock = {
			nowMs: () => clock.nowMs(),
			after: (ms, call) => clock.after(ms, () => !this.#isDead && call()),
		};
		const needs = { log: link, clock: ownClock, logger: new LogLines() };
		// what a long day does, in a short one: rooms are dropped and compacted all the time
		const limits = { pollMs: 2_000, boardIdleMs: 3_000, seatIdleMs: 1_000 };
		const often = { tailEntriesMax: 12, tailEntriesMaxOnDrop: 3 };
		this.registry = new Registry({ ...needs, limits: { ...limits, ...often } });
		this.intake = new Intake({
			...needs,
			registry: this.registry,
			dialogueOf: async () => {
				const seen = dialogueOf();
				await settled(turns());
				return seen;
			},
			bus: { call: () => undefined },
		});
	}

	static async start(needs: Needs): Promise<SimulatedNode> {
		const node = new SimulatedNode(needs);
		await node.intake.start();
		return node;
	}

	/** The room of a document, held until it is dropped with the node. */
	async room(doc: DocName): Promise<Room> {
		const { room, release } = await this.registry.hold(doc);
		release();
		return room;
	}

	/** As a `kill -9`: no append, no timer, no frame after this. */
	die(): void {
		this.#isDead = true;
		for (const room of this.registry.open) room.end(CLOSE.busy, 'the process is gone');
	}

	#whileAlive(log: UpdateLog, losesBell: () => boolean, turns: () => number): UpdateLog {
		return new Proxy(log, {
			get: (target, name) => {
				const member: unknown = Reflect.get(target, name);
				if (typeof member !== 'function') return member;
				if (name === 'onBell')
					return (listener: Parameters<UpdateLog['onBell']>[0]) =>
						target.onBell((doc, seq) => {
							if (!this.#isDead && !losesBell()) listener(doc, seq);
						});
				if (name === 'durability') return () => target.durability();
				return async (...given: unknown[]): Promise<unknown> => {
					await settled(turns());
					if (this.#isDead) return new Promise(() => undefined);
					const answer: unknown = await member.apply(target, given);
					await settled(turns());
					return answer;
				};
			},
		});
	}
}
