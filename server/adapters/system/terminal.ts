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

/**
 * The addresses of this machine in its local networks, for tablets in the same WLAN. Last those that no tablet reaches:
 * of networks between programs on this machine, and those that a machine gives itself where nobody gives it one.
 */
export function localAddresses(): readonly string[] {
	return Object.entries(os.networkInterfaces())
		.flatMap(([name, all]) => (all ?? []).map((one) => ({ ...one, name })))
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.sort((a, b) => Number(isUnlikely(a)) - Number(isUnlikely(b)))
		.map(({ address }) => address);
}

function isUnlikely({ name, address }: { name: string; address: string }): boolean {
	return (
		address.startsWith('169.254.') ||
		/^(docker|br-|veth|virbr|vmnet|vbox|vEthernet|tun|tap|wg)/.test(name)
	);
}
