import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Edition, FrameLanguage, ResultsModel } from '#shared/results.ts';

const PLACE_CHARS_MAX = 60;

interface Wanted {
	readonly format: string;
	readonly extension: string;
	readonly edition: Edition;
	readonly language: FrameLanguage;
	/** Of a single board: its number, from 1. */
	readonly board: number;
}

/** What a file is called by its edition; tables and boards have names of their own. */
const MINUTES: Record<FrameLanguage, Record<Edition, string>> = {
	de: {
		full: 'Ergebnisprotokoll',
		brief: 'Kurzfassung',
		press: 'Pressefassung',
		sheet: 'Steckbrief',
		internal: 'Ergebnisprotokoll-intern',
	},
	en: {
		full: 'Minutes',
		brief: 'Summary',
		press: 'Press-version',
		internal: 'Minutes-internal',
		sheet: 'Fact-sheet',
	},
};
const OTHERS: Record<FrameLanguage, { cards: string; boards: string; board: string }> = {
	de: { cards: 'Ergebnisse', boards: 'Pinnwände', board: 'Pinnwand' },
	en: { cards: 'Results', boards: 'Boards', board: 'Board' },
};

/**
 * The name of a report's file, e.g. `Ergebnisprotokoll_Musterstadt_2026-11-21.docx`: letters and digits of any script, and
 * nothing that a file system or a shell could take for more. Whoever sends it in a header encodes it there.
 */
export function reportName({ dialogue }: ResultsModel, wanted: Wanted): string {
	return fileName(kindOf(wanted), dialogue, wanted.extension);
}

/** A file's name from what it is, the place and the day. */
export function fileName(
	kind: string,
	{ place, date }: ResultsModel['dialogue'] | Dialogue,
	extension: string,
): string {
	const where = place
		.normalize('NFC')
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.slice(0, PLACE_CHARS_MAX)
		.toWellFormed()
		.replace(/^-+|[-\uFFFD]+$/g, '');
	return `${kind}_${where || 'Dialog'}_${date}.${extension}`;
}

function kindOf({ format, edition, language, board }: Wanted): string {
	const { cards, boards, board: one } = OTHERS[language];
	if (format === 'boards-pdf') return boards;
	if (format === 'board-svg') return `${one}-${board}`;
	const internal = edition === 'internal' ? `-${language === 'de' ? 'intern' : 'internal'}` : '';
	if (format === 'csv' || format === 'xlsx' || format === 'json') return `${cards}${internal}`;
	return MINUTES[language][edition];
}
