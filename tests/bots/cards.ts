import fs from 'node:fs';
import type { State } from '#shared/state.ts';

/** A statement that somebody is going to write. */
export interface CardText {
	readonly text: string;
	readonly lang: string;
	/** Id of a question of the dialogue. */
	readonly question: string;
	/** Index of a table of the dialogue. */
	readonly table: number;
}

/** What a line of a cards file may say. */
interface Line {
	readonly text?: unknown;
	readonly lang?: unknown;
	readonly question?: unknown;
	readonly theme?: unknown;
}

/**
 * Reads a file of cards and finds a place for each on this dialogue: the table of its theme, else the tables in turn;
 * the question it names, else the last one.
 */
export function readCards(
	file: string,
	dialogue: Pick<State, 'tables' | 'questions'>,
	charsMax: number,
): CardText[] {
	const lines: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
	if (!Array.isArray(lines)) throw new Error(`${file}: not an array`);
	const { tables, questions } = dialogue;
	let turn = 0;
	return lines.flatMap((line: Line) => {
		const { text, lang, question, theme } = line;
		if (typeof text !== 'string' || text.trim() === '' || text.length > charsMax) return [];
		const named = tables.findIndex((table) => table.theme === theme);
		const asked = questions.find(({ id }) => id === question) ?? questions.at(-1)!;
		return [
			{
				text,
				lang: typeof lang === 'string' ? lang : 'de',
				question: asked.id,
				table: named >= 0 ? named : turn++ % tables.length,
			},
		];
	});
}
