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
	pdf(source: string, inputs: Inputs, standard: Standard, shadows?: Shadows): Promise<Uint8Array>;
	/** All pages as one picture without a script. Native alone can: throws where there is only WASM. */
	svg(source: string, inputs: Inputs, shadows: Shadows): string;
}

export type Inputs = Readonly<Record<string, string>>;
/** Files that a source may read, by their path, although no disk has them. */
export type Shadows = readonly (readonly [path: `/${string}`, bytes: Uint8Array])[];

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
	mapShadow(path: string, bytes: Buffer): void;
	unmapShadow(path: string): void;
	compile(source: object): { readonly result: LaidOut | null; takeError(): object | null };
	pdf(laidOut: LaidOut, options: object): Buffer;
	plainSvg(laidOut: LaidOut): string;
	evictCache(ageGenerations: number): void;
}
/** Pages, not yet in any format. */
type LaidOut = object;
type NativePackage = { NodeCompiler: { create(options: object): NativeCompiler } };

function loadNative(fonts: readonly Buffer[]): Typst | undefined {
	const found = nativePackage();
	if (!found) return undefined;
	const workspace = import.meta.dirname;
	const compiler = found.NodeCompiler.create({
		workspace,
		fontArgs: [{ fontBlobs: fonts }],
	});
	/** What was kept for laying out is forgotten before anything is written: both would be there at once. */
	function drawn<T>(source: object, shadows: Shadows, write: (laidOut: LaidOut) => T): T {
		for (const [path, bytes] of shadows)
			compiler.mapShadow(`${workspace}${path}`, Buffer.from(bytes));
		try {
			const compiled = compiler.compile(source);
			compiler.evictCache(0);
			if (!compiled.result) throw new Error(JSON.stringify(compiled.takeError()));
			return write(compiled.result);
		} finally {
			for (const [path] of shadows) compiler.unmapShadow(`${workspace}${path}`);
			compiler.evictCache(0);
		}
	}
	return {
		kind: 'native',
		fonts,
		pdf: (mainFileContent, inputs, standard, shadows = []) => {
			const options = standard === 'none' ? {} : { pdfStandard: standard };
			const source = { mainFileContent, inputs };
			return Promise.resolve(drawn(source, shadows, (pages) => compiler.pdf(pages, options)));
		},
		svg: (mainFileContent, inputs, shadows) =>
			drawn({ mainFileContent, inputs }, shadows, (pages) => compiler.plainSvg(pages)),
	};
}

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
		pdf: async (source, inputs, _, shadows = []) => {
			compiler.resetShadow();
			compiler.addSource('/main.typ', source);
			for (const [path, bytes] of shadows) compiler.mapShadow(path, bytes);
			const { result, diagnostics } = await compiler.compile({
				mainFilePath: '/main.typ',
				format: PDF_FORMAT,
				inputs: { ...inputs },
				diagnostics: 'full',
			});
			if (!result) throw new Error(JSON.stringify(diagnostics));
			return result;
		},
		svg: () => {
			throw new Error('pictures need native Typst');
		},
	};
}
