import { rightsMoved } from '#server/domain/conduct-rights.ts';
import { caughtUp, overdueTables } from '#server/domain/steps.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Records } from '#server/ports/records.ts';
import type { Deed } from '#shared/deeds.ts';
import type { DialogueId } from '#shared/ids.ts';
import { deedWrites } from './deeds.ts';
import type { MoveRights } from './move-rights.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly moveRights: MoveRights;
}

/**
 * [ST6] Lets tables follow the hall whose own time is over. Every node that has the dialogue open asks for it; one of them
 * writes it, the others find it done.
 */
export function createEndOwnTime({ records, clock, moveRights }: Needs) {
	return async function endOwnTime(id: DialogueId): Promise<void> {
		const found = await records.get('dialogue', id);
		if (!found) return;
		const { version: was, value: before } = found;
		const nowMs = clock.nowMs();
		const after = caughtUp(before, nowMs);
		if (after === before) return;
		const deeds = overdueTables(before, nowMs).map((tableId): Deed => {
			const endedAtMs = before.conduct.own?.find((own) => own.tableId === tableId)?.endsAtMs ?? 0;
			return {
				id: `${tableId}/${endedAtMs}`,
				atMs: nowMs,
				role: 'server',
				what: 'step:over',
				tableId,
			};
		});
		const written = await records.write([
			{ kind: 'dialogue', id, dialogue: id, was, value: after },
			...(await deedWrites(records, id, deeds)),
		]);
		if (written) await moveRights(id, rightsMoved(before, after), was + 1);
	};
}
