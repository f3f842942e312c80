import { expect, test } from 'vitest';
import { isWholePicture } from './whole-picture.ts';

const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
	'base64',
);

test('[RP17] a picture is taken only whole: a changed byte or a cut end would stop every PDF later', async () => {
	expect(await isWholePicture('image/png', png)).toBe(true);
	expect(await isWholePicture('image/jpeg', png)).toBe(false);
	for (let at = 8; at < png.length; at++) {
		const changed = Buffer.from(png);
		changed[at]! ^= 0x01;
		expect(await isWholePicture('image/png', changed), `byte ${at}`).toBe(false);
		expect(await isWholePicture('image/png', png.subarray(0, at)), `cut at ${at}`).toBe(false);
	}
});
