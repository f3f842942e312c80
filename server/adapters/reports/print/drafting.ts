import type { SheetOrder } from '#server/ports/sheet-printer.ts';
import type { Messages } from '#shared/messages/messages.ts';
import { compactWords } from '../pdf.ts';
import { plainLine } from '../plain-text.ts';
import { lineOf, said, type Words } from '../words.ts';
import { qrPicture } from './qr-picture.ts';

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
	readonly qr: (address: string, alt?: string) => { readonly qr: string; readonly alt: string };
}

export function draftingFor(order: SheetOrder, m: PrintTexts): Drafting {
	const short = (words: Words) => compactWords(words, order.language);
	const say = (text: string) => short(said(onPaper(text), order.language));
	return {
		order,
		m,
		short,
		say,
		line: (text, lang, instead = '–') => short(lineOf(text, lang, said(instead, order.language))),
		qr: (address, alt = m.qrOf({ address })) => ({
			qr: qrPicture(address),
			alt: plainLine(onPaper(alt)),
		}),
	};
}

/** Without the marks that keep directions apart on a screen. */
function onPaper(text: string): string {
	return text.replace(/[\u2068\u2069]/g, '');
}
