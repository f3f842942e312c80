import fs from 'node:fs';
import path from 'node:path';
import type { Report } from '#server/ports/report-renderer.ts';
import type { SheetOrder } from '#server/ports/sheet-printer.ts';
import { messagesIn } from '#shared/messages/messages.ts';
import type { Sheet } from '#shared/print.ts';
import { fittingFor, type Typesetting } from '../pdf.ts';
import { draftingFor, type Drafting } from './drafting.ts';
import { guideParts } from './host-guide.ts';
import { hintParts } from './join-hint.ts';
import { paperCards } from './paper-cards.ts';
import { signParts } from './table-signs.ts';
import { testParts } from './test-page.ts';
import { wallCards } from './wall-cards.ts';

const SOURCE = fs.readFileSync(path.join(import.meta.dirname, 'sheets.typ'), 'utf8');

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

const TITLES: Record<Sheet, (m: Drafting['m']) => string> = {
	'table-signs': (m) => m.sheet_tableSigns(),
	'paper-cards': (m) => m.sheet_paperCards(),
	'wall-cards': (m) => m.sheet_wallCards(),
	'host-guide': (m) => m.guideTitle(),
	'join-hint': (m) => m.sheet_joinHint(),
	'test-page': (m) => m.testTitle(),
};
