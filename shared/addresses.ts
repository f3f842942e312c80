/**
 * The addresses that are printed, shown as QR codes and passed on. What opens a door stands in the fragment, which no
 * server, proxy or log ever sees; the page takes it out of the address at once.
 *
 * `origin` is the place that tablets use, without a slash at its end: `https://dialog.example`.
 */
export function participantAddress(origin: string, code: string): string {
	return `${origin}/#${code}`;
}

export function roleAddress(origin: string, token: string): string {
	return `${origin}/rolle#${token}`;
}

export function setupAddress(origin: string, token: string): string {
	return `${origin}/einrichten#${token}`;
}
