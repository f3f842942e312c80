import { expect, test } from 'vitest';
import { laidTogetherResults } from '#tests/support/sample-results.ts';
import { unzip } from '#tests/support/unzip.ts';
import { elementsOf, parseXml, textOf } from '#tests/support/xml.ts';
import { cardRows } from './card-table.ts';
import { drawDocx } from './docx.ts';
import { drawMarkdown } from './markdown.ts';

test('[RP13] what lies on a card is told below it in its own words, and has its own line in the annex', async () => {
	const page = new TextDecoder().decode((await drawMarkdown(laidTogetherResults())).bytes);
	const [cards, annex] = page.split('## Anhang');
	expect(cards).toContain(`- **Nr. 1** (3 Punkte): Mehr Bänke
  - Dazu Nr. 2 (Arabisch, 2 Punkte): مقاعد أكثر
  - Dazu Nr. 2, Deutsch, Gastgeber\\*in: Mehr Sitzplätze
  - Dazu Nr. 4 (Frage): Bank am Bus?
  - Dazu Nr. 4, Ursprünglich: Bank am bus
- **Nr. 3**: Mehr Licht`);
	// a question is one, whatever it lies on
	expect(cards).toContain('- **Nr. 4** (Frage, liegt auf Nr. 1): Bank am Bus?');
	expect(annex).toContain('**Nr. 2** (Was läuft gut?, liegt auf Nr. 1): مقاعد أكثر');
});

test('[RP13] the minutes tell it in the direction of its own words; tables name the card on which it lies', async () => {
	const files = unzip((await drawDocx(laidTogetherResults())).bytes);
	const lines = elementsOf(parseXml(files.get('word/document.xml')!), 'w:p');
	const arabic = lines.find((line) =>
		textOf(line).startsWith('Dazu Nr. 2 (Arabisch, 2 Punkte): '),
	)!;
	expect(elementsOf(arabic, 'w:bidi')).toHaveLength(1);
	const rows = cardRows(laidTogetherResults());
	expect(rows.map((row) => [row['Nr.'], row['Liegt auf Nr.']])).toEqual([
		[1, null],
		[2, 1],
		[4, 1],
		[3, null],
	]);
});
