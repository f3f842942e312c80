import type { ResultsModel } from '#shared/results.ts';

const PLACE_CHARS_MAX = 60;

/**
 * The name of a report's file, e.g. `Ergebnisse_Musterstadt_2026-11-21.csv`: letters and digits of any script, and
 * nothing that a file system or a shell could take for more. Whoever sends it in a header encodes it there.
 */
export function reportName({ dialogue }: ResultsModel, extension: string): string {
	const place = dialogue.place
		.normalize('NFC')
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.slice(0, PLACE_CHARS_MAX)
		.toWellFormed()
		.replace(/^-+|[-\uFFFD]+$/g, '');
	return `Ergebnisse_${place || 'Dialog'}_${dialogue.date}.${extension}`;
}
