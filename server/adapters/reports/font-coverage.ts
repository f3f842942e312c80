/** The code points for which at least one of these fonts (TrueType or OpenType files) has a drawing. */
export function coverageOf(fonts: readonly Uint8Array[]): ReadonlySet<number> {
	const covered = new Set<number>();
	for (const font of fonts) {
		const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
		const cmap = tableAt(view, 'cmap');
		for (let at = 0; at < view.getUint16(cmap + 2); at++) {
			const subtable = cmap + view.getUint32(cmap + 4 + at * 8 + 4);
			const format = view.getUint16(subtable);
			if (format === 4) readSegments(view, subtable, covered);
			else if (format === 12) readGroups(view, subtable, covered);
		}
	}
	return covered;
}

function tableAt(font: DataView, name: string): number {
	for (let at = 0; at < font.getUint16(4); at++) {
		const record = 12 + at * 16;
		const tag = [0, 1, 2, 3].map((byte) => String.fromCharCode(font.getUint8(record + byte)));
		if (tag.join('') === name) return font.getUint32(record + 8);
	}
	throw new Error(`a font without the table ${name}`);
}

/** Format 4: the basic plane in segments; a glyph may be looked up beside its segment. */
function readSegments(font: DataView, at: number, covered: Set<number>): void {
	const bytes = font.getUint16(at + 6);
	const [ends, starts, deltas, offsets] = [
		at + 14,
		at + 16 + bytes,
		at + 16 + 2 * bytes,
		at + 16 + 3 * bytes,
	];
	for (let segment = 0; segment < bytes; segment += 2) {
		const start = font.getUint16(starts + segment);
		const delta = font.getUint16(deltas + segment);
		const offset = font.getUint16(offsets + segment);
		for (let code = start; code <= font.getUint16(ends + segment) && code < 0xffff; code++) {
			const entry = offsets + segment + offset + 2 * (code - start);
			const found = offset === 0 ? code : font.getUint16(entry);
			const glyph = found === 0 ? 0 : (found + delta) & 0xffff;
			if (glyph !== 0) covered.add(code);
		}
	}
}

/** Format 12: all planes in groups of neighbours. */
function readGroups(font: DataView, at: number, covered: Set<number>): void {
	for (let left = font.getUint32(at + 12), group = at + 16; left > 0; left--, group += 12) {
		const [start, end, glyph] = [0, 4, 8].map((field) => font.getUint32(group + field));
		for (let code = start!; code <= end!; code++)
			if (glyph! + code - start! !== 0) covered.add(code);
	}
}
