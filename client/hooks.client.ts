interface TrustedTypes {
	createPolicy(name: string, rules: { createHTML: (html: string) => string | null }): unknown;
}
const { trustedTypes } = window as { trustedTypes?: TrustedTypes }; // not in TypeScript's DOM types

// svelte-dnd-action empties its live region with innerHTML = '': this is allowed, any other text is not
trustedTypes?.createPolicy('default', { createHTML: (html) => (html === '' ? '' : null) });
