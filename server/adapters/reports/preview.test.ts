import { expect, test } from 'vitest';
import type { EditionPreview, PreviewPiece } from '#shared/edition-preview.ts';
import { EDITIONS, type Edition, type ResultsModel } from '#shared/results.ts';
import { hostileTable, manyCards } from '#tests/support/hostile-results.ts';
import { richResults, sampleResults } from '#tests/support/sample-results.ts';
import { drawMarkdown } from './markdown.ts';
import { drawPreview } from './preview.ts';

async function preview(results: ResultsModel, edition: Edition = 'full'): Promise<EditionPreview> {
	const { bytes } = await drawPreview(results, { edition, language: 'de' });
	return JSON.parse(new TextDecoder().decode(bytes)) as EditionPreview;
}

/** All texts of an edition in their order. */
function textsIn({ pieces }: EditionPreview): string[] {
	const textsOf = (piece: PreviewPiece): string[] => {
		if (piece.kind === 'table')
			return [...piece.columns, ...piece.rows.flat(2).map(({ text }) => text)];
		if (piece.kind === 'list')
			return piece.items.flatMap(({ label, words, about }) => [
				label,
				words.text,
				...about.map(({ text }) => text),
			]);
		return [piece.words.text];
	};
	return pieces.flatMap(textsOf);
}

test('[RP16] every edition as a page shows it: the same headings in the same order as in the document', async () => {
	for (const edition of EDITIONS) {
		const shown = await preview(richResults(), edition);
		const headings = shown.pieces.flatMap((one) => (one.kind === 'heading' ? one.words.text : []));
		const { bytes } = await drawMarkdown(richResults(), { edition, language: 'de' });
		const document = new TextDecoder().decode(bytes).replaceAll(/\\(.)/g, '$1');
		const wanted = [...document.matchAll(/^##+ (.*)$/gm)].map(([, words]) => words);
		expect([edition, headings]).toEqual([edition, wanted]);
		expect(document).toContain(shown.name);
		expect(shown.notice !== undefined).toBe(edition === 'internal');
	}
});

test('[RP16] every card is there with its number, language and direction', async () => {
	const results = manyCards(40);
	const all = textsIn(await preview(results));
	const cards = results.tables.flatMap(({ questions }) =>
		questions.flatMap(({ groups, cards }) => [...groups.flatMap((one) => one.cards), ...cards]),
	);
	for (const { text } of cards) expect(all).toContain(text);
	const arabic = (await preview(results)).pieces.flatMap((one) =>
		one.kind === 'list' ? one.items.filter(({ words }) => words.lang === 'ar') : [],
	);
	expect(arabic.length).toBeGreaterThan(5);
	expect(new Set(arabic.map(({ words }) => words.dir))).toEqual(new Set(['rtl']));
});

test('[RS17] the internal edition shows which open answers were left out, behind the others', async () => {
	const evaluation = [{ id: 'good', text: 'Gut?', answers: 5, texts: ['A'], aside: ['B'] }];
	const texts = textsIn(await preview({ ...richResults(), evaluation }, 'internal'));
	const [a, between, b] = ['A', 'Weggelassen:', 'B'].map((text) => texts.indexOf(text));
	expect([a! < between!, between! < b!]).toEqual([true, true]);
	expect(textsIn(await preview(richResults(), 'internal'))).not.toContain('Weggelassen:');
});

test('[SX03] whatever people wrote is text in the preview, too', async () => {
	for (const edition of EDITIONS) {
		const { pieces } = await preview(hostileTable(), edition);
		expect(pieces.length).toBeGreaterThan(0);
	}
	expect((await preview({ ...sampleResults(), tables: [] })).pieces.length).toBeGreaterThan(0);
});
