import fs from 'node:fs';
import path from 'node:path';
import type { Report } from '#server/ports/report-renderer.ts';
import type { SheetOrder } from '#server/ports/sheet-printer.ts';
import { messagesIn, type Messages } from '#shared/messages/messages.ts';
import type { Sheet } from '#shared/print.ts';
import { compactWords, fittingFor, type Typesetting } from '../pdf.ts';
import { plainLine } from '../plain-text.ts';
import { lineOf, said, type Words } from '../words.ts';
import { guideParts } from './host-guide.ts';
import { hintParts } from './join-hint.ts';
import { paperCards } from './paper-cards.ts';
import { qrPicture } from './qr-picture.ts';
import { signParts } from './table-signs.ts';
import { testParts } from './test-page.ts';
import { wallCards } from './wall-cards.ts';

const SOURCE = fs.readFileSync(path.join(import.meta.dirname, 'sheets.typ'), 'utf8');

type PrintTexts = Messages<'print'>;

/** What the parts of a sheet are made with. */
export interface Drafting {
	readonly order: SheetOrder;
	readonly m: PrintTexts;
	/** Words of ours. */
	readonly say: (text: string) => unknown;
	/** A line that somebody wrote, in this language; `instead` where nothing is to be seen. */
	readonly line: (text: string, lang: string, instead?: string) => unknown;
	readonly short: (words: Words) => unknown;
	/** A QR code and what a reader without eyes is told. */
	readonly qr: (address: string) => { readonly qr: string; readonly alt: string };
}

type Parts = (drafting: Drafting) => unknown;
const PARTS: Record<Sheet, Parts> = {
	'table-signs': signParts,
	'paper-cards': paperCards,
	'wall-cards': wallCards,
	'host-guide': guideParts,
	'join-hint': hintParts,
	'test-page': testParts,
};

export type DrawSheet = (order: SheetOrder) => Promise<Report>;

/** Draws what is printed for the day. Rules PS1–PS7 in SPEC.md. */
export function createDrawSheet(typesetting: Typesetting): DrawSheet {
	return async function drawSheet(order) {
		const m = await messagesIn('print', order.language);
		const drafting = draftingFor(order, m);
		const { title, place, date, language: own } = order.dialogue;
		const document = {
			language: order.language,
			title: drafting.line(title, own, TITLES[order.sheet](m)),
			name: drafting.say(TITLES[order.sheet](m)),
			place: drafting.line(place, own, '–'),
			day: date.split('-').map(Number),
			sheet: order.sheet,
			parts: await PARTS[order.sheet](drafting),
		};
		const { fitting } = await fittingFor(document, typesetting);
		const fit = (key: string, value: unknown) =>
			typeof value === 'string' && key !== 'qr' ? fitting.fit(value) : value;
		const inputs = { document: JSON.stringify(document, fit) };
		const bytes = await typesetting.typst.pdf(SOURCE, inputs, 'ua-1');
		return { bytes, mediaType: 'application/pdf', extension: 'pdf' };
	};
}

const TITLES: Record<Sheet, (m: PrintTexts) => string> = {
	'table-signs': (m) => m.sheet_tableSigns(),
	'paper-cards': (m) => m.sheet_paperCards(),
	'wall-cards': (m) => m.sheet_wallCards(),
	'host-guide': (m) => m.guideTitle(),
	'join-hint': (m) => m.sheet_joinHint(),
	'test-page': (m) => m.testTitle(),
};

function draftingFor(order: SheetOrder, m: PrintTexts): Drafting {
	const short = (words: Words) => compactWords(words, order.language);
	const say = (text: string) => short(said(onPaper(text), order.language));
	return {
		order,
		m,
		short,
		say,
		line: (text, lang, instead = '–') => short(lineOf(text, lang, said(instead, order.language))),
		qr: (address) => ({
			qr: qrPicture(address),
			alt: plainLine(onPaper(m.qrOf({ address }))),
		}),
	};
}

/** Without the marks that keep directions apart on a screen. */
function onPaper(text: string): string {
	return text.replace(/[\u2068\u2069]/g, '');
}
