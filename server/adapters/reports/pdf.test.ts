import { beforeAll, describe, expect, test } from 'vitest';
import {
	fullestResults,
	hostileResults,
	hostileTable,
	manyCards,
} from '#tests/support/hostile-results.ts';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { pdfElements, pdfTags } from '#tests/support/pdf-tags.ts';
import { bare, pdfFacts, pdfText } from '#tests/support/pdf-text.ts';
import {
	card,
	laidTogetherResults,
	richResults,
	sampleResults,
} from '#tests/support/sample-results.ts';
import type { ReportOrder } from '#server/ports/report-renderer.ts';
import { minutesOf } from './minutes.ts';
import type { DrawPdf } from './pdf.ts';
import { loadTypesetting } from './typesetting.ts';

let draw: DrawPdf;
let boards: Awaited<ReturnType<typeof loadTypesetting>>;
beforeAll(async () => {
	boards = await loadTypesetting();
	draw = boards.pdf;
});
const drawn = async (results = sampleResults(), order?: ReportOrder) =>
	(await draw(results, order)).bytes;
const claimsUa1 = (pdf: Uint8Array) =>
	/pdfuaid:part[>="']+1/.test(Buffer.from(pdf).toString('latin1'));

test('[A23] title page, contents with page numbers, cards, annex, in the order of reading', async () => {
	const text = pdfText(await drawn()).replace(/[\u202A-\u202E\u2060]/g, '');
	const [cover, contents, cards, annex] = text.split('\f');
	expect(bare(cover!)).toBe(
		'ErgebnisprotokollZusammenlebenOrtMusterstadtDatum21.November2026' +
			'Thementische2Leitfragen1Karten3Gruppen1',
	);
	expect(contents).toMatch(/Frauen[ .]+3\n/);
	for (const part of [
		'Sprache 4 Punkte Nr. 1',
		'Deutschkurse am Abend Projektidee, Runde 2, 5 Punkte (davon 2 von Hand gezählt) Ursprünglich: Deutschkurs',
		'مقاعد أكثر',
		'Arabisch',
		'Deutsch, maschinell, ungeprüft: Mehr Bänke',
		'Frauen Keine Karten.',
		'Seite 3 von 4',
	])
		expect(bare(cards!)).toContain(bare(part));
	expect(annex).toContain('Anhang: Alle Karten nach Nummer');
});

test('[A23] tagged by PDF/UA-1: title, headings, tables with header cells', async () => {
	const pdf = await drawn(richResults());
	expect(claimsUa1(pdf)).toBe(true);
	expect(pdfFacts(pdf)).toMatchObject({ Title: 'Zusammen leben', Tagged: 'yes' });
	const { root } = pdfTags(pdf);
	const count = (kind: string) => pdfElements(root, kind).length;
	// agenda, ranking, a theme of the hall, agreements and recommendations
	expect(['Table', 'TH'].map(count)).toEqual([5, 3 + 4 + 2 + 3 + 3]);
	const headings = minutesOf(richResults()).blocks.filter((block) => block.kind === 'heading');
	const levels = [1, 2, 3].map((level) => headings.filter((one) => one.level === level).length);
	// the contents have a heading of their own
	expect(['H1', 'H2', 'H3'].map(count)).toEqual([levels[0]! + 1, levels[1], levels[2]]);
});

test('[A23] six languages in one document: every card can be copied and searched', async () => {
	const results = manyCards(90);
	const pdf = await drawn(results);
	expect(claimsUa1(pdf)).toBe(true);
	const text = pdfText(pdf);
	// Poppler puts ligatures and brackets of a line from right to left in an order of its own
	const lines = new Set(text.split('\n').map(lettersOf));
	const cards = minutesOf(results).blocks.filter((block) => block.kind === 'card');
	// each in its place and in the annex
	expect(cards).toHaveLength(180);
	for (const { words } of cards)
		if (words.direction === 'rtl') expect(lines).toContain(lettersOf(words.lines.join('')));
		else expect(bare(text)).toContain(bare(words.lines.join('')));
});

function lettersOf(line: string): string {
	return [...line.matchAll(/\p{L}/gu)]
		.map(([letter]) => letter)
		.sort()
		.join('');
}

describe('[SX03] hostile texts', () => {
	test(
		'every one is drawn literally, in one document that keeps the standard',
		{ timeout: 30_000 },
		async () => {
			const pdf = await drawn(hostileResults());
			expect(claimsUa1(pdf)).toBe(true);
			const text = bare(pdfText(pdf));
			// what no font has is a mark, what hardly can be in order from right to left is looked at below
			expect(HOSTILE_TEXTS.filter((one) => isPlain(one) && !text.includes(bare(one)))).toEqual([]);
			expect(HOSTILE_TEXTS.filter(isPlain).length).toBeGreaterThan(200);
			expect(activeParts(pdf)).toEqual([]);
		},
	);

	test.each(HOSTILE_TEXTS.filter((_, at) => at % 25 === 0))(
		'as title, place and question: %j',
		async (text) => {
			const { dialogue, ...rest } = sampleResults();
			const pdf = await drawn({
				...rest,
				questions: [{ id: 'good', text: { und: text } }],
				dialogue: { ...dialogue, title: text, place: text, language: 'und' },
			});
			expect(claimsUa1(pdf)).toBe(true);
		},
	);
});

test('[SX03] words from right to left stand in their order, between others and around them', async () => {
	const texts = ['نحتاج إلى مقاعد أكثر', 'نیمکت‌های بیشتری در پارک', 'Das Wort شكرا heißt danke'];
	const cards = texts.map((text, at) =>
		card({ id: `c_${at}`, number: at + 1, text, lang: at < 2 ? 'ar' : 'de' }),
	);
	const text = pdfText(await drawn(sampleResults({ cards })));
	// as they are read; no lam-alef, whose two letters Poppler turns around
	const words = (one: string) => one.replaceAll('\u200C', '').match(/[\p{L}\p{M}]+/gu) ?? [];
	const all = words(text).join(' ');
	for (const one of texts) expect(all).toContain(words(one).join(' '));
});

test(
	'[SX03] a word of a megabyte, in every place, is cut and says so',
	{ timeout: 30_000 },
	async () => {
		const word = 'aß'.repeat(500_000);
		const cards = [card({ text: word, original: `x${word}`, dots: 1 })];
		const results = sampleResults({ title: word, theme: word, cards });
		const order = { edition: 'full', language: 'de' } as const;
		for (const pdf of [await drawn(results), (await boards.boardsPdf(results, order)).bytes]) {
			expect(claimsUa1(pdf)).toBe(true);
			const text = bare(pdfText(pdf));
			expect(text).toContain(bare('aßaßaß […]'));
			expect(text.length).toBeLessThan(200_000);
		}
	},
);

/** What could do something, outside of streams and texts. */
function activeParts(pdf: Uint8Array): string[] {
	const objects = Buffer.from(pdf)
		.toString('latin1')
		.replace(/\nstream\r?\n[\s\S]*?endstream/g, '');
	// texts stand in brackets, and may hold pairs of them
	let depth = 0;
	const outside = objects.replace(/\\[\s\S]|[()]|[^\\()]+/g, (part) => {
		if (part === ')') depth--;
		const isOutside = depth === 0;
		if (part === '(') depth++;
		return isOutside ? part : '';
	});
	expect(depth).toBe(0);
	return outside.match(ACTIVE) ?? [];
}
const ACTIVE = /\/(JavaScript|JS|AA|OpenAction|Launch|EmbeddedFile|URI|GoToR|SubmitForm)\b/g;

/** Written from left to right in scripts of our fonts, and no row of hyphens, which Poppler takes for divided words. */
function isPlain(text: string): boolean {
	return !/-{50}|[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Ethiopic}\p{P}\p{S}\p{N}\s]|[\u2190-\u{1FFFF}]/u.test(
		text,
	);
}

