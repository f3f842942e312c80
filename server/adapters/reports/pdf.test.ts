import { beforeAll, describe, expect, test } from 'vitest';
import { hostileResults, manyCards } from '#tests/support/hostile-results.ts';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { bare, pdfFacts, pdfStructure, pdfText } from '#tests/support/pdf-text.ts';
import { card, sampleResults } from '#tests/support/sample-results.ts';
import { minutesOf } from './minutes.ts';
import { createDrawPdf, type DrawPdf } from './pdf.ts';

let draw: DrawPdf;
beforeAll(async () => {
	draw = await createDrawPdf();
});
const drawn = async (results = sampleResults()) => (await draw(results)).bytes;
const claimsUa1 = (pdf: Uint8Array) =>
	/pdfuaid:part[>="']+1/.test(Buffer.from(pdf).toString('latin1'));

test('[A23] title page, contents with page numbers, cards, annex, in the order of reading', async () => {
	const text = pdfText(await drawn()).replace(/[\u202A-\u202E\u2060]/g, '');
	const [cover, contents, cards, annex] = text.split('\f');
	expect(bare(cover!)).toBe(
		'ErgebnisprotokollZusammenlebenOrt:MusterstadtDatum:21.11.2026' +
			'Thementische:2Leitfragen:1Karten:3Gruppen:1',
	);
	expect(contents).toMatch(/Frauen[ .]+3\n/);
	for (const part of [
		'Sprache 4 Punkte Nr. 1',
		'Deutschkurse am Abend Projektidee, Runde 2, 5 Punkte Ursprünglich: Deutschkurs',
		'مقاعد أكثر',
		'Arabisch, 0 Punkte Deutsch, maschinell, ungeprüft: Mehr Bänke',
		'Frauen Keine Karten.',
		'Seite 3 von 4',
	])
		expect(bare(cards!)).toContain(bare(part));
	expect(annex).toContain('Anhang: Alle Karten nach Nummer');
});

test('[A23] tagged by PDF/UA-1: title, headings, lists, a table with header cells', async () => {
	const pdf = await drawn();
	expect(claimsUa1(pdf)).toBe(true);
	expect(pdfFacts(pdf)).toMatchObject({ Title: 'Zusammen leben', Tagged: 'yes', Pages: '4' });
	const tree = pdfStructure(pdf).replace(/ "[^"\n]*"/g, '');
	const kinds = [...tree.matchAll(/^ *(H[123]|TOCI|LI|LBody|Table|TH|TD)\b/gm)].map(
		([, kind]) => kind,
	);
	const count = (kind: string) => kinds.filter((one) => one === kind).length;
	expect(['H1', 'H2', 'H3', 'TOCI', 'LI', 'LBody', 'Table', 'TH', 'TD'].map(count)).toEqual([
		...[4, 2, 2, 5, 3, 3, 1, 4, 12],
	]);
	expect(tree.match(/\/Scope \/Column/g)).toHaveLength(4);
});

test('[A23] six languages in one document: every card can be copied and searched', async () => {
	const results = manyCards(90);
	const pdf = await drawn(results);
	expect(claimsUa1(pdf)).toBe(true);
	const text = pdfText(pdf);
	// Poppler puts ligatures and brackets of a line from right to left in an order of its own
	const lines = new Set(text.split('\n').map(lettersOf));
	const cards = minutesOf(results).tables.flatMap(({ rows }) => rows);
	expect(cards).toHaveLength(90);
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
	const again = (await (await createDrawPdf())(sampleResults())).bytes;
	expect(Buffer.compare(await drawn(), again)).toBe(0);
});

test('[A23] without native Typst: the same text, tagged', { timeout: 30_000 }, async () => {
	const inWasm = await createDrawPdf('wasm');
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
