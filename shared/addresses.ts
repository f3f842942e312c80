/**
 * The addresses that are printed, shown as QR codes and passed on. A token stands in the fragment, which no server, proxy
 * or log ever sees; the page takes it out of the address at once. A join code is no token: it hangs on the wall.
 *
 * `origin` is the place that tablets use, without a slash at its end: `https://dialog.example`.
 */
export function participantAddress(origin: string, code: string): string {
	return `${origin}/j/${code}`;
}

/** Straight to a table, and to one of its questions: what stands on a table's sign and on its paper. */
export function tableAddress(
	origin: string,
	code: string,
	table: string,
	question?: string,
): string {
	const place = question === undefined ? table : `${table}/${question}`;
	return `${participantAddress(origin, code)}#${place}`;
}

export function roleAddress(origin: string, token: string): string {
	return `${origin}/rolle#${token}`;
}

export function setupAddress(origin: string, token: string): string {
	return `${origin}/einrichten#${token}`;
}

/** Where everybody reads a published fact sheet. */
export function factSheetPath(dialogue: string): string {
	return `/s/${dialogue}`;
}

/** Whether somebody may be sent there by a link: an address of the web, without a name or password for it. */
export function isWebAddress(text: string): boolean {
	try {
		const { protocol, username, password } = new URL(text);
		return (protocol === 'https:' || protocol === 'http:') && username + password === '';
	} catch {
		return false;
	}
}

/** What somebody typed as an address: `www.town.example` is meant as `https://www.town.example`. */
export function webAddress(typed: string): string {
	const text = typed.trim();
	return text === '' || /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
}
