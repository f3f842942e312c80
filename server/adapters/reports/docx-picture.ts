import type { Logo } from '#server/ports/report-renderer.ts';
import { pictureSize, type PictureSize } from './picture-size.ts';
import { escapedXml } from './xml.ts';

export const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';

export interface Picture extends PictureSize {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** The room that a picture may fill, in millimetres. */
type Room = PictureSize;

/** Undefined: no picture that says its size. */
export function pictureOf({ type, base64 }: Logo): Picture | undefined {
	const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
	const size = pictureSize(type, bytes);
	const name = type === 'image/png' ? 'logo.png' : 'logo.jpeg';
	return size && { name, bytes, ...size };
}

/** Among the letters of a line. */
export function inLine(picture: Picture, alt: string, room: Room): string {
	const { extent, about, graphic } = partsOf(picture, alt, room);
	return (
		'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">' +
		`<wp:extent ${extent}/><wp:docPr ${about}/>${graphic}</wp:inline></w:drawing></w:r>`
	);
}

/** At the upper end of the page's text, with the lines beside it. */
export function atSide(picture: Picture, alt: string, room: Room): string {
	const { extent, about, graphic } = partsOf(picture, alt, room);
	return (
		'<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="180000" distR="0" simplePos="0"' +
		' relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">' +
		'<wp:simplePos x="0" y="0"/>' +
		'<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>' +
		'<wp:positionV relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionV>' +
		`<wp:extent ${extent}/><wp:wrapSquare wrapText="left"/><wp:docPr ${about}/>` +
		`<wp:cNvGraphicFramePr/>${graphic}</wp:anchor></w:drawing></w:r>`
	);
}

const EMU_PER_MM = 36_000;
const EMU_PER_PIXEL = 12_700;
/** Larger than this its dots are seen. */
const SCALE_MAX = 1.5;

function partsOf({ name, width, height }: Picture, alt: string, room: Room) {
	const own = { width: width * EMU_PER_PIXEL, height: height * EMU_PER_PIXEL };
	const fits = Math.min(room.width / own.width, room.height / own.height) * EMU_PER_MM;
	const scale = Math.min(fits, SCALE_MAX);
	const emu = (size: number) => Math.max(1, Math.round(size * scale));
	const extent = `cx="${emu(own.width)}" cy="${emu(own.height)}"`;
	const about = `id="1" name="${name}" descr="${escapedXml(alt)}"`;
	const graphic =
		`<a:graphic><a:graphicData uri="${DRAWING}/picture">` +
		`<pic:pic><pic:nvPicPr><pic:cNvPr ${about}/><pic:cNvPicPr/></pic:nvPicPr>` +
		'<pic:blipFill><a:blip r:embed="logo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>' +
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm>` +
		'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>' +
		'</a:graphicData></a:graphic>';
	return { extent, about, graphic };
}
