import { beforeAll, expect, test } from 'vitest';
import { manyCards } from '#tests/support/hostile-results.ts';
import {
	pdfDictionaries,
	pdfElements,
	pdfMarks,
	pdfTags,
	type PdfElement,
} from '#tests/support/pdf-tags.ts';
import { bare, pdfText } from '#tests/support/pdf-text.ts';
import { PIXEL, richResults } from '#tests/support/sample-results.ts';
import { EDITIONS } from '#shared/results.ts';
import { minutesOf } from './minutes.ts';
import { loadTypesetting } from './typesetting.ts';

let typeset: Awaited<ReturnType<typeof loadTypesetting>>;
beforeAll(async () => {
	typeset = await loadTypesetting();
});

const logo = { type: 'image/png', base64: PIXEL } as const;
/** Everything that minutes can have, and cards in six languages. */
const everything = () => ({ ...richResults(), ...languages() });
function languages() {
	const { tables, questions, counts } = manyCards(30);
	return { tables, questions, counts };
}

test.each([...EDITIONS, 'boards'] as const)(
	'[A23] the structure of "%s" by itself: languages, headings, tables, pictures, lists, and nothing left out of it',
	async (wanted) => {
		const edition = wanted === 'boards' ? 'full' : wanted;
		const draw = wanted === 'boards' ? typeset.boardsPdf : typeset.pdf;
		const order = { edition, language: 'de', logo } as const;
		const results = edition === 'internal' ? richResults() : everything();
		const { catalogue, root, pages } = pdfTags((await draw(results, order)).bytes);
		expect(catalogue).toContain('/Lang (de)');
		expect(catalogue).toMatch(/\/Marked true\s+\/Suspects false/);
		expect(catalogue).toContain('/DisplayDocTitle true');

		// all that is drawn stands in the structure once, or is said to be beside the matter
		const marked = pdfMarks(root);
		expect(new Set(marked).size).toBe(marked.length);
		expect(marked.toSorted()).toEqual(pages.flatMap(({ marks }) => marks).toSorted());
		expect(pages.reduce((sum, { loose }) => sum + loose, 0)).toBe(0);
		for (const { entries } of pages)
			if (entries.includes('/Annots')) expect(entries).toContain('/Tabs /S');

		// no level of headings is left out, and the title stands above them
		const levels = pdfElements(root, 'H1', 'H2', 'H3').map(({ kind }) => Number(kind[1]));
		for (const [at, level] of levels.entries())
			expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
		if (wanted !== 'boards') expect(pdfElements(root, 'Title')).toHaveLength(1);

		for (const table of pdfElements(root, 'Table')) {
			const heads = pdfElements(table, 'THead').flatMap((head) => pdfElements(head, 'TH'));
			expect(heads.length).toBeGreaterThan(1);
			for (const { entries } of heads) expect(entries).toContain('/Scope /Column');
			for (const body of pdfElements(table, 'TBody'))
				for (const row of pdfElements(body, 'TR'))
					expect(pdfElements(row, 'TD')).toHaveLength(heads.length);
		}
		const pictures = pdfElements(root, 'Figure');
		expect(pictures.length).toBeGreaterThan(0);
		for (const { entries } of pictures) expect(entries).toMatch(/\/Alt \(Logo: Musterstadt\)/);
		for (const item of pdfElements(root, 'LI'))
			expect(item.children.map((part) => (typeof part === 'string' ? '' : part.kind))).toEqual([
				'Lbl',
				'LBody',
			]);
	},
);

test('[A23] every part says its language, and what is read is in the order of the page', async () => {
	const results = everything();
	const { bytes } = await typeset.pdf(results);
	const { root, pages } = pdfTags(bytes);
	const parts = pdfElements(root, 'P', 'Span', 'Div', 'H1', 'H2', 'H3', 'LBody', 'TD');
	const said = new Set([
		...pages.flatMap(({ languages: here }) => here),
		...parts.flatMap(({ entries }) => /\/Lang \((\w+)\)/.exec(entries)?.[1] ?? []),
	]);
	for (const lang of ['ar', 'fa', 'ti', 'tr', 'uk']) expect(said).toContain(lang);

	// what is read first is drawn first
	expect(pdfMarks(root)).toEqual(pages.flatMap(({ marks }) => marks));
	const read = bare(pdfText(bytes));
	let at = read.indexOf('ZielundAblauf', read.indexOf('Anhang'));
	for (const block of minutesOf(results).blocks) {
		if (block.kind !== 'card' && block.kind !== 'heading') continue;
		// Poppler turns the letters of words from right to left
		if (block.words.direction === 'rtl') continue;
		const text = bare(block.words.lines.join(''));
		const found = read.indexOf(text, at);
		expect(found, text).toBeGreaterThanOrEqual(at);
		at = found;
	}
});

/** Of ISO 32000-1, 14.8.4: what readers of screens know. */
const STANDARD_KINDS = new Set(
	(
		'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody' +
		' Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form'
	).split(' '),
);
const kindsIn = ({ kind, children }: PdfElement): string[] => [
	kind,
	...children.flatMap((child) => (typeof child === 'string' ? [] : kindsIn(child))),
];

test.each(['full', 'boards'] as const)(
	'[A23] "%s" as ISO 14289-1 asks beyond its structure: kinds, fonts, links, nothing that acts or hides',
	async (wanted) => {
		const draw = wanted === 'boards' ? typeset.boardsPdf : typeset.pdf;
		const { bytes } = await draw(everything(), { edition: 'full', language: 'de', logo });
		const dictionaries = pdfDictionaries(bytes);
		const of = (mark: string) => dictionaries.filter((one) => one.includes(mark));

		// 7.1: every kind is a standard one, or mapped to one
		const mapped = /\/RoleMap <<([^>]*)>>/.exec(of('/Type /StructTreeRoot')[0]!)![1]!;
		const roles = new Map([...mapped.matchAll(/\/(\w+) \/(\w+)/g)].map(([, a, b]) => [a!, b!]));
		const kinds = new Set(kindsIn(pdfTags(bytes).root));
		kinds.delete('Root');
		expect([...kinds].filter((one) => !STANDARD_KINDS.has(roles.get(one) ?? one))).toEqual([]);

		// 7.21: fonts are in the file, and every glyph says which letters it stands for
		expect(of('/Type /FontDescriptor').length).toBeGreaterThan(2);
		for (const one of of('/Type /FontDescriptor')) expect(one).toMatch(/\/FontFile[23]? \d+ 0 R/);
		for (const one of of('/Subtype /Type0')) expect(one).toMatch(/\/ToUnicode \d+ 0 R/);
		for (const one of of('/Subtype /CIDFontType2')) expect(one).toContain('/CIDToGIDMap /Identity');

		// 7.18: links say where they lead, and stand in the structure
		expect(of('/Subtype /Link').length > 0).toBe(wanted === 'full');
		for (const one of of('/Subtype /Link')) {
			expect(one).toMatch(/\/Contents [<(]/);
			expect(one).toMatch(/\/StructParent \d/);
		}
		// 7.1, 7.16, 7.19: no layers, locks, forms, other files
		for (const mark of ['/Type /OCG', '/Encrypt', '/XFA', '/Type /Filespec', '/TrapNet'])
			expect(of(mark)).toEqual([]);
	},
);
