import { preloadCode } from '$app/navigation';

interface TrustedTypes {
	createPolicy(name: string, rules: { createHTML: (html: string) => string | null }): unknown;
}
const { trustedTypes } = window as { trustedTypes?: TrustedTypes }; // not in TypeScript's DOM types

// svelte-dnd-action empties its live region with innerHTML = '': this is allowed, any other text is not
trustedTypes?.createPolicy('default', { createHTML: (html) => (html === '' ? '' : null) });

// An address that nobody can decode (`/j/%E0%A4%A`) would end in a blank page: taken literally, it gets a kind one.
try {
	decodeURI(location.pathname);
} catch {
	const literal = location.pathname.replaceAll('%', '%25');
	history.replaceState(history.state, '', literal);
}

/** Asks for the participant's page along with the frame around it, not after it: that is what old tablets open. */
export function init(): void {
	if (!location.pathname.startsWith('/j/')) return;
	// as soon as the routes are known
	setTimeout(() => void preloadCode('/j/[code]').catch(() => undefined));
}
