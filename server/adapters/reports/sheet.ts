import { factSheetOf } from '#shared/fact-sheet.ts';
import de from '#shared/messages/sheet/de.ts';
import en from '#shared/messages/sheet/en.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Block } from './blocks.ts';
import type { Wording } from './wording.ts';
import { wordsOf } from './words.ts';

/** The fact sheet: each field that has a text below its heading. */
export function sheetParts(results: ResultsModel, wording: Wording): Block[] {
	const words = wording.frame.language === 'de' ? de : en;
	return factSheetOf(results, words).flatMap(({ heading, text }): Block[] => [
		{ kind: 'heading', level: 1, words: wording.say(heading) },
		{ kind: 'text', words: wordsOf(text, wording.own) },
	]);
}
