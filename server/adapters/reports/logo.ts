import type { Logo } from '#server/ports/report-renderer.ts';
import type { Shadows, Typst } from './typst.ts';

/** A page with nothing but the picture. */
const PROBE = '#image(sys.inputs.file)';

/**
 * The logo as a file that a source may read. Nothing without a logo, and with one that Typst refuses: check sums and
 * marks do not tell all that can be wrong in a picture, and the minutes are needed without it, too.
 */
export async function drawableLogo(
	logo: Logo | undefined,
	typst: Typst,
): Promise<{ readonly file: string | null; readonly shadows: Shadows }> {
	if (!logo) return { file: null, shadows: [] };
	const file = `/logo.${logo.type === 'image/png' ? 'png' : 'jpg'}` as const;
	const shadows: Shadows = [[file, Buffer.from(logo.base64, 'base64')]];
	try {
		await typst.pdf(PROBE, { file }, 'none', shadows);
		return { file, shadows };
	} catch {
		return { file: null, shadows: [] };
	}
}
