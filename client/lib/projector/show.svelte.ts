import type { ProjectorView } from '#shared/commands.ts';
import type { TableId } from '#shared/ids.ts';
import type { State } from '#shared/state.ts';

/** How long a page stays, in milliseconds: long enough to read five cards aloud. */
export const PAGE_MS = 12_000;
/** How many turns a table stays before the next one comes, where all tables are shown in turn. */
const TURNS_PER_TABLE = 2;

/** What this projector shows: what the moderator sends, or what somebody chose here. Pages turn on one beat. */
export class Show {
	/** Counts the beats. */
	tick = $state(0);
	/** Chosen at this projector; undefined: the moderator decides. */
	chosen = $state.raw<ProjectorView>();
	held = $state(false);
	readonly #beat: ReturnType<typeof setInterval>;

	constructor() {
		this.#beat = setInterval(() => {
			if (!this.held) this.tick++;
		}, PAGE_MS);
	}

	view(state: State): ProjectorView {
		return this.chosen ?? state.projector ?? { kind: 'tables' };
	}

	/** The table that is shown now; undefined where no table is. */
	table(state: State): TableId | undefined {
		const view = this.view(state);
		if (view.kind === 'table') return view.tableId;
		if (view.kind !== 'tables') return undefined;
		const { tables } = state;
		return tables[Math.floor(this.tick / TURNS_PER_TABLE) % Math.max(1, tables.length)]?.id;
	}

	close(): void {
		clearInterval(this.#beat);
	}
}

/** `m:ss` until a moment, or undefined when it has passed. */
export function clockTo(endsAtMs: number, nowMs: number): string | undefined {
	const seconds = Math.ceil((endsAtMs - nowMs) / 1000);
	if (seconds <= 0) return undefined;
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
