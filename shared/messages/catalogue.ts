/** A text with {parameters}, or plural forms by Intl.PluralRules category with {n}. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };
/** What a language offers for an area whose German texts are `Base`. */
export type Catalogue<Base> = {
	readonly [K in keyof Base]: Base[K] extends string ? string : Forms;
};
/** An area's languages: each a lazy chunk in the page, a plain module on the server. */
export type Languages<Base> = {
	readonly de: () => Promise<{ readonly default: Base }>;
	readonly en: () => Promise<{ readonly default: Catalogue<Base> }>;
} & Readonly<Record<string, (() => Promise<{ readonly default: Catalogue<Base> }>) | undefined>>;
