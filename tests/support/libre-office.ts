import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pdfText } from './pdf-text.ts';

/** So long may LibreOffice take for a handful of files, its first start included. */
const PATIENCE_MS = 120_000;

/**
 * What LibreOffice shows of these files, by name: each is opened and printed as a PDF, whose text this is. `npm test`
 * installs it, and without it this throws. A file that it cannot open has no entry.
 */
export function shownByLibreOffice(
	files: Readonly<Record<string, Uint8Array>>,
): Map<string, string> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-office-'));
	try {
		for (const [name, bytes] of Object.entries(files))
			fs.writeFileSync(path.join(folder, name), bytes);
		const inFolder = (name: string) => path.join(folder, name);
		const profile = `-env:UserInstallation=file://${inFolder('profile')}`;
		const convert = [
			'--headless',
			'--norestore',
			'--convert-to',
			'pdf',
			'--outdir',
			inFolder('out'),
		];
		execFileSync('soffice', [profile, ...convert, ...Object.keys(files).map(inFolder)], {
			stdio: 'ignore',
			timeout: PATIENCE_MS,
			// it has no network to ask: every proxy leads nowhere
			env: { ...process.env, http_proxy: NOWHERE, https_proxy: NOWHERE, HOME: folder },
		});
		const shown = new Map<string, string>();
		for (const name of Object.keys(files)) {
			const pdf = inFolder(`out/${name.replace(/\.\w+$/, '')}.pdf`);
			if (fs.existsSync(pdf)) shown.set(name, pdfText(fs.readFileSync(pdf)));
		}
		return shown;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		throw new Error(
			'there is no soffice: install libreoffice-writer-nogui and libreoffice-calc-nogui',
			{
				cause: error,
			},
		);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}
const NOWHERE = 'http://127.0.0.1:9';
