import { textEntry } from '#shared/languages.ts';
import type { ResultsCard } from '#shared/results.ts';

/** What somebody reads beside a card in another language than theirs: its translation; undefined: there is none, or no need. */
export function translationFor(
	{ lang, translations }: Pick<ResultsCard, 'lang' | 'translations'>,
	language: string,
): { lang: string; text: string; by: ResultsCard['translations'][string]['by'] } | undefined {
	if (lang.split('-', 1)[0] === language) return undefined;
	const texts = Object.fromEntries(
		Object.entries(translations).map(([into, { text }]) => [into, text]),
	);
	const [into, text] = textEntry(texts, language) ?? [];
	if (into === undefined || text === undefined) return undefined;
	return { lang: into, text, by: translations[into]!.by };
}
