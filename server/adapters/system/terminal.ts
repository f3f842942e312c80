import os from 'node:os';
import { renderUnicodeCompact } from 'uqr';

/** One line for the person at the terminal, or for the program that reads it. */
export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** One line for the person at the terminal about what went wrong. */
export function complain(line: string): void {
	process.stderr.write(`${line}\n`);
}

/** A QR code, if a person sits at the terminal. */
export function showQr(text: string): void {
	if (process.stdout.isTTY) say(renderUnicodeCompact(text, { border: 2 }));
}

/** The addresses of this machine in its local networks, for tablets in the same WLAN. */
export function localAddresses(): readonly string[] {
	return Object.values(os.networkInterfaces())
		.flatMap((all) => all ?? [])
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.map(({ address }) => address);
}
