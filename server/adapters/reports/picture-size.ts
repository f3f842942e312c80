import type { Logo } from '#server/ports/report-renderer.ts';

export interface PictureSize {
	readonly width: number;
	readonly height: number;
}

/** The size of a PNG or JPEG in pixels; undefined if it is none, or none that says its size. */
export function pictureSize(type: Logo['type'], bytes: Uint8Array): PictureSize | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const size = type === 'image/png' ? pngSize(view) : jpegSize(view);
	return size && size.width > 0 && size.height > 0 ? size : undefined;
}

const PNG_MARK = 0x89504e47_0d0a1a0an;
const IHDR = 0x49484452;

function pngSize(view: DataView): PictureSize | undefined {
	if (view.byteLength < 24 || view.getBigUint64(0) !== PNG_MARK) return undefined;
	if (view.getUint32(12) !== IHDR) return undefined;
	return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The frame header is one of C0 to CF, without tables of Huffman codes, of arithmetic ones, and extensions. */
const NO_FRAMES = [0xc4, 0xc8, 0xcc];

function jpegSize(view: DataView): PictureSize | undefined {
	if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
	for (let at = 2; at + 9 <= view.byteLength;) {
		if (view.getUint8(at) !== 0xff) return undefined;
		const mark = view.getUint8(at + 1);
		if (mark >= 0xc0 && mark <= 0xcf && !NO_FRAMES.includes(mark))
			return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
		at += 2 + view.getUint16(at + 2);
	}
	return undefined;
}
