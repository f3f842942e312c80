const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** The first moment that a ZIP archive can name: 1 January 1980, 0:00. */
const FIRST_DAY = 0x0021;

/**
 * The same ZIP archive without the time of its making, so that the same model gives the same bytes. Changes the archive
 * in place. It must have no comment, as our writers make it.
 */
export function withoutTimes(zip: Uint8Array): Uint8Array {
	const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
	const end = zip.byteLength - END_BYTES;
	if (view.getUint32(end, true) !== END_OF_DIRECTORY) throw new Error('not a plain ZIP archive');
	let entry = view.getUint32(end + 16, true);
	for (let left = view.getUint16(end + 10, true); left > 0; left--) {
		const local = view.getUint32(entry + 42, true);
		for (const at of [entry + 12, local + 10]) {
			view.setUint16(at, 0, true);
			view.setUint16(at + 2, FIRST_DAY, true);
		}
		const [name, extra, comment] = [28, 30, 32].map((at) => view.getUint16(entry + at, true));
		entry += ENTRY_BYTES + name! + extra! + comment!;
	}
	return zip;
}
