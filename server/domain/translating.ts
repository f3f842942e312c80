import type { AnyCommand } from '#shared/commands.ts';
import { LIMITS } from '#shared/limits.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Translating } from '#shared/state.ts';

export type TranslateCommand = AnyCommand<
	'translation:take' | 'translation:leave' | 'translation:give'
>;

const TAKEN_MS = LIMITS.translationTakenSeconds * 1_000;

/**
 * What interpreters have in hand after a command, or why not. Rules TL2, TL4 in SPEC.md.
 *
 * @param taken - as it was kept; what has run out is dropped
 */
export function handOut(
	taken: readonly Translating[],
	command: TranslateCommand,
	nowMs: number,
): Result<readonly Translating[]> {
	const { interpreterId } = command;
	const others = taken.filter((one) => one.interpreterId !== interpreterId && one.untilMs > nowMs);
	if (command.name === 'translation:leave') return ok(others);
	const { tableId, cardId } = command;
	if (others.some((one) => one.cardId === cardId)) return reject('card/in-other-hands', cardId);
	if (command.name === 'translation:give') return ok(others);
	if (others.length >= LIMITS.translationsTakenMax)
		return reject('request/too-many', `${LIMITS.translationsTakenMax} cards are in hand`);
	return ok([...others, { interpreterId, tableId, cardId, untilMs: nowMs + TAKEN_MS }]);
}

/** [TL2] What somebody has in hand now. */
export function inHand(taken: readonly Translating[], nowMs: number): readonly Translating[] {
	return taken.filter(({ untilMs }) => untilMs > nowMs);
}
