import { escapedXml } from './xml.ts';
import type { Words } from './words.ts';

/** How a paragraph stands, beside its style. */
export interface Standing {
	readonly keepNext?: boolean;
	readonly newPage?: boolean;
}

interface Look {
	readonly bold?: boolean;
	readonly italic?: boolean;
	/** Small and grey. */
	readonly quiet?: boolean;
	readonly grey?: boolean;
	readonly accent?: boolean;
}

/** A paragraph of runs that are XML already. */
export function paragraph(
	style: string,
	runs: string,
	{ keepNext = false, newPage = false }: Standing = {},
	more = '',
): string {
	const properties = [
		style === '' ? '' : `<w:pStyle w:val="${style}"/>`,
		keepNext ? '<w:keepNext/>' : '',
		newPage ? '<w:pageBreakBefore/>' : '',
		more,
	].join('');
	return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`;
}

/** A paragraph of somebody's words, in their direction; `before`: runs of the frame in front of them. */
export function saidIn(style: string, words: Words, standing: Standing = {}, before = ''): string {
	const turn = words.direction === 'rtl' ? '<w:bidi/>' : '';
	return paragraph(style, before + runsOf(words), standing, turn);
}

/** Somebody's words: each line a run, with its language and direction. */
export function runsOf({ lines, lang, direction }: Words, look: Look = {}): string {
	const about = properties(look, lang, direction);
	return lines
		.map((line, at) => `<w:r>${about}${at > 0 ? '<w:br/>' : ''}${textOf(line)}</w:r>`)
		.join('');
}

/** Words of the frame, in the document's own language. */
export function frameRun(text: string, look: Look = {}): string {
	return `<w:r>${properties(look)}${textOf(text)}</w:r>`;
}

export const TAB = '<w:r><w:tab/></w:r>';

/** A field that Word fills in; until then it shows `now`. */
export function field(instruction: string, now: string): string {
	return (
		'<w:r><w:fldChar w:fldCharType="begin"/></w:r>' +
		`<w:r><w:instrText xml:space="preserve">${instruction}</w:instrText></w:r>` +
		'<w:r><w:fldChar w:fldCharType="separate"/></w:r>' +
		`<w:r>${textOf(now)}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	);
}

function textOf(text: string): string {
	return text === '' ? '' : `<w:t xml:space="preserve">${escapedXml(text)}</w:t>`;
}

/** Colours are those of the house on white paper. */
export const ACCENT = '0D5A5E';
export const GREY = '5A5147';

function properties(look: Look, lang?: string, direction: 'ltr' | 'rtl' = 'ltr'): string {
	const colour = look.accent ? ACCENT : look.quiet || look.grey ? GREY : undefined;
	const all = [
		look.bold ? '<w:b/><w:bCs/>' : '',
		look.italic ? '<w:i/><w:iCs/>' : '',
		colour === undefined ? '' : `<w:color w:val="${colour}"/>`,
		look.quiet ? '<w:sz w:val="19"/><w:szCs w:val="19"/>' : '',
		direction === 'rtl' ? '<w:rtl/>' : '',
		lang === undefined || lang === 'und' ? '' : languageOf(lang, direction),
	].join('');
	return all === '' ? '' : `<w:rPr>${all}</w:rPr>`;
}

/** Word knows these by language and country. */
const COUNTRIES: Readonly<Record<string, string>> = {
	...{ de: 'DE', en: 'GB', fr: 'FR', ar: 'SA', fa: 'IR', prs: 'AF', uk: 'UA', ru: 'RU', tr: 'TR' },
	...{ ti: 'ER', am: 'ET', ps: 'AF', ur: 'PK', pl: 'PL', ro: 'RO', bg: 'BG', sq: 'AL', it: 'IT' },
};

export function tagOf(lang: string): string {
	return Object.hasOwn(COUNTRIES, lang) ? `${lang}-${COUNTRIES[lang]!}` : lang;
}

function languageOf(lang: string, direction: 'ltr' | 'rtl'): string {
	return `<w:lang w:${direction === 'rtl' ? 'bidi' : 'val'}="${tagOf(lang)}"/>`;
}
