import type { Logo } from '#server/ports/report-renderer.ts';
import type { Words } from './words.ts';

/** A card as it stands in a document. */
export interface CardBlock {
	readonly kind: 'card';
	/** What stands beside it, `Nr. 12`; empty for a card without a number. */
	readonly label: string;
	readonly words: Words;
	/** Language, kind, round, dots; empty where there is nothing to say. */
	readonly about: string;
	/** The author's own words and the translations, each with what it is. */
	readonly more: readonly { readonly label: string; readonly words: Words }[];
}

/** A table with a header row; its columns by their share of the width. */
export interface TableBlock {
	readonly kind: 'table';
	readonly columns: readonly { readonly name: string; readonly share: number }[];
	/** Each cell is one or more paragraphs; the ones after the first are smaller. */
	readonly rows: readonly (readonly (readonly Words[])[])[];
}

/** Numbers as bars; each says its number in words, too. */
export interface BarsBlock {
	readonly kind: 'bars';
	readonly rows: readonly Bar[];
	/** What a bar over the whole width stands for; else the largest value. */
	readonly full?: number;
}

/** A piece of a document, in the order in which it is read. */
export type Block =
	| {
			readonly kind: 'heading';
			readonly level: 1 | 2 | 3;
			readonly words: Words;
			/** Absent: where the text before it ends. */
			readonly begins?: 'new-page' | 'new-page-or-much-room';
	  }
	/** `quiet`: what stands beside the matter, small and grey. */
	| { readonly kind: 'text'; readonly words: Words; readonly look?: 'quiet' | 'large' }
	| { readonly kind: 'list'; readonly items: readonly Words[] }
	| BarsBlock
	| { readonly kind: 'facts'; readonly rows: readonly Fact[] }
	| CardBlock
	| TableBlock;

/** A short statement behind what it is about. */
export interface Fact {
	readonly label: string;
	readonly value: Words;
}

export interface Bar {
	readonly words: Words;
	/** Beside the words, small. */
	readonly about: string;
	readonly value: number;
	/** The value in words: `12 Punkte`. */
	readonly label: string;
}

/** The sizes of a document: pages of minutes have a cover and contents, a sheet has neither. */
export interface ReportDocument {
	/** In which the frame speaks. */
	readonly language: string;
	readonly look: 'minutes' | 'sheet';
	/** What kind of document it is: `Ergebnisprotokoll`. */
	readonly name: string;
	readonly title: Words;
	readonly place: Words;
	/** `2026-11-21` */
	readonly day: string;
	readonly facts: readonly Fact[];
	readonly logo?: Logo;
	readonly logoAlt: string;
	readonly contents: string;
	/** `Seite {n} von {all}` */
	readonly page: string;
	/** Above everything: whom this is for, where it is not for everybody. */
	readonly notice?: string;
	readonly blocks: readonly Block[];
}
