import { expect, test } from 'vitest';
import { unzip } from '#tests/support/unzip.ts';
import { packed, unpacked } from './archive.ts';

const FILES = new Map([
	['[Content_Types].xml', new TextEncoder().encode('<a/>')],
	['ordner/Straße.xml', new TextEncoder().encode('ä'.repeat(10_000))],
	['leer', new Uint8Array()],
]);
const plain = (files: ReadonlyMap<string, Uint8Array>) =>
	[...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')]);

test('[RP7] what is packed can be unpacked, here and by others', () => {
	const zip = packed(FILES);
	expect(plain(unpacked(zip))).toEqual(plain(FILES));
	expect(plain(unzip(zip))).toEqual(plain(FILES));
	expect(() => unpacked(new Uint8Array(30))).toThrow('not an archive');
});
