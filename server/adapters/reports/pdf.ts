import fs from 'node:fs';
import path from 'node:path';
import type { Report } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';
import { displayable, mapStrings, plainForm, uncovered, type Covered } from './displayable.ts';
import { coverageOf } from './font-coverage.ts';
import { FRAME, minutesOf } from './minutes.ts';
import { loadTypst, type Typst } from './typst.ts';

const SOURCE = fs.readFileSync(path.join(import.meta.dirname, 'minutes.typ'), 'utf8');
/** A page with nothing but these characters, in the font for symbols that native Typst brings along. */
const PROBE = `#set document(title: "x")
#set text(font: "DejaVu Sans Mono", fallback: false)
#for char in json(bytes(sys.inputs.chars)) { par(char) }`;
const MISSING =
	'Manche Zeichen kommen in den Schriften dieses Dokuments nicht vor; an ihrer Stelle steht \uFFFD. ' +
	'In der Tabelle und in der Datendatei sind sie enthalten.';

export type DrawPdf = (results: ResultsModel) => Promise<Report>;

/** The minutes for printing and for screen readers: tagged, and PDF/UA-1 where native Typst checks it. */
export async function createDrawPdf(only?: Typst['kind']): Promise<DrawPdf> {
	const typst = await loadTypst(only);
	const covered = coverageOf(typst.fonts);
	return async function drawPdf(results) {
		const plain = mapStrings(minutesOf(results), (text) => plainForm(text, covered));
		const undrawable = await undrawableIn(JSON.stringify(plain), covered, typst);
		const minutes = JSON.stringify({
			...mapStrings(plain, (text) => displayable(text, undrawable)),
			frame: FRAME,
			day: results.dialogue.date.split('-').map(Number),
			missing: undrawable.size > 0 ? MISSING : null,
		});
		return {
			bytes: await checked(typst, minutes),
			mediaType: 'application/pdf',
			extension: 'pdf',
		};
	};
}

/** The characters that nothing can draw; Typst names those on the page of which its own font has none. */
async function undrawableIn(
	text: string,
	covered: Covered,
	typst: Typst,
): Promise<ReadonlySet<string>> {
	const suspects = new Set(uncovered(text, covered));
	if (suspects.size === 0 || typst.kind === 'wasm') return suspects;
	try {
		await typst.pdf(PROBE, { chars: JSON.stringify([...suspects]) }, 'ua-1');
		return new Set();
	} catch (error) {
		const refused = [...String(error).matchAll(/the text `\\?"(.+?)\\?"` could not/gu)];
		const named = new Set(refused.flatMap(([, name]) => [...unescaped(name!)]));
		return named.size > 0 ? named : suspects;
	}
}

/** Characters as Typst names them: itself, or `\u{e000}`. */
function unescaped(name: string): string {
	return name.replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) =>
		String.fromCodePoint(parseInt(hex, 16)),
	);
}

/** A document that fails the standard is drawn without it: still tagged, and better than none. */
async function checked(typst: Typst, minutes: string): Promise<Uint8Array> {
	try {
		return await typst.pdf(SOURCE, { minutes }, 'ua-1');
	} catch (error) {
		if (!String(error).includes('PDF/UA-1 error')) throw error;
		return typst.pdf(SOURCE, { minutes }, 'none');
	}
}
