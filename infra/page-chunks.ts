import path from 'node:path';

interface Bundle {
	/** null: it does not know such a module */
	getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** The page whose first load counts: that of 140 of 150 people, on old tablets. */
const FIRST = path.resolve(import.meta.dirname, '../client/routes/j/[code]/+page.svelte');

/**
 * How the page is cut into files. Left alone, the bundler makes a file of each small module that two pages share, and a
 * tablet asks a hall's laptop for sixty of them, six at a time, before somebody can write. So of what the participant's
 * page needs from the start and others need, too, it makes few: what draws, and what needs documents or sockets. Packages stay as the bundler
 * cuts them: they are large, and no page shall load those of another one.
 */
export const pageChunks = {
	groups: [
		{ name: 'package', test: isPackage, priority: 2, entriesAware: true },
		{ name: pieces(), priority: 1, minShareCount: 2 },
	],
};

/** Signs are pieces; a style's file would be looked for in the wrong folder, for such a group's name has slashes. */
function isPackage(id: string): boolean {
	return id.includes('/node_modules/') && !/\/@lucide\/|\.css/.test(id);
}

/** Documents or sockets, if it is one of these. */
function liveIn(id: string): string | undefined {
	return /\/node_modules\/(yjs|y-websocket|socket\.io-client)\//.exec(id)?.[1];
}

/** Names the file of a module; null leaves it to the bundler. */
function pieces() {
	let needed: ReadonlySet<string> | undefined;
	return (id: string, bundle: Bundle): string | null => {
		needed ??= neededBy(FIRST, bundle);
		if (!needed.has(id)) return null;
		const found = [...neededBy(id, bundle)].flatMap((one) => liveIn(one) ?? []);
		return ['pieces', ...new Set(found)].sort().join('-');
	};
}

/** A module and all that it imports from the start. */
function neededBy(first: string, bundle: Bundle): ReadonlySet<string> {
	const found = new Set([first]);
	for (const id of found)
		for (const one of bundle.getModuleInfo(id)?.importedIds ?? []) found.add(one);
	return found;
}

/** Hyphenation patterns of a language: as large as a page, and needed on walls only. */
const PATTERNS = /\/node_modules\/hyphen\/patterns\/([\w-]+)\.js$/;

interface Output {
	chunkFileNames?: string | ((chunk: { readonly moduleIds: readonly string[] }) => string);
}

/** Patterns are files that say what they are, so that the service worker does not fetch them for every tablet. */
export const patternNames = {
	name: 'pattern-names',
	applyToEnvironment: ({ name }: { readonly name: string }): boolean => name === 'client',
	outputOptions: <O extends Output>(output: O): O => ({
		...output,
		chunkFileNames: (chunk: { readonly moduleIds: readonly string[] }): string => {
			const language = chunk.moduleIds.map((id) => PATTERNS.exec(id)?.[1]).find(Boolean);
			if (language) return `_app/immutable/chunks/hyphens-${language}.[hash].js`;
			const usual = output.chunkFileNames;
			return typeof usual === 'function' ? usual(chunk) : (usual ?? '[name].[hash].js');
		},
	}),
};