test('[A23] what no font has is a mark, wherever it is drawn, and the document says so', async () => {
	const text = pdfText(await drawn(sampleResults({ cards: [card({ text: 'Mehr 漢字 bitte' })] })));
	expect(text).toContain('Mehr \uFFFD\uFFFD bitte');
	expect(text).toContain('Manche Zeichen kommen in den Schriften dieses Dokuments nicht vor');
	const other = pdfText(
		await drawn(sampleResults({ cards: [card({ text: '𝕱𝖗𝖆𝖐𝖙𝖚𝖗, ﷺ, 👍🏽 → ✓ ★' })] })),
	);
	expect(other).toContain('Fraktur');
	expect(other).toMatch(/👍.* → ✓ ★/);
	expect(other).not.toContain('\uFFFD');
	expect(other).not.toContain('Manche Zeichen');
});

test('[RP18] the part of a table begins on the page where the one before ends, and never at its foot', async () => {
	const results = manyCards(60);
	const text = pdfText(await drawn(results));
	const pages = text
		.split('\f')
		.filter((page) => !/(\. ){20}/.test(page) && !page.includes('Anhang'));
	const begun = results.tables.map(({ theme }) => {
		const page = pages.findIndex((one) => one.split('\n').includes(theme));
		const lines = pages[page]!.split('\n').filter((line) => line !== '');
		return { page, above: lines.indexOf(theme), below: lines.length - lines.indexOf(theme) };
	});
	// the header is above; eight lines are two fifths of a page
	expect(begun.filter(({ above }) => above > 5).length).toBeGreaterThan(1);
	for (const { below } of begun) expect(below).toBeGreaterThan(8);
	expect(new Set(begun.map(({ page }) => page)).size).toBe(begun.length);
});

