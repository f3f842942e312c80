import type { CardKind, Translation } from '#shared/board.ts';

/** The German words of all reports: readers of the results are the town's offices. */
export const KINDS: Record<CardKind, string> = {
	idea: 'Projektidee',
	exists: 'Gibt es schon',
	problem: 'Problem',
	suggestion: 'Lösungsvorschlag',
	question: 'Frage',
	roundtable: 'Runder Tisch',
};

export const TRANSLATED_BY: Record<Translation['by'], string> = {
	host: 'Gastgeber*in',
	interpreter: 'Sprachmittlung',
	machine: 'maschinell, ungeprüft',
};

const LANGUAGES: Readonly<Record<string, string>> = {
	de: 'Deutsch',
	'de-x-leicht': 'Deutsch (einfach)',
	en: 'Englisch',
	fr: 'Französisch',
	ar: 'Arabisch',
	fa: 'Farsi',
	prs: 'Dari',
	uk: 'Ukrainisch',
	ru: 'Russisch',
	tr: 'Türkisch',
	ti: 'Tigrinya',
	kmr: 'Kurdisch (Kurmandschi)',
	ku: 'Kurdisch',
	ckb: 'Kurdisch (Sorani)',
	ps: 'Paschtu',
	ur: 'Urdu',
	so: 'Somali',
	am: 'Amharisch',
	sq: 'Albanisch',
	sr: 'Serbisch',
	hr: 'Kroatisch',
	bs: 'Bosnisch',
	ro: 'Rumänisch',
	bg: 'Bulgarisch',
	pl: 'Polnisch',
	it: 'Italienisch',
	es: 'Spanisch',
	pt: 'Portugiesisch',
	el: 'Griechisch',
	hu: 'Ungarisch',
	und: 'nicht angegeben',
};

/** A language by its German name; its tag, where there is no name for it here. */
export function languageName(tag: string): string {
	if (Object.hasOwn(LANGUAGES, tag)) return LANGUAGES[tag]!;
	const base = tag.split('-', 1)[0]!.toLowerCase();
	return Object.hasOwn(LANGUAGES, base) ? `${LANGUAGES[base]!} (${tag})` : tag;
}

/** Whether a text in this language needs no mark in a German report. */
export function isGerman(tag: string): boolean {
	return /^de(-|$)/i.test(tag);
}

/** `2026-11-21` as `21.11.2026`. */
export function germanDate(date: string): string {
	return date.split('-').reverse().join('.');
}
