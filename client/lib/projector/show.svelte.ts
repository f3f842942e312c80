import type { ProjectorView } from '#shared/commands.ts';
import type { TableId } from '#shared/ids.ts';
import type { State } from '#shared/state.ts';
import type { Turning } from './turning.svelte.ts';
import { Turnings } from './turnings.ts';

/** How long a page stays, in milliseconds: long enough to read five cards aloud. */
const PAGE_MS = 12_000;
/** How many turns a table stays before the next one comes, where all tables are shown in turn. */
const TURNS_PER_TABLE = 2;
/** How many turns some questions stay where a table has more of them than one wall holds. */
const TURNS_PER_SPREAD = 2;

/** The beat on which pages and tables turn, and how far each wall has been turned. */
export class Show {
	/** Counts the beats. */
	tick = $state(0);
	held = $state(false);
	readonly #beat: ReturnType<typeof setInterval>;
	readonly #turnings = new Turnings();

	constructor() {
		this.#beat = setInterval(() => {
			if (!this.held) this.tick++;
		}, PAGE_MS);
	}

	/** The table that is shown now; undefined where no table is. */
	table(view: ProjectorView, { tables }: Pick<State, 'tables'>): TableId | undefined {
		if (view.kind === 'table') return view.tableId;
		if (view.kind !== 'tables') return undefined;
		return tables[Math.floor(this.tick / TURNS_PER_TABLE) % Math.max(1, tables.length)]?.id;
	}

	/** Counts the beats at which other questions of a table come. */
	get spread(): number {
		return Math.floor(this.tick / TURNS_PER_SPREAD);
	}

	/** How far this wall has been turned. */
	turning(wall: string): Turning {
		return this.#turnings.of(wall);
	}

	close(): void {
		clearInterval(this.#beat);
		this.#turnings.close();
	}
}

/** `m:ss` until a moment, or undefined when it has passed. */
export function clockTo(endsAtMs: number, nowMs: number): string | undefined {
	const seconds = Math.ceil((endsAtMs - nowMs) / 1000);
	if (seconds <= 0) return undefined;
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
