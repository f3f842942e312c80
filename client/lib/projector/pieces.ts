import type { Item, Piece } from './pages.ts';
import { translationFor } from './translation.ts';

/** Where no word ends within so many characters, there are no words, and letters are cut apart. */
const WORD_CHARS = 40;

type CardItem = Extract<Item, { kind: 'card' }>;

/**
 * [PJ1] A card that is taller than a page as several things, each with some of its words: first its own, then those of the
 * translation. Words stay whole, and a mark says where it goes on.
 *
 * @param parts - how many pieces each of the two texts becomes at most
 */
export function piecesOf(item: CardItem, parts: number, language: string): readonly CardItem[] {
	const { card } = item;
	const translation = translationFor(card, language);
	const piece = (lang: string, by: Piece['by']) => (text: string, at: number, all: string[]) => {
		const isEnd = at === all.length - 1;
		const words = `${at > 0 ? '… ' : ''}${text}${isEnd ? '' : ' …'}`;
		return { text: words, lang, by: isEnd ? by : undefined };
	};
	const own = cut(card.text, parts).map(piece(card.lang, undefined));
	const other = translation
		? cut(translation.text, parts).map(piece(language, translation.by))
		: [];
	return [...own, ...other].map((words, at, all) => ({
		...item,
		// the first is the card itself: when it is new, the wall turns to where it begins
		id: at === 0 ? item.id : `${item.id} ${at}`,
		piece: { ...words, isLast: at === all.length - 1 },
	}));
}

/** Cuts a text into at most so many pieces of about the same length, between words where there are any. */
export function cut(text: string, parts: number): string[] {
	const pieces: string[] = [];
	let rest = text.trim();
	for (let left = parts; left > 1 && rest !== ''; left--) {
		const fair = Math.ceil(rest.length / left);
		const space = rest.slice(fair, fair + WORD_CHARS).search(/\s/);
		const end = space === -1 ? endOfLetter(rest, fair) : fair + space;
		pieces.push(rest.slice(0, end).trim());
		rest = rest.slice(end).trim();
	}
	if (rest !== '' || pieces.length === 0) pieces.push(rest);
	return pieces;
}

/** Where a letter ends, at this place or behind it: scripts without spaces, and never between a letter and its accent. */
function endOfLetter(text: string, at: number): number {
	for (const { index } of new Intl.Segmenter().segment(text)) if (index >= at) return index;
	return text.length;
}
