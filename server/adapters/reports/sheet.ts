import { factSheetOf, linesIn, SHEET_FACTS } from '#shared/fact-sheet.ts';
import de from '#shared/messages/sheet/de.ts';
import en from '#shared/messages/sheet/en.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Block } from './blocks.ts';
import type { Wording } from './wording.ts';
import { wordsOf } from './words.ts';

/** The fact sheet: the town in short facts, then each field that has a text below its heading. */
export function sheetParts(results: ResultsModel, wording: Wording): Block[] {
	const words = wording.frame.language === 'de' ? de : en;
	const entries = factSheetOf(results, words);
	const rows = entries
		.filter(({ id }) => SHEET_FACTS.includes(id))
		.map(({ heading, text }) => ({ label: heading, value: wordsOf(text, wording.own) }));
	return [
		...(rows.length > 0 ? [{ kind: 'facts', rows } as const] : []),
		...entries
			.filter(({ id }) => !SHEET_FACTS.includes(id))
			.flatMap(({ heading, text }): Block[] => [
				{ kind: 'heading', level: 1, words: wording.say(heading) },
				...linesIn(wordsOf(text, wording.own).lines.join('\n')).map((part): Block =>
					part.kind === 'list'
						? { kind: 'list', items: part.lines.map((line) => wordsOf(line, wording.own)) }
						: { kind: 'text', words: wordsOf(part.lines.join('\n'), wording.own) },
				),
			]),
	];
}
