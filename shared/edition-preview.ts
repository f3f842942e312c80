/**
 * An edition of the results as pieces in the order in which they are read, for a page that shows what the documents will have:
 * the export format `preview`. Whatever people wrote is text in its own language and direction.
 */
export interface EditionPreview {
	/** What kind of document it is: `Ergebnisprotokoll`. */
	readonly name: string;
	readonly title: PreviewText;
	/** Above everything: whom this is for, where it is not for everybody. */
	readonly notice?: string;
	readonly pieces: readonly PreviewPiece[];
}

export interface PreviewText {
	readonly text: string;
	readonly lang: string;
	readonly dir: 'ltr' | 'rtl';
}

export type PreviewPiece =
	| { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly words: PreviewText }
	| { readonly kind: 'text'; readonly words: PreviewText; readonly isQuiet: boolean }
	| { readonly kind: 'list'; readonly items: readonly PreviewItem[] }
	| {
			readonly kind: 'table';
			readonly columns: readonly string[];
			/** Each cell has its paragraphs. */
			readonly rows: readonly (readonly (readonly PreviewText[])[])[];
	  };

/** A card, a fact, a line of a list. */
export interface PreviewItem {
	/** In front of it: `Nr. 12`; '' for none. */
	readonly label: string;
	readonly words: PreviewText;
	/** Behind it, small: what is said about it, its translations. */
	readonly about: readonly PreviewText[];
}
