import { isId, type CardId, type GroupId, type TableId, type ThemeId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { byRank, isRank } from './rank.ts';

/**
 * The themes of the hall: the document `desk/themes`. Moderators and organisers write it, everybody of the dialogue reads it.
 * `themes: Y.Map<ThemeId, Y.Map>` with `title: Y.Text` and `rank: string`; `members: Y.Map<CardId | GroupId, Member>`.
 * A member is a reference: what it names stays where it is, on its table's board. [TH1] One thing is in one theme at most,
 * because it is the key. Rules TH1–TH8 stand in `client/lib/themes/SPEC.md`.
 */
export const THEMES = { themes: 'themes', members: 'members' } as const;

/** A group or card that stands in a theme: which theme, on which table's board it hangs, and where in the theme. */
export interface Member {
	readonly theme: ThemeId;
	readonly table: TableId;
	readonly rank: string;
}

/** A theme as plain values, as the results read it. */
export interface HallTheme {
	readonly id: ThemeId;
	readonly title: string;
	readonly members: readonly { readonly id: CardId | GroupId; readonly table: TableId }[];
}

type MemberId = CardId | GroupId;
/** A member with the key under which it stands. */
export interface KeyedMember extends Member {
	readonly id: MemberId;
}

/**
 * [TH7] One entry of `members` as it stands in the document; undefined if it is none.
 *
 * @param value - whatever somebody wrote there
 */
export function readMember(id: string, value: unknown): KeyedMember | undefined {
	if (!isId('c_', id) && !isId('g_', id)) return undefined;
	if (typeof value !== 'object' || value === null) return undefined;
	const { theme, table, rank } = value as Readonly<Record<string, unknown>>;
	if (!isId('h_', theme) || !isId('t_', table)) return undefined;
	return { id, theme, table, rank: isRank(rank) ? rank : '' };
}

/**
 * [TH7] The whole document as plain values, themes and members by rank. Never throws: what is no theme or no member is
 * passed over, and so is a member of a theme that is not there.
 *
 * @param entries - of `themes`: id, title as a string, rank; and of `members`, as they stand
 */
export function readThemes(
	themes: Iterable<readonly [id: string, title: string, rank: string]>,
	members: Iterable<readonly [id: string, value: unknown]>,
): HallTheme[] {
	const known = [...members]
		.flatMap(([id, value]) => readMember(id, value) ?? [])
		.sort(byRank)
		.slice(0, LIMITS.membersPerDialogueMax);
	return [...themes]
		.filter((theme): theme is readonly [ThemeId, string, string] => isId('h_', theme[0]))
		.map(([id, title, rank]) => ({ id, title, rank }))
		.sort(byRank)
		.slice(0, LIMITS.hallThemesPerDialogueMax)
		.map(({ id, title }) => ({
			id,
			title: title.replace(/\s+/g, ' ').trim().slice(0, LIMITS.hallThemeTitleCharsMax),
			members: known
				.filter(({ theme }) => theme === id)
				.map((member) => ({ id: member.id, table: member.table })),
		}));
}
