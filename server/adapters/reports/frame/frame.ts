import type { FrameLanguage } from '#shared/results.ts';
import de, { type Counted, type Frame } from './de.ts';
import en from './en.ts';

export type { Frame } from './de.ts';

const FRAMES: Record<FrameLanguage, Frame> = { de, en };

/** The words of the frame in this language. */
export function frameIn(language: FrameLanguage): Frame {
	return FRAMES[language];
}

/** A text with its places filled: `Nr. {n}` with 3 is `Nr. 3`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
	return text.replace(/\{(\w+)\}/g, (place, name: string) =>
		Object.hasOwn(values, name) ? String(values[name]) : place,
	);
}

/** `1 Karte`, `2 Karten`; big numbers as the language writes them. */
export function counted(words: Counted, n: number, { language }: Frame): string {
	return fill(n === 1 ? words.one : words.other, { n: numberIn(n, language) });
}

/** Made once: to make one takes longer than to draw a page. */
const formats = (locale: string) => ({
	number: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
	tenths: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
	day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
	languages: new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }),
});
const GERMAN = formats('de-DE');
const BRITISH = formats('en-GB');

/** `1.234` or `1,234`; one place behind the point where there is a fraction, or always (`1`). */
export function numberIn(n: number, language: string, places?: 1): string {
	const { number, tenths } = language === 'de' ? GERMAN : BRITISH;
	return (places === 1 ? tenths : number).format(n);
}

/** `2026-11-21` as `21. November 2026`. */
export function dayIn(date: string, language: string): string {
	return (language === 'de' ? GERMAN : BRITISH).day.format(new Date(`${date}T00:00:00Z`));
}

/** A language by its name: `Arabisch`; its tag where there is no name for it. */
export function languageIn(tag: string, frame: Frame): string {
	if (tag === 'und') return frame.unknownLanguage;
	try {
		const base = tag.split('-', 1)[0]!.toLowerCase();
		const { languages: names } = frame.language === 'de' ? GERMAN : BRITISH;
		return OWN_NAMES[frame.language]?.[tag] ?? names.of(base) ?? tag;
	} catch {
		return tag;
	}
}

/** Names that the trade uses instead of those of the tables. */
const OWN_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	de: {
		fa: 'Farsi',
		prs: 'Dari',
		kmr: 'Kurdisch (Kurmandschi)',
		ckb: 'Kurdisch (Sorani)',
		'de-x-leicht': 'Deutsch (einfach)',
	},
	en: {
		fa: 'Farsi',
		prs: 'Dari',
		kmr: 'Kurdish (Kurmanji)',
		ckb: 'Kurdish (Sorani)',
		'de-x-leicht': 'German (easy)',
	},
};