test('[A23] no tables, an empty dialogue, one card: good documents', async () => {
	for (const tables of [[], sampleResults().tables.slice(1)]) {
		const pdf = await drawn({ ...sampleResults(), tables });
		expect(claimsUa1(pdf)).toBe(true);
		expect(pdfText(pdf)).not.toContain('Anhang');
	}
	const one = sampleResults({ cards: [] });
	one.tables[0]!.questions[0]!.groups = [];
	expect(pdfText(await drawn(one))).toMatch(/Nr\. 3\s+Mehr Licht/);
});

test('[RS8] the same results give the same bytes', async () => {
	const again = (await (await loadTypesetting()).pdf(sampleResults())).bytes;
	expect(Buffer.compare(await drawn(), again)).toBe(0);
});

test('[A23] without native Typst: the same text, tagged', { timeout: 30_000 }, async () => {
	const { pdf: inWasm } = await loadTypesetting('wasm');
	const texts = ['Größe → 漢', '#panic("x")', 'مقاعد أكثر'];
	const results = sampleResults({
		cards: texts.map((text, at) => card({ id: `c_${at}`, number: at + 1, text })),
	});
	const pdf = (await inWasm(results)).bytes;
	expect(pdfFacts(pdf)).toMatchObject({ Title: 'Zusammen leben', Tagged: 'yes' });
	const text = bare(pdfText(pdf));
	for (const part of ['Größe\uFFFD\uFFFD', '#panic("x")', 'مقاعدأكثر'])
		expect(text).toContain(bare(part));
});

test.each(['brief', 'press'] as const)(
	'[RP9] the edition "%s" is never longer than two pages, however much there is',
	async (edition) => {
		for (const results of [sampleResults(), richResults(), manyCards(600), fullestResults()]) {
			const pdf = await drawn(results, { edition, language: 'de' });
			expect(claimsUa1(pdf)).toBe(true);
			expect(Number(pdfFacts(pdf)['Pages'])).toBeLessThanOrEqual(2);
		}
	},
);

test('[RP10] each board begins on a page of its own, A3 landscape, with every card', async () => {
	const results = manyCards(60);
	const pdf = (await boards.boardsPdf(results, { edition: 'full', language: 'de' })).bytes;
	expect(claimsUa1(pdf)).toBe(true);
	expect(pdfFacts(pdf)).toMatchObject({ Pages: '5', 'Page size': '1190.55 x 841.89 pts (A3)' });
	const pages = pdfText(pdf).split('\f');
	for (const [at, { theme, questions }] of results.tables.entries()) {
		expect(pages[at]).toContain(theme);
		for (const { groups, cards } of questions)
			for (const { number } of [...cards, ...groups.flatMap((group) => group.cards)])
				expect(pages[at]).toMatch(new RegExp(`Nr\\. ${number} `));
	}
});

test('[RP13] what lies on a card is told below it, in the minutes and on the board', async () => {
	const results = laidTogetherResults();
	const order = { edition: 'full', language: 'de' } as const;
	for (const pdf of [await drawn(results), (await boards.boardsPdf(results, order)).bytes]) {
		expect(claimsUa1(pdf)).toBe(true);
		const text = bare(pdfText(pdf));
		const places = ['Mehr Bänke', 'مقاعد أكثر', 'Bank am Bus?'].map((words) =>
			text.indexOf(bare(words)),
		);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(places[0]).toBeGreaterThan(0);
	}
});

test('[RP10, SX03] hostile texts hang on a board literally', { timeout: 30_000 }, async () => {
	const order = { edition: 'full', language: 'de' } as const;
	const pdf = (await boards.boardsPdf(hostileTable(), order)).bytes;
	expect(claimsUa1(pdf)).toBe(true);
	expect(activeParts(pdf)).toEqual([]);
	const text = bare(pdfText(pdf));
	// Poppler takes a hyphen at the end of a line for a divided word
	const plain = HOSTILE_TEXTS.filter(
		(one) => isPlain(one) && one.length < 40 && !/-\s*($|\n)/.test(one),
	);
	expect(plain.filter((one) => !text.includes(bare(one)))).toEqual([]);
});

test('[RP11] a board as a picture: one SVG without scripts, links and addresses', async () => {
	const results = hostileTable(HOSTILE_TEXTS.filter((_, at) => at % 10 === 0));
	const order = { edition: 'full', language: 'de', table: results.tables[0]!.id } as const;
	const { bytes, mediaType } = await boards.boardSvg(results, order);
	const svg = new TextDecoder().decode(bytes);
	expect(mediaType).toBe('image/svg+xml');
	expect(svg).toMatch(/^<svg [^>]*role="img"><title>/);
	expect(svg).not.toMatch(/<script|<a[ >]|<foreignObject|\son\w+=|(href|src)="(?!#)/i);
});
