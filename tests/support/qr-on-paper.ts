import { execFileSync } from 'node:child_process';

/** A page as grey values, as another program (Poppler) draws it. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly grey: Uint8Array;
	readonly dotsPerMm: number;
}

export function pagePicture(pdf: Uint8Array, page: number, dpi = 150): Picture {
	const args = ['-gray', '-r', String(dpi), '-f', String(page), '-l', String(page), '-', '-'];
	const pgm = execFileSync('pdftoppm', args.slice(0, -1), {
		input: pdf,
		stdio: ['pipe', 'pipe', 'ignore'],
		maxBuffer: 64 * 1024 * 1024,
	});
	const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1'));
	if (!head) throw new Error('no picture came');
	const grey = pgm.subarray(head[0].length);
	return { width: Number(head[1]), height: Number(head[2]), grey, dotsPerMm: dpi / 25.4 };
}

/** A QR code as a camera finds it: its modules, and how large one of them is. */
export interface FoundCode {
	readonly rows: readonly string[];
	readonly moduleMm: number;
	/** White modules around it, at least. */
	readonly border: number;
}

/**
 * The upright QR codes of a picture, from the top left, found by the 1:1:3:1:1 of their corners; `#` is dark. What a
 * reader does beyond that (turning, guessing) no sheet of ours may need.
 */
export function codesIn(picture: Picture): FoundCode[] {
	const corners = cornersIn(picture);
	return corners.flatMap((first) => {
		const { x, y, module } = first;
		const near = (a: number, b: number) => Math.abs(a - b) < module * 1.5;
		const right = corners.filter((one) => near(one.y, y) && one.x > x + module * 10);
		const next = right.toSorted((a, b) => a.x - b.x)[0];
		if (!next) return [];
		const span = next.x - x;
		if (!corners.some((one) => near(one.x, x) && near(one.y, y + span))) return [];
		const size = Math.round(span / module) + 7;
		const step = span / (size - 7);
		const dark = (column: number, row: number) => {
			const at =
				Math.round(y + (row - 3) * step) * picture.width + Math.round(x + (column - 3) * step);
			return picture.grey[at]! < 128;
		};
		const rows = Array.from({ length: size }, (_, row) =>
			Array.from({ length: size }, (_, column) => (dark(column, row) ? '#' : ' ')).join(''),
		);
		const isFree = (ring: number) =>
			Array.from({ length: size + 2 * ring }, (_, at) => at - ring).every(
				(at) =>
					![
						dark(at, -ring),
						dark(at, size - 1 + ring),
						dark(-ring, at),
						dark(size - 1 + ring, at),
					].some(Boolean),
			);
		let border = 0;
		while (border < 4 && isFree(border + 1)) border++;
		return [{ rows, moduleMm: step / picture.dotsPerMm, border }];
	});
}

interface Corner {
	readonly x: number;
	readonly y: number;
	readonly module: number;
}

/** Middles of squares in squares, each once. */
function cornersIn({ width, height, grey }: Picture): Corner[] {
	const found: Corner[] = [];
	const dark = (x: number, y: number) => grey[y * width + x]! < 128;
	for (let y = 0; y < height; y++) {
		const edges = [0];
		for (let x = 1; x < width; x++) if (dark(x, y) !== dark(x - 1, y)) edges.push(x);
		for (let at = 0; at + 5 < edges.length; at++) {
			const [start, end] = [edges[at]!, edges[at + 5]!];
			if (!dark(start, y) || !isCorner(edges.slice(at, at + 6))) continue;
			const x = Math.round((start + end - 1) / 2);
			const middle = middleOf(x, y, dark, height);
			if (middle === undefined || !isCorner(middle)) continue;
			const corner = {
				x,
				y: (middle[0]! + middle[5]! - 1) / 2,
				module: (end - start) / 7,
			};
			if (!found.some((one) => Math.hypot(one.x - corner.x, one.y - corner.y) < corner.module * 3))
				found.push(corner);
		}
	}
	return found;
}

function isCorner(edges: readonly number[]): boolean {
	const runs = edges.slice(1).map((edge, at) => edge - edges[at]!);
	const module = (edges[5]! - edges[0]!) / 7;
	return (
		module >= 1.5 &&
		[1, 1, 3, 1, 1].every((wanted, at) => Math.abs(runs[at]! / module - wanted) < 0.6)
	);
}

/** The six edges above and below a point. */
function middleOf(
	x: number,
	y: number,
	dark: (x: number, y: number) => boolean,
	height: number,
): number[] | undefined {
	const edges = (step: 1 | -1) => {
		const all: number[] = [];
		for (let at = y; at > 0 && at < height - 1 && all.length < 3; at += step)
			if (dark(x, at) !== dark(x, at + step)) all.push(step === 1 ? at + 1 : at);
		return all;
	};
	const all = [...edges(-1).reverse(), ...edges(1)];
	return dark(x, y) && all.length === 6 ? all : undefined;
}
