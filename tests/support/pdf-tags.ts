import { inflateSync } from 'node:zlib';

/** An element of the structure that a screen reader goes by. */
export interface PdfElement {
	/** `H1`, `Table`, `Figure` … */
	readonly kind: string;
	/** Its entries as they are written, without those below it. */
	readonly entries: string;
	/** Elements below it, and what it marks on pages: `page/number`. */
	readonly children: readonly (PdfElement | string)[];
}

export interface PdfTags {
	/** The catalogue's entries, as they are written. */
	readonly catalogue: string;
	readonly root: PdfElement;
	readonly pages: readonly PdfPage[];
}

export interface PdfPage {
	readonly entries: string;
	/** The numbers of what is marked on it, `page/number`, in the order in which it is drawn. */
	readonly marks: readonly string[];
	/** How many pieces of text are drawn that are neither marked nor said to be beside the matter. */
	readonly loose: number;
	/** Languages that are said of pieces of text. */
	readonly languages: readonly string[];
}

/** How a document of ours is tagged. It reads what Typst writes and no other PDF: every object by itself, no encryption. */
export function pdfTags(pdf: Uint8Array): PdfTags {
	const objects = objectsOf(Buffer.from(pdf));
	const all = [...objects.values()];
	const catalogue = all.find(({ text }) => text.includes('/Type /Catalog'))!.text;
	const root = elementOf(/\/StructTreeRoot (\d+) 0 R/.exec(catalogue)![1]!, objects, '');
	const pages = [...objects].flatMap(([id, { text }]) =>
		/\/Type \/Page\b/.test(text) ? [pageOf(id, text, objects)] : [],
	);
	return { catalogue, root, pages };
}

/** All elements of these kinds, in the order of reading. */
export function pdfElements(root: PdfElement, ...kinds: readonly string[]): PdfElement[] {
	const below = root.children.flatMap((child) =>
		typeof child === 'string' ? [] : pdfElements(child, ...kinds),
	);
	return kinds.includes(root.kind) ? [root, ...below] : below;
}

/** What is marked below an element, in the order of reading. */
export function pdfMarks({ children }: PdfElement): string[] {
	return children.flatMap((child) => (typeof child === 'string' ? [child] : pdfMarks(child)));
}

interface PdfObject {
	readonly text: string;
	readonly stream: Buffer | undefined;
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
	const objects = new Map<string, PdfObject>();
	const latin = pdf.toString('latin1');
	const starts = /(?:^|\n)(\d+) 0 obj\n/g;
	for (let found = starts.exec(latin); found; found = starts.exec(latin)) {
		const end = latin.indexOf('\nendobj', starts.lastIndex);
		const [text = ''] = latin.slice(starts.lastIndex, end).split('\nstream\n', 1);
		const from = starts.lastIndex + text.length + '\nstream\n'.length;
		const to = latin.indexOf('\nendstream', from);
		const length = Number(/\/Length (\d+)/.exec(text)?.[1]);
		const hasStream = from < end || (to > 0 && latin.startsWith('\nstream\n', from - 8));
		const stream = hasStream ? pdf.subarray(from, from + length) : undefined;
		objects.set(found[1]!, { text, stream });
		if (stream) starts.lastIndex = from + length;
	}
	return objects;
}

function elementOf(id: string, objects: ReadonlyMap<string, PdfObject>, page: string): PdfElement {
	const { text } = objects.get(id)!;
	const at = text.search(/\/K\b/);
	const list = at < 0 ? '' : bracketed(text.slice(at + 2));
	const own = /\/Pg (\d+) 0 R/.exec(text.replace(list, ''))?.[1] ?? page;
	const parts = list.matchAll(/<<([^<>]*)>>|(\d+) 0 R|(\d+)/g);
	const children = [...parts].flatMap(([, dictionary, below, mark]): PdfElement['children'] => {
		if (below !== undefined) return [elementOf(below, objects, own)];
		if (mark !== undefined) return [`${own}/${mark}`];
		const number = /\/MCID (\d+)/.exec(dictionary!)?.[1];
		// a reference to an annotation marks nothing on a page
		if (number === undefined) return [];
		return [`${/\/Pg (\d+) 0 R/.exec(dictionary!)?.[1] ?? own}/${number}`];
	});
	const kind = /\/S \/(\w+)/.exec(text)?.[1] ?? 'Root';
	return { kind, entries: text.replace(list, ''), children };
}

/** What stands behind `/K`: a list, or one reference or number. */
function bracketed(text: string): string {
	if (!/^\s*\[/.test(text)) return /^\s*(?:\d+ 0 R|\d+)/.exec(text)?.[0] ?? '';
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		if (text[at] === '[') depth++;
		if (text[at] === ']' && --depth === 0) return text.slice(0, at + 1);
	}
	return text;
}

function pageOf(id: string, entries: string, objects: ReadonlyMap<string, PdfObject>): PdfPage {
	const { stream } = objects.get(/\/Contents (\d+) 0 R/.exec(entries)![1]!)!;
	const drawn = inflateSync(stream!).toString('latin1');
	const open: boolean[] = [];
	const marks: string[] = [];
	const languages: string[] = [];
	let loose = 0;
	// texts are hexadecimal or in brackets: what stands in them is no operator
	const pieces = drawn.replace(/\((?:\\[\s\S]|[^\\()])*\)/g, (text) =>
		/^\([a-z]{2,3}\)$/.test(text) ? text : '()',
	);
	for (const [, name, properties, operator] of pieces.matchAll(
		/\/(\w+)\s*(<<[\s\S]*?>>|\/\w+)?\s*(?:BDC|BMC)\b|\b(EMC|TJ|Tj)\b/g,
	)) {
		if (name !== undefined) {
			const number = /\/MCID (\d+)/.exec(properties ?? '')?.[1];
			const language = /\/Lang\s*\(([^)]*)\)/.exec(properties ?? '')?.[1];
			if (number !== undefined) marks.push(`${id}/${number}`);
			if (language !== undefined) languages.push(language);
			open.push(name === 'Artifact' || number !== undefined || open.includes(true));
		} else if (operator === 'EMC') open.pop();
		if ((operator === 'TJ' || operator === 'Tj') && !open.includes(true)) loose++;
	}
	return { entries, marks, loose, languages };
}

/** Every object's dictionary as it is written, without streams. */
export function pdfDictionaries(pdf: Uint8Array): string[] {
	return [...objectsOf(Buffer.from(pdf)).values()].map(({ text }) => text);
}
