import { crc32, deflateSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { richResults } from '#tests/support/sample-results.ts';
import { loadTypesetting } from './typesetting.ts';
import { isWholePicture } from './whole-picture.ts';

let typeset: Awaited<ReturnType<typeof loadTypesetting>>;
beforeAll(async () => {
	typeset = await loadTypesetting();
});

function chunk(name: string, content: Uint8Array): Buffer {
	const named = Buffer.concat([Buffer.from(name), content]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(content.length);
	sum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, sum]);
}

/** A PNG whose sums are right, whatever it claims to be. */
function png({ width = 10, height = 10, depth = 8, colours = 2, rows = 10 }): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([depth, colours], 8);
	return Buffer.concat([
		Buffer.from('89504e470d0a1a0a', 'hex'),
		chunk('IHDR', head),
		chunk('IDAT', deflateSync(Buffer.alloc(rows * (1 + width * 3)))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** A frame header and an end, and nothing between them. */
const hollowJpeg = Buffer.from('ffd8ffc00011080010001003012200021101031101ffd9', 'hex');

test.each([
	['image/png', 'with fewer rows than it says', png({ height: 100 })],
	['image/png', 'of 60,000 by 60,000 pixels', png({ width: 60_000, height: 60_000, rows: 1 })],
	['image/png', 'with a depth that there is not', png({ depth: 7 })],
	['image/png', 'of colours that there are not', png({ colours: 5 })],
	['image/jpeg', 'without a picture in it', hollowJpeg],
] as const)('[RP19] a logo, %s %s, costs the logo and not the minutes', async (type, _, bytes) => {
	expect(await isWholePicture(type, bytes)).toBe(true); // that is as far as one sees when it is set
	const logo = { type, base64: bytes.toString('base64') };
	const results = richResults();
	const order = { edition: 'brief', language: 'de', logo } as const;
	const table = results.tables[0]!.id;
	for (const report of [
		await typeset.pdf(results, order),
		await typeset.boardsPdf(results, order),
		await typeset.boardSvg(results, { ...order, table }),
	])
		expect(report.bytes.length).toBeGreaterThan(1_000);
});
