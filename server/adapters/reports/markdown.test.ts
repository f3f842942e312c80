import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { card, sampleResults } from '#tests/support/sample-results.ts';
import { drawMarkdown, escaped } from './markdown.ts';

const page = async (results = sampleResults()) =>
	new TextDecoder().decode((await drawMarkdown(results)).bytes);
/** Without the annex, which has every card again. */
const body = async (results: Parameters<typeof page>[0]) =>
	(await page(results)).split('\n## Anhang')[0]!;

test('[SX02] headings for tables, questions and groups, a list item a card, other languages marked', async () => {
	expect(await page()).toBe(`# Zusammen leben

**Ergebnisprotokoll**

- Ort: Musterstadt
- Datum: 21\\. November 2026
- Thementische: 2
- Leitfragen: 1
- Karten: 3
- Gruppen: 1

## Arbeit

### Was läuft gut?

#### Sprache

4 Punkte

- **Nr. 1** (Projektidee, Runde 2, 5 Punkte (davon 2 von Hand gezählt)): Deutschkurse\\
  am Abend
  - Ursprünglich: Deutschkurs
- **Nr. 2** (Arabisch): مقاعد أكثر
  - Deutsch, maschinell, ungeprüft: Mehr Bänke

#### Ohne Gruppe

- **Nr. 3**: Mehr Licht

## Frauen

Keine Karten.

## Anhang: Alle Karten nach Nummer

### Arbeit

- **Nr. 1** (Was läuft gut? · Sprache): Deutschkurse\\
  am Abend
- **Nr. 2** (Was läuft gut? · Sprache): مقاعد أكثر
- **Nr. 3** (Was läuft gut?): Mehr Licht
`);
});

test('[SX02] what could mark something up, start a block or make a link has a backslash in front', () => {
	expect(escaped('# Titel')).toBe('\\# Titel');
	expect(escaped('- ja, 2 - 1')).toBe('\\- ja, 2 - 1');
	expect(escaped('3. Punkt am 3. Mai')).toBe('3\\. Punkt am 3. Mai');
	expect(escaped('*a* _b_ `c` ~~d~~')).toBe('\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~');
	expect(escaped('[x](https://a.de) www.b.de c@d.de')).toBe(
		'\\[x\\](https\\://a.de) www\\.b.de c\\@d.de',
	);
	expect(escaped('<script>&amp;|$x$')).toBe('\\<script\\>\\&amp;\\|\\$x\\$');
	expect(escaped('Achtung: bitte leise (z. B. nachts)!')).toBe(
		'Achtung: bitte leise (z. B. nachts)!',
	);
});

const MARKS = '\\`*_[]<>&~|$^{}#@+=';
const nasty = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				...MARKS,
				...'-:.!()1%\t \n\r\u2028',
				'\n\n',
				'    ',
				'https://',
				'www.',
				'Wort',
			),
			fc.string({ maxLength: 3 }),
		),
		{ maxLength: 15 },
	)
	.map((parts) => parts.join(''));

test('[SX02] whatever is written, a card stays in its item, each mark is escaped, and no text is lost', async () => {
	const bare = await body(sampleResults({ cards: [card({ text: 'X' })] }));
	await fc.assert(
		fc.asyncProperty(nasty, async (text) => {
			const md = await body(sampleResults({ cards: [card({ text: `X${text}Y` })] }));
			const [before, after] = bare.split('**Nr. 1**: X');
			expect(md.startsWith(before!) && md.endsWith(after!)).toBe(true);
			const item = md.slice(`${before}**Nr. 1**: `.length, md.length - after!.length);

			// every line but the last goes on in the item by a hard break, and starts with nothing of its own
			const lines = item.split('\n');
			for (const [n, line] of lines.entries()) {
				const isLast = n === lines.length - 1;
				const content = isLast ? line : line.replace(/\\$/, '');
				if (!isLast) expect(line.endsWith('\\')).toBe(true);
				if (n > 0) expect(line).toMatch(/^ {2}(\S|$)/);
				expect(content.trim()).not.toMatch(/^([-+#>=%:]|\d+[.)])/);
				const left = content.replace(/\\[!-/:-@[-`{-~]/g, '·');
				for (const mark of MARKS) expect(left).not.toContain(mark);
				expect(left).not.toMatch(/https?:\/\/|www\./i);
			}
			const back = lines.map((line) => line.trim().replace(/\\([!-/:-@[-`{-~])/g, '$1'));
			const wanted = `X${text}Y`.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
			expect(back.map((line, n) => (n < back.length - 1 ? line.slice(0, -1) : line))).toEqual(
				wanted.map((line) => line.replaceAll('\t', ' ').trim()),
			);
		}),
		{ numRuns: 3_000 },
	);
});

test('[SX02] titles and themes stay in their lines', async () => {
	const md = await page(sampleResults({ theme: 'A\n# B', title: '\n\n- <b>\u2028' }));
	expect(md).toContain('\n## A \\# B\n');
	expect(md).toContain('\n#### \\- \\<b\\>\n');
});
