import { LANGUAGES } from '#shared/languages.ts';
import { isId, type CardId, type DialogueId, type TableId } from '#shared/ids.ts';

/** A card from paper that was begun. */
export interface PaperDraft {
	/** Given once it was on its way: then it may be on the wall already. */
	readonly id?: CardId;
	readonly text: string;
	readonly lang: string;
	readonly question?: string;
}

/** What this device keeps of a table for whoever hosts it, so that a reload or an empty battery loses nothing. */
export interface TableMemory {
	readonly paper: PaperDraft | undefined;
	/** Undefined: nothing is begun. */
	keepPaper(draft: PaperDraft | undefined): void;
	/** Pairs (`pairOf`) of a hint that was put away, the latest last. */
	readonly declined: readonly string[];
	keepDeclined(pairs: readonly string[]): void;
}

const KEY = 'thementisch.tables';
/** More tables than one device hosts in a season. */
const TABLES_MAX = 12;
/** [AL4] A hint of six cards has fifteen pairs. */
export const DECLINED_MAX = 600;

interface Kept {
	readonly dialogue: DialogueId;
	readonly table: TableId;
	readonly paper?: PaperDraft;
	readonly declined?: readonly string[];
}

/** [PP1] [AL4] In this browser's own storage. Where that is closed, the page has it until it is closed. */
export function memoryOf(dialogue: DialogueId, table: TableId): TableMemory {
	let here: Kept = read().find((one) => isOf(one, dialogue, table)) ?? { dialogue, table };
	function keep(change: Partial<Kept>): void {
		here = { ...here, ...change };
		// read again: another tab may host another table
		const others = read().filter((one) => !isOf(one, dialogue, table));
		write([...others, here].slice(-TABLES_MAX));
	}
	return {
		get paper() {
			return here.paper;
		},
		keepPaper: (paper) => keep({ paper }),
		get declined() {
			return here.declined ?? [];
		},
		keepDeclined: (pairs) => keep({ declined: pairs.slice(-DECLINED_MAX) }),
	};
}

/** The dialogue was erased: nothing of it stays here either. */
export function forgetTables(dialogue: DialogueId): void {
	write(read().filter((one) => one.dialogue !== dialogue));
}

function isOf(one: Kept, dialogue: DialogueId, table: TableId): boolean {
	return one.dialogue === dialogue && one.table === table;
}

function read(): readonly Kept[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
		return Array.isArray(kept) ? kept.flatMap(asKept) : [];
	} catch {
		return []; // closed or damaged storage
	}
}

function write(all: readonly Kept[]): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(all));
	} catch {
		// until the page is closed it is here
	}
}

/** Whatever stands there: what is not ours is left out. */
function asKept(value: unknown): readonly Kept[] {
	const { dialogue, table, paper, declined } = fieldsOf(value);
	if (!isId('d_', dialogue) || !isId('t_', table)) return [];
	const draft = asDraft(paper);
	const pairs = Array.isArray(declined)
		? declined.filter((one): one is string => typeof one === 'string')
		: [];
	return [{ dialogue, table, ...(draft && { paper: draft }), declined: pairs }];
}

function asDraft(value: unknown): PaperDraft | undefined {
	const { id, text, lang, question } = fieldsOf(value);
	if (typeof text !== 'string' || text === '') return undefined;
	return {
		...(isId('c_', id) && { id }),
		text,
		lang: LANGUAGES.find(({ tag }) => tag === lang)?.tag ?? 'de',
		...(typeof question === 'string' && { question }),
	};
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
