import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Full fonts under OFL, for every script that the house offers, and emoji. */
const FONT_FILES = [
	'noto-sans/400Regular/NotoSans_400Regular.ttf',
	'noto-sans/700Bold/NotoSans_700Bold.ttf',
	'vazirmatn/400Regular/Vazirmatn_400Regular.ttf',
	'vazirmatn/700Bold/Vazirmatn_700Bold.ttf',
	'noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf',
	'noto-sans-ethiopic/700Bold/NotoSansEthiopic_700Bold.ttf',
	'noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
];

/** How a PDF is made: `standard` as checked by Typst, which refuses the whole document for one fault. */
export type Standard = 'ua-1' | 'none';

export interface Typst {
	readonly kind: 'native' | 'wasm';
	/** The fonts that it has, as files. */
	readonly fonts: readonly Uint8Array[];
	/** Throws Typst's own words: log nothing of them. */
	pdf(
		source: string,
		inputs: Readonly<Record<string, string>>,
		standard: Standard,
	): Promise<Uint8Array>;
}

/**
 * Native Typst where this platform has it, WASM (one package for all) elsewhere; `only` for tests. WASM makes tagged
 * documents, too, but cannot check them.
 */
export async function loadTypst(only?: Typst['kind']): Promise<Typst> {
	const fonts = FONT_FILES.map((file) =>
		fs.readFileSync(require.resolve(`@expo-google-fonts/${file}`)),
	);
	const native = only === 'wasm' ? undefined : loadNative(fonts);
	if (native) return native;
	if (only === 'native') throw new Error('no native Typst for this platform');
	return loadWasm(fonts);
}

interface NativeCompiler {
	pdf(source: object, options: object): Buffer;
	evictCache(ageGenerations: number): void;
}
type NativePackage = { NodeCompiler: { create(options: object): NativeCompiler } };

function loadNative(fonts: readonly Buffer[]): Typst | undefined {
	const found = nativePackage();
	if (!found) return undefined;
	const compiler = found.NodeCompiler.create({
		workspace: import.meta.dirname,
		fontArgs: [{ fontBlobs: fonts }],
	});
	return {
		kind: 'native',
		fonts,
		pdf: (mainFileContent, inputs, standard) => {
			const options = standard === 'none' ? {} : { pdfStandard: standard };
			try {
				return Promise.resolve(new Uint8Array(compiler.pdf({ mainFileContent, inputs }, options)));
			} finally {
				compiler.evictCache(CACHE_GENERATIONS);
			}
		},
	};
}

/** What was not used in so many reports is forgotten. */
const CACHE_GENERATIONS = 2;

function nativePackage(): NativePackage | undefined {
	const platform = `${process.platform}-${process.arch}`;
	for (const libc of ['gnu', 'musl'])
		try {
			return require(`@myriaddreamin/typst-ts-node-compiler-${platform}-${libc}`) as NativePackage;
		} catch {
			// not for this platform: the next one, or WASM
		}
	return undefined;
}

/** `CompileFormatEnum.pdf`: a const enum, which type stripping cannot import. */
const PDF_FORMAT = 1;

async function loadWasm(fonts: readonly Buffer[]): Promise<Typst> {
	const { createTypstCompiler, loadFonts } = await import('@myriaddreamin/typst.ts');
	const wasm = fs.readFileSync(require.resolve('@myriaddreamin/typst-ts-web-compiler/wasm'));
	const compiler = createTypstCompiler();
	await compiler.init({
		getModule: () => wasm,
		beforeBuild: [loadFonts([...fonts], { assets: false })],
	});
	return {
		kind: 'wasm',
		fonts,
		pdf: async (source, inputs) => {
			compiler.addSource('/main.typ', source);
			const { result, diagnostics } = await compiler.compile({
				mainFilePath: '/main.typ',
				format: PDF_FORMAT,
				inputs: { ...inputs },
				diagnostics: 'full',
			});
			if (!result) throw new Error(JSON.stringify(diagnostics));
			return result;
		},
	};
}
