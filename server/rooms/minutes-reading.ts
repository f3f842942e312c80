import type * as Y from 'yjs';
import type { MinutesReading } from '#server/domain/results-inputs.ts';
import { CARD_KINDS, type CardKind } from '#shared/board.ts';
import { DESK } from '#shared/desk.ts';
import { isId, type CardId, type GroupId, type ThemeId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { byRank, isRank } from '#shared/rank.ts';
import { isMap, isText, rankOf } from './board-reading.ts';
import { plainText, stringOf } from './plain-text.ts';

/**
 * The minutes in the making (the document `minutes` on the desk) as plain values. Whatever a page has written, this
 * answers: what is no entry is passed over, a field of the wrong type is absent, and there are never more than LIMITS say.
 *
 * - `corrections`: item id → map of `text` (shared or plain) and `kind`
 * - `editions`: item id → `out` (in no edition but the internal one); `answers`: the same for open answers, by their key
 * - `order`: id of a card or group → its rank among those of its board; of a table → among the tables
 * - `recommendations`: id → map of `text`, `addressee`, `answerBy`, `status`, `from` (a plain array of item ids), `rank`
 * - `measures`: id → map of `text`, `carer`, `date`, `status`, `from`, `rank`
 * - `sheet`: field → text
 */
export function readMinutes(doc: Y.Doc): MinutesReading {
	const corrections = new Map<string, { text?: string; kind?: CardKind }>();
	for (const [id, entry] of bounded(doc, DESK.corrections, LIMITS.correctionsPerDialogueMax)) {
		if (!isItem(id) || !isMap(entry)) continue;
		const text = textOf(entry.get('text'), LIMITS.cardTextCharsMax);
		const kind = CARD_KINDS.find((one) => one === entry.get('kind'));
		if (text !== '' || kind)
			corrections.set(id, { ...(text !== '' && { text }), ...(kind && { kind }) });
	}
	const leftOut = new Set<string>();
	for (const [id, entry] of bounded(doc, DESK.editions, LIMITS.correctionsPerDialogueMax))
		if (isItem(id) && entry === 'out') leftOut.add(id);
	const answersOut = new Set<string>();
	for (const [key, entry] of bounded(doc, DESK.answers, LIMITS.correctionsPerDialogueMax))
		if (entry === 'out') answersOut.add(key);
	const ranks = new Map<string, string>();
	for (const [id, rank] of bounded(doc, DESK.order, LIMITS.correctionsPerDialogueMax))
		if ((isItem(id) || isId('t_', id)) && isRank(rank)) ranks.set(id, rank);
	const sheet: Record<string, string> = {};
	for (const [id, entry] of bounded(doc, DESK.sheet, LIMITS.sheetFieldsMax)) {
		const text = textOf(entry, LIMITS.sheetFieldCharsMax);
		// emptied on purpose: what is known of the day is not to stand there
		if (isPlainId(id) && (text !== '' || isText(entry))) sheet[id] = text;
	}
	return {
		corrections,
		leftOut,
		ranks,
		answersOut,
		sheet,
		recommendations: agreedIn(doc, DESK.recommendations).map(({ entry, ...common }) => ({
			...common,
			addressee: textOf(entry.get('addressee'), LIMITS.carerCharsMax),
			...dated('answerBy', entry.get('answerBy')),
		})),
		measures: agreedIn(doc, DESK.measures).map(({ entry, ...common }) => ({
			...common,
			carer: textOf(entry.get('carer'), LIMITS.carerCharsMax),
			...dated('date', entry.get('date')),
		})),
	};
}

interface Agreed {
	readonly id: string;
	readonly text: string;
	readonly status?: string;
	readonly from: (CardId | GroupId | ThemeId)[];
	readonly entry: Y.Map<unknown>;
}

/** What recommendations and measures have in common, in their order; one without words is none yet. */
function agreedIn(doc: Y.Doc, root: string): Agreed[] {
	const found: (Agreed & { readonly rank: string })[] = [];
	for (const [id, entry] of bounded(doc, root, LIMITS.agreementsPerDialogueMax)) {
		if (!isPlainId(id) || !isMap(entry)) continue;
		const text = textOf(entry.get('text'), LIMITS.agreementCharsMax);
		const status = textOf(entry.get('status'), LIMITS.carerCharsMax);
		if (text === '') continue;
		const from = fromOf(entry.get('from'));
		found.push({ id, rank: rankOf(entry), text, ...(status && { status }), from, entry });
	}
	return found.sort(byRank).map(({ rank: _, ...agreed }) => agreed);
}

function fromOf(value: unknown): Agreed['from'] {
	const given: unknown[] = Array.isArray(value) ? value : [];
	return [...new Set(given.slice(0, LIMITS.membersPerDialogueMax).filter(isItem))];
}

function dated<K extends string>(key: K, value: unknown): { [key in K]?: string } {
	const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
	return (isDate && isDay(value) ? { [key]: value } : {}) as { [key in K]?: string };
}

function isDay(text: string): boolean {
	const ms = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function textOf(value: unknown, charsMax: number): string {
	const text = isText(value) ? stringOf(value) : value;
	return typeof text === 'string' ? plainText(text.slice(0, charsMax)) : '';
}

function isItem(id: unknown): id is CardId | GroupId | ThemeId {
	return isId('c_', id) || isId('g_', id) || isId('h_', id);
}

function isPlainId(id: string): boolean {
	return /^[A-Za-z0-9_-]{1,40}$/.test(id) && id !== '__proto__';
}

function* bounded(doc: Y.Doc, root: string, max: number): Generator<[string, unknown]> {
	let left = max;
	for (const entry of doc.getMap(root).entries()) {
		if (left-- === 0) return;
		yield entry;
	}
}
