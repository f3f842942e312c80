import type { CardId, GroupId } from './ids.ts';

/**
 * The board document of one table: `cards: Y.Map<CardId, Y.Map>`, `groups: Y.Map<GroupId, Y.Map>`, `info: Y.Map`.
 * Written by the intake, hosts and moderators; it names no author, seat or device.
 */
export const BOARD = { cards: 'cards', groups: 'groups', info: 'info' } as const;
export const BOARD_SCHEMA = 1;

export const CARD_KINDS = [
	'idea',
	'exists',
	'problem',
	'suggestion',
	'question',
	'roundtable',
] as const;
export type CardKind = (typeof CARD_KINDS)[number];

export const BOARD_CARD_STATES = ['shown', 'aside', 'withdrawn'] as const;
export type BoardCardState = (typeof BOARD_CARD_STATES)[number];

export const TRANSLATORS = ['host', 'interpreter', 'machine'] as const;
export interface Translation {
	readonly text: string;
	readonly by: (typeof TRANSLATORS)[number];
}

/** A card as everybody reads it from the board. */
export interface BoardCard {
	readonly id: CardId;
	readonly question: string;
	readonly rank: string;
	/** The text as it stands; hosts may have edited it. */
	readonly text: string;
	/** The author's own words, as they were carried. */
	readonly original: string;
	readonly lang: string;
	/** Per table, counts up; also on paper. */
	readonly number: number;
	readonly group?: GroupId;
	readonly kind?: CardKind;
	readonly state: BoardCardState;
	readonly round?: number;
	/** The author's newer words, offered because a host had edited the text meanwhile. */
	readonly suggestion?: string;
	/** A host put this card together with that one, which carries it on the screens. Everything else of it stays. */
	readonly mergedInto?: CardId;
	readonly translations: Readonly<Record<string, Translation>>;
}

export interface BoardGroup {
	readonly id: GroupId;
	readonly title: string;
	readonly question: string;
	readonly rank: string;
}
