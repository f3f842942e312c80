import type { Wlan } from './schemas.ts';

/** What a camera reads to get into a network: the format that Android and iOS know, special characters marked. */
export function wlanCode({ name, password }: Wlan): string {
	const marked = (text: string): string => text.replace(/[\\;,:"]/g, '\\$&');
	return password === undefined
		? `WIFI:T:nopass;S:${marked(name)};;`
		: `WIFI:T:WPA;S:${marked(name)};P:${marked(password)};;`;
}
