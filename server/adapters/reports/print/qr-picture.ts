import { encode } from 'uqr';

/** What readers need around it, in modules. */
const BORDER = 4;

/** [PS2] A QR code as SVG, dark on white, one path; one unit is one module. */
export function qrPicture(text: string): string {
	const { data, size } = encode(text, { ecc: 'M', border: BORDER });
	const path = data
		.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
		.join('');
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">` +
		`<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`
	);
}
