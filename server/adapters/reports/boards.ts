import fs from 'node:fs';
import path from 'node:path';
import type { Report, ReportOrder } from '#server/ports/report-renderer.ts';
import type { ResultsCard, ResultsModel } from '#shared/results.ts';
import { laidTogether } from './cards-of.ts';
import { dayIn } from './frame/frame.ts';
import { drawableLogo } from './logo.ts';
import { checked, compactWords, fittingFor, type Typesetting } from './pdf.ts';
import { plainLine } from './plain-text.ts';
import { Wording } from './wording.ts';
import { wordsOf, type Words } from './words.ts';
import { escapedXml } from './xml.ts';

const SOURCE = fs.readFileSync(path.join(import.meta.dirname, 'boards.typ'), 'utf8');

/** The boards as they hang: all of them for the printer, or one as a picture for slides. */
export function createDrawBoards({ typst, covered }: Typesetting) {
	/** [RP10] Each board on a new page, A3 landscape. */
	async function boardsPdf(results: ResultsModel, order: ReportOrder): Promise<Report> {
		const { document, shadows } = await boardsOf(results, order, false);
		const bytes = await checked(typst, SOURCE, { document }, shadows);
		return { bytes, mediaType: 'application/pdf', extension: 'pdf' };
	}

	/** [RP11] One board in one picture, as high as it needs; letters are shapes, so no font is asked for. */
	async function boardSvg(results: ResultsModel, order: ReportOrder): Promise<Report> {
		const tables = results.tables.filter(({ id }) => id === order.table);
		const { document, shadows } = await boardsOf({ ...results, tables }, order, true);
		const drawn = typst.svg(SOURCE, { document }, shadows);
		// readers of screens and slides say what it is
		const name = escapedXml(
			`${plainLine(tables[0]?.theme ?? '')}, ${plainLine(results.dialogue.place)}`,
		);
		const svg = drawn.replace(/^<svg([^>]*)>/, `<svg$1 role="img"><title>${name}</title>`);
		return {
			bytes: new TextEncoder().encode(svg),
			mediaType: 'image/svg+xml',
			extension: 'svg',
		};
	}

	async function boardsOf(results: ResultsModel, order: ReportOrder, endless: boolean) {
		const wording = new Wording(results, order.language);
		const { frame } = wording;
		const { title, place, date } = results.dialogue;
		const short = (words: Words) => compactWords(words, order.language);
		const { file, shadows } = await drawableLogo(order.logo, typst);
		const document = {
			language: order.language,
			title: short(wording.line(title, frame.names.full)),
			place: short(wording.line(place, frame.noPlace)),
			date: dayIn(date, frame.language),
			day: date.split('-').map(Number),
			endless,
			noCards: frame.noCards,
			logo: file,
			logoAlt: `${frame.logo}: ${plainLine(place) || frame.noPlace}`,
			boards: results.tables.map(({ theme, questions }) => [
				short(wording.theme(theme)),
				questions.map(({ id, groups, cards }) => [
					short(wording.question(id)),
					groups.map((group) => [
						short(wording.group(group.title)),
						wording.dots(group),
						cardsOf(group.cards),
					]),
					cardsOf(cards),
				]),
			]),
		};
		/** What lies on a card is seen below it; the other notes are for the minutes. */
		function cardsOf(cards: readonly ResultsCard[]) {
			return laidTogether(cards).map(({ card, carried }) => {
				const { label, words, about } = wording.card(card);
				return [
					label,
					short(words),
					about,
					carried.map((one) => [wording.card(one).label, short(wordsOf(one.text, one.lang))]),
				];
			});
		}
		const { fitting } = await fittingFor(document, { typst, covered });
		const fit = (_: string, value: unknown) =>
			typeof value === 'string' && value !== file ? fitting.fit(value) : value;
		return { document: JSON.stringify(document, fit), shadows };
	}

	return { boardsPdf, boardSvg };
}
