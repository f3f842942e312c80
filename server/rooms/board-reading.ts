import * as Y from 'yjs';
import type { BoardReading } from '#server/domain/results-inputs.ts';
import {
	BOARD,
	BOARD_CARD_STATES,
	CARD_KINDS,
	TRANSLATORS,
	type BoardCard,
	type BoardCardState,
	type BoardGroup,
	type Translation,
} from '#shared/board.ts';
import { isId, type CardId, type GroupId } from '#shared/ids.ts';
import { isLanguageTag } from '#shared/languages.ts';
import { isRank } from '#shared/rank.ts';
import { plainText, stringOf } from './plain-text.ts';

/** Numbers count up from 1, a few thousand a table; whoever wrote a higher one shall not decide about the next. */
const NUMBER_MAX = 1_000_000;
const TRANSLATIONS_MAX = 40;

/**
 * A board document as plain values. Hosts' pages write it, and whatever they wrote, this answers: what is no card or
 * group is passed over, a field of the wrong type takes its default (rank '' stands first, state `aside` off every screen).
 */
export function readBoard(doc: Y.Doc): BoardReading {
	const cards: BoardCard[] = [];
	for (const [id, value] of doc.getMap(BOARD.cards).entries())
		if (isId('c_', id) && isMap(value)) cards.push(readCard(id, value));
	const groups: BoardGroup[] = [];
	for (const [id, value] of doc.getMap(BOARD.groups).entries())
		if (isId('g_', id) && isMap(value)) groups.push(readGroup(id, value));
	return { cards, groups };
}

/** The state of every card, without the texts: quick enough to be asked after each change. */
export function readStates(doc: Y.Doc): Map<CardId, BoardCardState> {
	const states = new Map<CardId, BoardCardState>();
	for (const [id, value] of doc.getMap(BOARD.cards).entries())
		if (isId('c_', id) && isMap(value)) states.set(id, stateOf(value));
	return states;
}

function readCard(id: CardId, card: Y.Map<unknown>): BoardCard {
	const text = textOf(card.get('text'));
	const original = card.get('original');
	const group = groupIdOf(card);
	const kind = oneOf(CARD_KINDS, card.get('kind'));
	const round = wholeNumber(card.get('round'));
	const suggestion = card.get('suggestion');
	const mergedInto = mergedIntoOf(card);
	return {
		id,
		question: questionOf(card),
		rank: rankOf(card),
		text,
		original: typeof original === 'string' ? plainText(original) : text,
		lang: langOf(card.get('lang')),
		number: numberOf(card) ?? 0,
		...(group && { group }),
		...(kind && { kind }),
		state: stateOf(card),
		...(round !== undefined && round > 0 && { round }),
		...(typeof suggestion === 'string' && { suggestion: plainText(suggestion) }),
		...(mergedInto && { mergedInto }),
		translations: translationsOf(card.get('translations')),
	};
}

function readGroup(id: GroupId, group: Y.Map<unknown>): BoardGroup {
	return {
		id,
		title: textOf(group.get('title')).replace(/\s+/g, ' '),
		question: questionOf(group),
		rank: rankOf(group),
	};
}

/** The question that a card or group names; '' if none. */
export function questionOf(item: Y.Map<unknown>): string {
	const question = item.get('question');
	return typeof question === 'string' ? question : '';
}

/** The rank of a card or group; '' if it has none as they are made. */
export function rankOf(item: Y.Map<unknown>): string {
	const rank = item.get('rank');
	return isRank(rank) ? rank : '';
}

/** The group that a card names; it need not exist. */
export function groupIdOf(card: Y.Map<unknown>): GroupId | undefined {
	const group = card.get('group');
	return isId('g_', group) ? group : undefined;
}

/** The card on which a card was laid; it need not exist. */
export function mergedIntoOf(card: Y.Map<unknown>): CardId | undefined {
	const other = card.get('mergedInto');
	return isId('c_', other) ? other : undefined;
}

/** Anything that is no state keeps a card off the screens. */
export function stateOf(card: Y.Map<unknown>): BoardCardState {
	return oneOf(BOARD_CARD_STATES, card.get('state')) ?? 'aside';
}

/** The number of a card; undefined if it has none that can be one. */
export function numberOf(card: Y.Map<unknown>): number | undefined {
	const number = wholeNumber(card.get('number'));
	return number !== undefined && number > 0 && number <= NUMBER_MAX ? number : undefined;
}

/** Whether a value out of a document is a map of ours (a subclass of Y.Map is another type). */
export function isMap(value: unknown): value is Y.Map<unknown> {
	return value instanceof Y.Map && value.constructor === Y.Map;
}

/** Whether a value out of a document is a text of ours (XML text is a Y.Text, too). */
export function isText(value: unknown): value is Y.Text {
	return value instanceof Y.Text && value.constructor === Y.Text;
}

function textOf(value: unknown): string {
	if (isText(value)) return plainText(stringOf(value));
	return typeof value === 'string' ? plainText(value) : '';
}

/** `und` is the tag for a language that nobody has named. */
export function langOf(value: unknown): string {
	return isLanguageTag(value) ? value : 'und';
}

function translationsOf(value: unknown): Record<string, Translation> {
	const found: [string, Translation][] = [];
	if (!isMap(value)) return {};
	for (const [lang, entry] of value.entries()) {
		if (found.length === TRANSLATIONS_MAX) break;
		if (!isLanguageTag(lang) || typeof entry !== 'object' || entry === null) continue;
		const text = isMap(entry) ? entry.get('text') : own(entry, 'text');
		const by = oneOf(TRANSLATORS, isMap(entry) ? entry.get('by') : own(entry, 'by'));
		if (by && (typeof text === 'string' || isText(text)))
			found.push([lang, { text: textOf(text), by }]);
	}
	return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function own(value: object, key: string): unknown {
	return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function wholeNumber(value: unknown): number | undefined {
	return Number.isSafeInteger(value) ? (value as number) : undefined;
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | undefined {
	return all.find((one) => one === value);
}
