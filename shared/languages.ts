/** The languages that people choose by their own name in their own script. */
export const LANGUAGES = [
	{ tag: 'de', name: 'Deutsch' },
	{ tag: 'de-x-leicht', name: 'Deutsch (einfach)' },
	{ tag: 'en', name: 'English' },
	{ tag: 'fr', name: 'Français' },
	{ tag: 'ar', name: 'العربية' },
	{ tag: 'fa', name: 'فارسی' },
	{ tag: 'prs', name: 'دری' },
	{ tag: 'uk', name: 'Українська' },
	{ tag: 'ru', name: 'Русский' },
	{ tag: 'tr', name: 'Türkçe' },
	{ tag: 'ti', name: 'ትግርኛ' },
	{ tag: 'kmr', name: 'Kurdî (Kurmancî)' },
] as const;

/** A language tag by its form (BCP 47): what a card may carry. Whether anybody speaks it is not ours to judge. */
export function isLanguageTag(value: unknown): value is string {
	return typeof value === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/.test(value);
}

/** The direction in which a language is written. */
export function directionOf(tag: string): 'rtl' | 'ltr' {
	return /^(ar|fa|prs|ckb|ps|ur|he)(-|$)/i.test(tag) ? 'rtl' : 'ltr';
}

/** The text in the wanted language; else in its base language, German, English, or whatever is there. */
export function textIn(texts: Readonly<Record<string, string>>, wanted: string): string {
	return textEntry(texts, wanted)?.[1] ?? '';
}

/** As `textIn`, with the language that was found, for the `lang` attribute. */
export function textEntry(
	texts: Readonly<Record<string, string>>,
	wanted: string,
): [lang: string, text: string] | undefined {
	const base = wanted.split('-', 1)[0]!;
	for (const tag of [wanted, base, base === 'prs' ? 'fa' : 'de', 'de', 'en'])
		if (Object.hasOwn(texts, tag) && texts[tag]) return [tag, texts[tag]];
	return Object.entries(texts)[0];
}
