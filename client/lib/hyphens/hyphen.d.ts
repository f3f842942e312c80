declare module 'hyphen' {
	/** Writes a soft hyphen wherever these words may be parted. */
	export type Hyphenate = (text: string) => string;
	export default function createHyphenator(
		patterns: unknown,
		options: { html: boolean; minWordLength: number },
	): Hyphenate;
}

declare module 'hyphen/patterns/*.js' {
	const patterns: unknown;
	export default patterns;
}
