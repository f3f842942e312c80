import { execFileSync } from 'node:child_process';

/** What another program (Poppler) reads in a PDF: `npm test` installs it, and without it these tests fail. */
function poppler(
	program: 'pdftotext' | 'pdfinfo',
	args: readonly string[],
	pdf: Uint8Array,
): string {
	try {
		return execFileSync(program, args, {
			input: pdf,
			encoding: 'utf8',
			stdio: ['pipe', 'pipe', 'ignore'],
			maxBuffer: 64 * 1024 * 1024,
		});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		throw new Error(`there is no ${program}: install the package poppler-utils`, { cause: error });
	}
}

/** The text as somebody gets it who copies or searches it. */
export function pdfText(pdf: Uint8Array): string {
	return poppler('pdftotext', ['-enc', 'UTF-8', '-', '-'], pdf);
}

/** What the document says of itself, by name. */
export function pdfFacts(pdf: Uint8Array): Record<string, string> {
	const lines = poppler('pdfinfo', ['-'], pdf).split('\n');
	return Object.fromEntries(lines.map((line) => line.split(/:\s+/, 2) as [string, string]));
}

/** A text without what typesetting may change: blanks, line ends, and marks that nobody sees. */
export function bare(text: string): string {
	return text.replace(/[\s\p{Cf}\p{DI}]/gu, '').normalize('NFKC');
}
