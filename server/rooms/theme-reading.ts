import type * as Y from 'yjs';
import { readThemes, THEMES, type HallTheme } from '#shared/themes.ts';
import { isMap, isText, rankOf } from './board-reading.ts';
import { plainText, stringOf } from './plain-text.ts';

/** The themes of the hall (the document `themes` on the desk) as plain values. Whatever a page has written, this answers. */
export function readHallThemes(doc: Y.Doc): readonly HallTheme[] {
	const themes: [id: string, title: string, rank: string][] = [];
	for (const [id, theme] of doc.getMap(THEMES.themes).entries()) {
		if (!isMap(theme)) continue;
		const title = theme.get('title');
		themes.push([id, isText(title) ? plainText(stringOf(title)) : '', rankOf(theme)]);
	}
	return readThemes(themes, doc.getMap(THEMES.members).entries());
}
