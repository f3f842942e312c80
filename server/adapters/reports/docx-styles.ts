import { convertMillimetersToTwip as mm, type IStylesOptions } from 'docx';

/** The ids of our own styles beside Word's headings. */
export const STYLE = {
	kind: 'Dokumentart',
	fact: 'Angabe',
	contents: 'Inhaltsueberschrift',
	groupAbout: 'GruppeAngaben',
	card: 'Karte',
	about: 'KarteAngaben',
	more: 'KarteWeiteres',
	columnHead: 'Spaltenkopf',
	cell: 'Zelle',
	header: 'Kopfzeile',
	footer: 'Fusszeile',
} as const;

/** A4. */
export const PAGE = {
	size: { width: mm(210), height: mm(297) },
	margin: { top: mm(25), bottom: mm(22), left: 1_276, right: 1_276 },
} as const;

const GREY = '555555';
/** Where a card's text begins, beside its number, in twips. */
export const TEXT_AT = 900;

/** Where the values stand on the title page, in twips. */
export const FACTS_AT = 2_600;

/** Sizes are in half points, distances in twips. */
export const DOCX_STYLES: IStylesOptions = {
	default: {
		document: {
			run: { font: 'Arial', size: 22, language: { value: 'de-DE', bidirectional: 'ar-SA' } },
			paragraph: { spacing: { after: 80 } },
		},
		title: {
			run: { size: 52, bold: true, color: '000000' },
			paragraph: { spacing: { after: 600 } },
		},
		heading1: {
			run: { size: 34, bold: true, color: '000000' },
			paragraph: { spacing: { before: 240, after: 160 }, keepNext: true },
		},
		heading2: {
			run: { size: 27, bold: true, color: '000000' },
			paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
		},
		heading3: {
			run: { size: 23, bold: true, color: '000000' },
			paragraph: { spacing: { before: 220, after: 60 }, keepNext: true },
		},
	},
	paragraphStyles: [
		own(STYLE.kind, 'Dokumentart', { size: 28, color: GREY }, { before: 3_000, after: 120 }),
		own(STYLE.fact, 'Angabe', { size: 24 }, { after: 60 }),
		own(STYLE.contents, 'Inhaltsüberschrift', { size: 34, bold: true }, { after: 160 }),
		own(STYLE.groupAbout, 'Gruppe Angaben', { size: 20, color: GREY }, { after: 60 }, true),
		{
			...own(STYLE.card, 'Karte', {}, {}),
			paragraph: {
				spacing: { before: 60, after: 40 },
				indent: { start: TEXT_AT, hanging: TEXT_AT },
			},
		},
		{
			...own(STYLE.about, 'Karte Angaben', { size: 19, color: GREY }, {}),
			paragraph: { spacing: { after: 40 }, indent: { start: TEXT_AT } },
		},
		{
			...own(STYLE.more, 'Karte Weiteres', {}, {}),
			paragraph: { spacing: { after: 40 }, indent: { start: TEXT_AT } },
		},
		own(STYLE.columnHead, 'Spaltenkopf', { size: 20, bold: true }, { after: 0 }, true),
		own(STYLE.cell, 'Zelle', { size: 20 }, { after: 0 }),
		own(STYLE.header, 'Kopfzeile', { size: 18, color: GREY }, { after: 0 }),
		own(STYLE.footer, 'Fußzeile', { size: 18, color: GREY }, { after: 0 }),
	],
};

function own(
	id: string,
	name: string,
	run: { size?: number; bold?: boolean; color?: string },
	spacing: { before?: number; after?: number },
	keepNext = false,
) {
	return { id, name, basedOn: 'Normal', quickFormat: true, run, paragraph: { spacing, keepNext } };
}
