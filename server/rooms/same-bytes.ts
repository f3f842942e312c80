export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
	return a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
}

/** Whether two rows of plain values say the same; the order of their fields means nothing. */
export function isSameRow(a: object | undefined, b: object): boolean {
	return a !== undefined && canonical(a) === canonical(b);
}

function canonical(row: object): string {
	return JSON.stringify(row, (_key, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value,
	);
}
