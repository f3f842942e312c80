import * as Y from 'yjs';
import { rankAt } from '#lib/board/placing.ts';
import { replaceText } from '#lib/board/text-edits.ts';
import { newId, type TableId, type ThemeId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { between } from '#shared/rank.ts';
import { readMember, THEMES } from '#shared/themes.ts';
import type { HallThemes, MemberId, ThemeFields } from './hall-themes.svelte.ts';

/** Something of a table that is to stand in a theme. */
export interface Thing {
	readonly id: MemberId;
	readonly table: TableId;
}

/** Within one act, or one stint of typing, changes belong together however long somebody thinks in between. */
const STINT_MS = 60_000;

/** What a moderator does to the hall's themes: rules TH1, TH4, TH5, TH8. The answer says whether it changed anything. */
export class Theming {
	readonly themes: HallThemes;
	readonly #roots: { readonly themes: Y.Map<ThemeFields>; readonly members: Y.Map<unknown> };
	readonly #undo: Y.UndoManager;

	constructor(themes: HallThemes) {
		this.themes = themes;
		const { doc } = themes;
		this.#roots = { themes: doc.getMap(THEMES.themes), members: doc.getMap(THEMES.members) };
		this.#undo = new Y.UndoManager([this.#roots.themes, this.#roots.members], {
			captureTimeout: STINT_MS,
			trackedOrigins: new Set([this]),
		});
	}

	/** For the buttons; call `onchange` again and again. */
	get canUndo(): boolean {
		return this.#undo.canUndo();
	}
	onchange(listener: () => void): () => void {
		const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
		for (const event of events) this.#undo.on(event, listener);
		return () => {
			for (const event of events) this.#undo.off(event, listener);
		};
	}
	undo(): void {
		this.#undo.undo();
	}

	/** A new theme behind the others, with these things in it; undefined: there are too many. */
	create(title: string, things: readonly Thing[] = []): ThemeId | undefined {
		if (this.#roots.themes.size >= LIMITS.hallThemesPerDialogueMax) return undefined;
		const id = newId('h_', (bytes) => crypto.getRandomValues(bytes));
		this.#act(() => {
			const last = this.themes.all.at(-1)?.rank ?? '';
			const fields: [string, unknown][] = [
				['title', new Y.Text(title)],
				['rank', between(last, '')],
			];
			this.#roots.themes.set(id, new Y.Map(fields));
			for (const thing of things) this.#put(thing, id);
		});
		return id;
	}

	/** [TH5] Into a theme: in front of one of its members, else to the end. Moved from where it stood before. */
	put(thing: Thing, theme: ThemeId, beforeId?: string): boolean {
		return this.#act(() => {
			if (this.themes.get(theme)) this.#put(thing, theme, beforeId);
		});
	}

	/** Out of its theme; at its table nothing changes. */
	takeOut(id: MemberId): boolean {
		return this.#act(() => this.#roots.members.delete(id));
	}

	/** [TH8] Its members are free again. */
	dissolve(theme: ThemeId): boolean {
		return this.#act(() => {
			for (const { id } of this.themes.membersOf(theme)) this.#roots.members.delete(id);
			this.#roots.themes.delete(theme);
		});
	}

	/** [TH5] By one place. */
	step(theme: ThemeId, by: -1 | 1): boolean {
		return this.#act(() => {
			const all = this.themes.all;
			const at = all.findIndex(({ id }) => id === theme);
			const to = at + by;
			if (at < 0 || to < 0 || to >= all.length) return;
			const others = all.filter(({ id }) => id !== theme);
			rankAt(all[at]!, others, to, true);
		});
	}

	/** [TH5] In front of another theme, else to the end. */
	move(theme: ThemeId, beforeId?: string): boolean {
		return this.#act(() => {
			const view = this.themes.get(theme);
			const others = this.themes.all.filter(({ id }) => id !== theme);
			const at = others.findIndex(({ id }) => id === beforeId);
			if (view) rankAt(view, others, at < 0 ? others.length : at, true);
		});
	}

	/** Typing into a title; belongs to the act before, so that a stint is one step of undo. */
	write(text: Y.Text, wanted: string): void {
		const words = wanted.slice(0, LIMITS.hallThemeTitleCharsMax);
		this.themes.doc.transact(() => replaceText(text, words), this);
	}
	separate(): void {
		this.#undo.stopCapturing();
	}

	close(): void {
		this.#undo.destroy();
	}

	#put({ id, table }: Thing, theme: ThemeId, beforeId?: string): void {
		const { members } = this.#roots;
		const isNew = readMember(id, members.get(id)) === undefined;
		if (isNew && members.size >= LIMITS.membersPerDialogueMax) return;
		const others = this.themes.membersOf(theme).filter((other) => other.id !== id);
		const found = others.findIndex((other) => other.id === beforeId);
		const at = found < 0 ? others.length : found;
		const rank = between(others[at - 1]?.rank ?? '', others[at]?.rank ?? '');
		members.set(id, { theme, table, rank });
	}

	#act(change: () => void): boolean {
		this.separate();
		let changed = false;
		const note = (): void => void (changed = true);
		const { doc } = this.themes;
		doc.on('update', note);
		doc.transact(change, this);
		doc.off('update', note);
		this.separate();
		return changed;
	}
}
