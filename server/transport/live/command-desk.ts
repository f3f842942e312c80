import { mayCommand } from '#server/domain/command-roles.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { CarryOut, KeptCommand, Sender } from '#server/services/carry-out-command.ts';
import type { AnyCommand } from '#shared/commands.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Hall } from './hall.ts';
import type { Guest } from './handshake.ts';
import { LinkPace } from './link-pace.ts';
import type { Screen } from './screen.ts';

interface Needs {
	readonly records: Pick<Records, 'get'>;
	readonly clock: Clock;
	readonly carryOut: CarryOut;
	readonly hallOf: (dialogue: DialogueId) => Hall | undefined;
}

/** Which way a command goes: to its use case, or, where it concerns one connection alone, to the hall of this node. */
export class CommandDesk {
	readonly #needs: Needs;
	readonly #linkPace = new LinkPace();

	constructor(needs: Needs) {
		this.#needs = needs;
	}

	receive(guest: Guest, screen: Screen, command: AnyCommand): Promise<Result<unknown>> {
		const { role, table, seat } = guest.viewer;
		const { projector } = screen;
		const actor = { role, ...(table !== undefined && { table }), ...(projector && { projector }) };
		const dialogue = guest.record.value.id;
		// [LV14] told to everybody, and nothing is asked for it
		if (command.name === 'clock:read')
			return Promise.resolve(ok({ serverTimeMs: this.#needs.clock.nowMs() }));
		if (command.name !== 'seat:at' && command.name !== 'projector:here')
			return this.#inPace(guest.tokenHash, { dialogue, actor, seat }, command);
		if (!mayCommand(actor, command))
			return Promise.resolve(reject('command/not-allowed', command.name));
		if (command.name === 'seat:at') return this.#sitDown(dialogue, screen, command);
		this.#needs.hallOf(dialogue)?.project(screen, command.projectorId);
		return Promise.resolve(ok(undefined));
	}

	/** Called once a second. */
	forgetFull(): void {
		this.#linkPace.forgetFull(this.#needs.clock.nowMs());
	}

	/** [LV17] Those that concern one connection and change nothing that is kept do not count. */
	#inPace(hash: string, sender: Sender, command: KeptCommand): Promise<Result<unknown>> {
		if (this.#linkPace.take(hash, sender.actor.role, this.#needs.clock.nowMs()))
			return this.#needs.carryOut(sender, command);
		const { commandsPerSecondPerLinkMax } = LIMITS;
		const detail = `${commandsPerSecondPerLinkMax} commands a second with this link`;
		return Promise.resolve(reject('request/too-many', detail));
	}

	/** [LV8] Where a device is, for the counts; nothing of it is kept. */
	async #sitDown(
		dialogue: DialogueId,
		screen: Screen,
		{ tableId }: AnyCommand<'seat:at'>,
	): Promise<Result<undefined>> {
		const found = await this.#needs.records.get('dialogue', dialogue);
		const isThere = found?.value.tables.some(({ id }) => id === tableId);
		if (tableId !== null && !isThere) return reject('table/unknown', tableId);
		this.#needs.hallOf(dialogue)?.sit(screen, tableId ?? undefined);
		return ok(undefined);
	}
}
