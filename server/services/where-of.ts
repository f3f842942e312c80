/**
 * What may be logged of an exception whose message could hold what people wrote: its name and the first place in our
 * code, without the message.
 */
export function whereOf(error: unknown): { readonly kind: string; readonly where: string } {
	if (!(error instanceof Error)) return { kind: typeof error, where: '' };
	const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
	const own = places.find((line) => line.includes('/server/')) ?? places[0] ?? '';
	return { kind: error.name, where: /[^/\\(]+:\d+:\d+/.exec(own)?.[0] ?? '' };
}
