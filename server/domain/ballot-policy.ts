import {
	isId,
	type CardId,
	type GroupId,
	type TableId,
	type ThemeId,
	type VoteId,
} from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Vote, Weighed } from '#shared/state.ts';
import type { Dialogue } from './dialogue.ts';

export type Item = CardId | GroupId | ThemeId;
/** Dots by card, group or theme. */
export type Dots = Readonly<Record<Item, number>>;
/** What a ballot or a hand count says before it is known whether its cards and groups can be weighed. */
export interface Weighing {
	readonly vote: Vote;
	/** The tables whose cards and groups may stand on it. */
	readonly tables: readonly TableId[];
	readonly items: readonly Item[];
}

/**
 * [VO5] [VO6] A ballot as far as the vote decides: it names the current vote and keeps to its dots. Whether the vote still
 * takes ballots is decided by the ballot box alone, in one step with keeping the ballot.
 */
export function judgeBallot(
	dialogue: Dialogue,
	ballot: { readonly voteId: VoteId; readonly dots: Dots },
): Result<Weighing> {
	const vote = voteIn(dialogue, ballot.voteId);
	if (!vote.ok) return vote;
	const dots = Object.values(ballot.dots);
	const sum = dots.reduce((total, n) => total + n, 0);
	const { dots: dotsMax, perItemMax } = vote.value;
	if (!dots.every((n) => Number.isSafeInteger(n) && n >= 1))
		return reject('request/invalid', 'dots');
	if (sum > dotsMax) return reject('vote/over-budget', `${sum} of ${dotsMax}`);
	if (dots.some((n) => n > perItemMax)) return reject('vote/over-budget', `per item ${perItemMax}`);
	return weighing(vote.value, vote.value.tableIds, ballot.dots);
}

/** [VO7] A hand count of one table: of the current vote, open or closed, and that table takes part in it. */
export function judgeCount(
	dialogue: Dialogue,
	count: { readonly voteId: VoteId; readonly tableId: TableId; readonly dots: Dots },
): Result<Weighing> {
	const vote = voteIn(dialogue, count.voteId);
	if (!vote.ok) return vote;
	if (!vote.value.tableIds.includes(count.tableId)) return reject('table/unknown', count.tableId);
	if (!Object.values(count.dots).every((n) => Number.isSafeInteger(n) && n >= 0))
		return reject('request/invalid', 'dots');
	return weighing(vote.value, [count.tableId], count.dots);
}

function voteIn(dialogue: Dialogue, id: VoteId): Result<Vote> {
	if (dialogue.phase === 'closed') return reject('dialogue/closed');
	const { vote } = dialogue.conduct;
	return vote?.id === id ? ok(vote) : reject('vote/unknown', id);
}

/** [VO8] Only what this vote weighs stands on a ballot. */
function weighing(vote: Vote, tables: readonly TableId[], dots: Dots): Result<Weighing> {
	const items = Object.keys(dots) as Item[];
	const other = items.find((item) => !isWeighed(item, vote.weighed));
	if (other !== undefined) return reject('vote/unknown-item', other);
	return ok({ vote, tables, items });
}

function isWeighed(item: Item, weighed: Weighed | undefined): boolean {
	if (weighed === 'themes') return isId('h_', item);
	if (isId('c_', item)) return weighed !== 'groups';
	return isId('g_', item) && weighed !== 'cards';
}
