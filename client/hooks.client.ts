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
