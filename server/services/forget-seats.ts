import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { DocName } from '#shared/document.ts';
import type { DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { dialogueFor } from './access.ts';
import { slipsGone } from './evaluation-dialogue.ts';
import { whereOf } from './where-of.ts';

interface Needs {
	readonly records: Records;
	readonly log: UpdateLog;
	readonly clock: Clock;
	readonly ballots: Pick<BallotBox, 'forgetSeats'>;
	/** Puts a document's log together in one snapshot. */
	readonly condense: (doc: DocName) => Promise<void>;
}

export type ForgetSeats = ReturnType<typeof createForgetSeats>;

const HOUR_MS = 3_600_000;
/** Records of tokens are small; so many deletions are one step of the store. */
const TOKENS_PER_WRITE = 200;

/**
 * Deletes the seats of a dialogue, and with them the only link between a card and a device: from then on nobody can find
 * out who wrote what, whoever has the store. First nobody comes in any more, the mark goes last: cut off, it is done
 * again. Several nodes may do it at once. Rules FS1–FS5 in SPEC.md.
 */
export function createForgetSeats({ records, log, clock, ballots, condense }: Needs) {
	async function forget(dialogue: DialogueId): Promise<void> {
		await endTokens(dialogue);
		await condenseBoards(dialogue);
		await ballots.forgetSeats(dialogue);
		await log.forgetSeats(dialogue);
		// [EV9] which of them have answered the questionnaire is forgotten as well
		await records.write(slipsGone(dialogue));
		for (;;) {
			const now = await records.get('dialogue', dialogue);
			// erased meanwhile, or open again: who comes in now has a new seat
			if (now?.value.phase !== 'closed') return;
			const value: Dialogue = { ...now.value, seatsForgottenAtMs: clock.nowMs() };
			const was = now.version;
			if (await records.write([{ kind: 'dialogue', id: dialogue, dialogue, was, value }])) return;
		}
	}

	/** [FS5] What came in one entry came from one hand, often; so the entries go. */
	async function condenseBoards(dialogue: DialogueId): Promise<void> {
		const tables = (await records.get('dialogue', dialogue))?.value.tables ?? [];
		for (const { id } of tables)
			// a board that cannot be loaded keeps its entries; for that no seat is kept
			await condense({ dialogue, kind: 'board', id }).catch(() => undefined);
	}

	/** Their sockets are closed within a second, on every node; a device keeps the texts that it has itself. */
	async function endTokens(dialogue: DialogueId): Promise<void> {
		const ends = (await records.list('token'))
			.filter(({ value }) => value.role === 'participant' && value.dialogue === dialogue)
			.map(({ id }) => ({ kind: 'token', id, dialogue, was: 'any', value: null }) as const);
		for (let from = 0; from < ends.length; from += TOKENS_PER_WRITE)
			await records.write(ends.slice(from, from + TOKENS_PER_WRITE));
	}

	return {
		/** Of all dialogues that were closed long enough ago. Answers how many there were. */
		async overdue(): Promise<number> {
			const beforeMs = clock.nowMs() - LIMITS.seatsForgottenAfterCloseHours * HOUR_MS;
			const due = (await records.list('dialogue')).filter(
				({ value: { phase, closedAtMs, createdAtMs, seatsForgottenAtMs } }) =>
					phase === 'closed' &&
					seatsForgottenAtMs === undefined &&
					(closedAtMs ?? createdAtMs) <= beforeMs,
			);
			for (const { value } of due) await forget(value.id);
			return due.length;
		},

		/** At once, because the organiser says so. */
		async now(
			caller: Grant,
			id: string,
		): Promise<Result<undefined, 'dialogue/not-found' | 'dialogue/not-closed'>> {
			const found = await dialogueFor(records, caller, id, ['organiser']);
			if (!found.ok) return found;
			const { phase, id: dialogue } = found.value.value;
			if (phase !== 'closed') return reject('dialogue/not-closed', 'end the event first');
			await forget(dialogue);
			return ok(undefined);
		},
	};
}

const LOOK_EVERY_MS = 10 * 60_000;

/** Looks now and then whether there are seats to be forgotten, for as long as the server runs. The answer ends it. */
export function forgetSeatsInTime(
	forgetSeats: Pick<ForgetSeats, 'overdue'>,
	clock: Clock,
	logger: Logger,
): () => void {
	let cancel: () => void = () => undefined;
	let hasEnded = false;
	const look = async (): Promise<void> => {
		try {
			const dialogues = await forgetSeats.overdue();
			if (dialogues > 0)
				logger.info({ event: 'seats.forgotten', dialogues }, 'seats of closed dialogues are gone');
		} catch (error) {
			logger.warn(
				{ event: 'seats.not_forgotten', ...whereOf(error) },
				'seats are still there; it is tried again',
			);
		}
		if (!hasEnded) cancel = clock.after(LOOK_EVERY_MS, () => void look());
	};
	void look();
	return () => {
		hasEnded = true;
		cancel();
	};
}
