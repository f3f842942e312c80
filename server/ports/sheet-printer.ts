import type { TableId } from '#shared/ids.ts';
import type { Sheet } from '#shared/print.ts';
import type { FrameLanguage, ResultsModel } from '#shared/results.ts';
import type { Question, Wlan } from '#shared/schemas.ts';
import type { Logo, Report, Watcher } from './report-renderer.ts';

/** A table as it stands on paper. */
export interface PrintedTable {
	readonly id: TableId;
	readonly theme: string;
	/** Its place among the tables of the dialogue, from 1. */
	readonly number: number;
}

/** Everything that a printed sheet is made of. */
export interface SheetOrder {
	readonly sheet: Sheet;
	/** In which the frame speaks. */
	readonly language: FrameLanguage;
	readonly dialogue: {
		readonly title: string;
		readonly place: string;
		/** `2026-11-21` */
		readonly date: string;
		/** Of titles and themes. */
		readonly language: string;
		readonly code: string;
	};
	/** Where tablets reach the page: `https://dialog.example`. */
	readonly origin: string;
	readonly questions: readonly Question[];
	/** Those for which something is printed. */
	readonly tables: readonly PrintedTable[];
	/** Of paper cards: sheets for each table and question, and the number of the first one. */
	readonly each: number;
	readonly from: number;
	/** The hall's network, where whoever prints may know it. */
	readonly wlan?: Wlan;
	/** For wall cards: what hangs. */
	readonly results?: ResultsModel;
	readonly logo?: Logo;
}

/**
 * Draws what is printed for the day, as PDF. Sees the order and nothing else; the same order gives the same bytes. Throws
 * as a ReportRenderer does.
 */
export interface SheetPrinter {
	print(order: SheetOrder, watcher?: Watcher): Promise<Report>;
}
