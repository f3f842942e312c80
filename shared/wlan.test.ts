import { expect, test } from 'vitest';
import { wlanCode } from './wlan.ts';

test('what a camera reads: special characters are marked, an open network says so', () => {
	expect(wlanCode({ name: 'Saal', password: 'gemeinsam' })).toBe('WIFI:T:WPA;S:Saal;P:gemeinsam;;');
	expect(wlanCode({ name: 'a;b:c,d"e\\f' })).toBe('WIFI:T:nopass;S:a\\;b\\:c\\,d\\"e\\\\f;;');
});
