import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import { whereOf } from '#server/services/where-of.ts';
import type { Acknowledgement, AnyCommand } from '#shared/commands.ts';
import { LIMITS } from '#shared/limits.ts';
import { reject, type Result } from '#shared/rejections.ts';
import { readCommand } from './read-command.ts';
import { TokenBucket } from './token-bucket.ts';
import { weightOf } from './weigh.ts';

interface Needs {
	readonly clock: Clock;
	readonly logger: Logger;
	readonly carryOut: (command: AnyCommand) => Promise<Result<unknown>>;
}

type Acknowledge = (answer: Acknowledgement) => void;

/**
 * The commands of one connection: read, carried out one after the other in the order in which they came, acknowledged.
 * Whatever comes in, nothing is thrown. Rules LV2–LV5 in SPEC.md.
 */
export class Connection {
	readonly #needs: Needs;
	readonly #bucket: TokenBucket;
	#last: Promise<void> = Promise.resolve();
	#waiting = 0;
	#isEnded = false;

	constructor(needs: Needs) {
		this.#needs = needs;
		const { commandsPerSecondMax, commandsBurstMax } = LIMITS;
		this.#bucket = new TokenBucket(commandsPerSecondMax, commandsBurstMax, needs.clock.nowMs());
	}

	/** Resolves when everything that has come so far is carried out. */
	get settled(): Promise<void> {
		return this.#last;
	}

	/** Nothing that still waits is carried out: its sender's right has ended. */
	end(): void {
		this.#isEnded = true;
	}

	/** @param sent - what came under this name, with the acknowledgement at the end if one is wanted */
	receive(event: unknown, sent: readonly unknown[]): void {
		const last = sent.at(-1);
		const wantsAnswer = typeof last === 'function';
		const answer = wantsAnswer ? (last as Acknowledge) : () => undefined;
		const bodies = wantsAnswer ? sent.slice(0, -1) : sent;
		// [LV3] before anything is read, and however many wait already
		const mayPass = this.#bucket.take(this.#needs.clock.nowMs(), weightOf(bodies));
		if (!mayPass || this.#waiting >= LIMITS.commandsBurstMax) {
			answer(reject('request/too-many', `${LIMITS.commandsPerSecondMax} commands a second`));
			return;
		}
		const command = readCommand(event, bodies);
		if (!command.ok) {
			answer(command);
			return;
		}
		this.#waiting += 1;
		this.#last = this.#last.then(async () => {
			if (!this.#isEnded) answer(await this.#carryOut(command.value));
			this.#waiting -= 1;
		});
	}

	/** [LV5] An exception is ours, not the sender's: logged without what was sent. */
	async #carryOut(command: AnyCommand): Promise<Acknowledgement> {
		try {
			const result = await this.#needs.carryOut(command);
			if (!result.ok) return { ok: false, rejection: result.rejection };
			return result.value === undefined ? { ok: true } : { ok: true, value: result.value };
		} catch (error) {
			this.#needs.logger.error(
				{ event: 'live.command_failed', command: command.name, ...whereOf(error) },
				'a command failed',
			);
			return reject('server/fault', 'try again');
		}
	}
}
