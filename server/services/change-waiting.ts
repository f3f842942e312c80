import type { LedgerRow } from '#server/domain/ledger.ts';
import type { Bus } from '#server/ports/bus.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { Intake } from '#server/rooms/intake.ts';
import type { Registry } from '#server/rooms/registry.ts';
import type { CardId, DialogueId, TableId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';

export interface WaitingNeeds {
	readonly registry: Pick<Registry, 'use'>;
	readonly log: Pick<UpdateLog, 'ledger'>;
	readonly intake: Pick<Intake, 'seatChanged'>;
	readonly bus: Pick<Bus, 'call'>;
}

interface Which {
	readonly dialogue: DialogueId;
	readonly table: TableId;
	readonly card: CardId;
}

const TRIES_MAX = 20;

/** Changes the row of a card and owes its seat a look, in one step; tried again while others are quicker. */
export async function changeWaiting(
	{ registry, log, intake, bus }: WaitingNeeds,
	{ dialogue, table, card }: Which,
	change: (row: LedgerRow) => LedgerRow | 'done' | 'not-waiting',
): Promise<Result<undefined>> {
	for (let tries = 0; tries < TRIES_MAX; tries++) {
		const row = (await log.ledger(dialogue, [card])).get(card);
		if (row?.table !== table) return reject('card/unknown', card);
		const next = change(row);
		if (next === 'done') return ok(undefined);
		if (next === 'not-waiting') return reject('card/not-waiting', card);
		const together = { ledger: [{ card, was: row.rev, row: next }], due: row.seat };
		const answer = await registry.use({ dialogue, kind: 'board', id: table }, (room) =>
			room.note(room.epoch, together),
		);
		if (answer === 'gone') return reject('dialogue/not-found');
		if (answer !== 'ok') continue;
		intake.seatChanged(dialogue, row.seat);
		bus.call('waiting.changed', { dialogue });
		return ok(undefined);
	}
	return reject('store/unavailable', 'others were quicker too often');
}
