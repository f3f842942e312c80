import fs from 'node:fs';
import path from 'node:path';
import type { Report, ReportOrder } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Block, ReportDocument } from './blocks.ts';
import { Fitting, type Covered } from './displayable.ts';
import { frameIn } from './frame/frame.ts';
import { isHeld } from './heights.ts';
import { drawableLogo } from './logo.ts';
import { minutesOf, PLAIN_ORDER } from './minutes.ts';
import type { Inputs, Shadows, Typst } from './typst.ts';
import type { Words } from './words.ts';

const SOURCE = fs.readFileSync(path.join(import.meta.dirname, 'minutes.typ'), 'utf8');
/** A page with nothing but these characters, in the font for symbols that native Typst brings along. */
const PROBE = `#set document(title: "x")
#set text(font: "DejaVu Sans Mono", fallback: false)
#for char in json(bytes(sys.inputs.chars)) { par(char) }`;

/** A compiler, and what its fonts can draw. */
export interface Typesetting {
	readonly typst: Typst;
	readonly covered: Covered;
}

export type DrawPdf = (results: ResultsModel, order?: ReportOrder) => Promise<Report>;

/** The minutes for printing and for screen readers: tagged, and PDF/UA-1 where native Typst checks it. */
export function createDrawPdf({ typst, covered }: Typesetting): DrawPdf {
	return async function drawPdf(results, order = PLAIN_ORDER) {
		const { logo, ...document } = minutesOf(results, order);
		const { file, shadows } = await drawableLogo(logo, typst);
		const { fitting, hasMissing } = await fittingFor(document, { typst, covered });
		const text = asJson(compact(document), fitting, {
			missing: hasMissing ? frameIn(order.language).missing : null,
			logo: file,
		});
		const bytes = await checked(typst, SOURCE, { document: text }, shadows);
		return { bytes, mediaType: 'application/pdf', extension: 'pdf' };
	};
}

/** How everything in this value can be drawn, and whether a mark stands for something that no font has. */
export async function fittingFor(value: unknown, { typst, covered }: Typesetting) {
	const fitting = new Fitting(covered);
	learnAll(value, fitting);
	const undrawable = await undrawableOf(fitting.suspects, typst);
	fitting.giveUp(undrawable);
	return { fitting, hasMissing: undrawable.length > 0 };
}

function learnAll(value: unknown, fitting: Fitting): void {
	if (typeof value === 'string') fitting.learn(value);
	else if (typeof value === 'object' && value !== null)
		for (const inner of Object.values(value)) learnAll(inner, fitting);
}

/** As JSON, block by block: a hall's cards are never there as a second value. */
function asJson(
	{ blocks, ...rest }: ReturnType<typeof compact>,
	fitting: Fitting,
	ours: Readonly<Record<string, string | null>>,
): string {
	const fit = (_: string, value: unknown) =>
		typeof value === 'string' ? fitting.fit(value) : value;
	const parts = [JSON.stringify(ours).slice(0, -1), JSON.stringify(rest, fit).slice(1, -1)];
	const all: string[] = [];
	for (const block of blocks) all.push(JSON.stringify(block, fit));
	return `${parts.join(',')},"blocks":[${all.join(',')}]}`;
}

/** As the source reads it: short, because a hall's cards are thousands of values. */
function compact({ blocks, facts, title, place, day, ...rest }: Omit<ReportDocument, 'logo'>) {
	const { language } = rest;
	const short = (words: Words) => compactWords(words, language);
	return {
		...rest,
		notice: rest.notice ?? null,
		day: day.split('-').map(Number),
		title: short(title),
		place: short(place),
		facts: facts.map(({ label, value }) => [label, short(value)]),
		blocks: blocks.values().map((block) => compactBlock(block, short)),
	};
}

/** A plain text, or its language, whether it runs from right to left, and its lines. */
export function compactWords({ lines, lang, direction }: Words, own: string) {
	const isPlain = lang === own && direction === 'ltr' && lines.length === 1;
	return isPlain ? lines[0]! : [lang, direction === 'rtl', lines.join('\n')];
}

function compactBlock(block: Block, short: (words: Words) => unknown): readonly unknown[] {
	switch (block.kind) {
		case 'heading':
			return ['heading', block.level, short(block.words), block.begins ?? null];
		case 'text':
			return ['text', short(block.words), block.look ?? null];
		case 'list':
			return ['list', block.items.map(short)];
		case 'card': {
			const more = block.more.map(({ label, words }) => [label, short(words)]);
			return ['card', block.label, short(block.words), block.about, more, isHeld(block)];
		}
		case 'table': {
			const columns = block.columns.map(({ name, share }) => [name, share]);
			return ['table', columns, block.rows.flatMap((row) => row.map((cell) => cell.map(short)))];
		}
		case 'bars':
			return [
				'bars',
				block.rows.map(({ words, about, value, label }) => [short(words), about, value, label]),
				block.full ?? null,
			];
		case 'facts':
			return ['facts', block.rows.map(({ label, value }) => [label, short(value)])];
	}
}

/** Those of these characters that nothing can draw; Typst names those on the page of which its own font has none. */
async function undrawableOf(suspects: readonly string[], typst: Typst): Promise<readonly string[]> {
	if (suspects.length === 0 || typst.kind === 'wasm') return suspects;
	try {
		await typst.pdf(PROBE, { chars: JSON.stringify(suspects) }, 'ua-1');
		return [];
	} catch (error) {
		const refused = [...String(error).matchAll(/the text `\\?"(.+?)\\?"` could not/gu)];
		const named = refused.flatMap(([, name]) => [...unescaped(name!)]);
		return named.length > 0 ? named : suspects;
	}
}

/** Characters as Typst names them: itself, or `\u{e000}`. */
function unescaped(name: string): string {
	return name.replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) =>
		String.fromCodePoint(parseInt(hex, 16)),
	);
}

/** A document that fails the standard is drawn without it: still tagged, and better than none. */
export async function checked(
	typst: Typst,
	source: string,
	inputs: Inputs,
	shadows: Shadows,
): Promise<Uint8Array> {
	try {
		return await typst.pdf(source, inputs, 'ua-1', shadows);
	} catch (error) {
		if (!String(error).includes('PDF/UA-1 error')) throw error;
		return typst.pdf(source, inputs, 'none', shadows);
	}
}
