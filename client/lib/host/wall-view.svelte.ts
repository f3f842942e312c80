import { SvelteSet } from 'svelte/reactivity';
import type { GroupId } from '#shared/ids.ts';
import { isFiltering, NO_FILTER, type Filter } from './filter.ts';

/** How large the cards hang: `small` shows many at once, `large` is for reading aloud. */
export const SIZES = ['small', 'normal', 'large'] as const;
export type Size = (typeof SIZES)[number];

/** How this page looks at the wall; nobody else sees any of it. */
export class WallView {
	size = $state<Size>('normal');
	filter = $state.raw<Filter>(NO_FILTER);
	isSearching = $state(false);
	readonly folded = new SvelteSet<GroupId>();

	get isFiltering(): boolean {
		return isFiltering(this.filter);
	}
	set(change: Partial<Filter>): void {
		this.filter = { ...this.filter, ...change };
	}
	searching(isOn: boolean): void {
		this.isSearching = isOn;
		if (!isOn) this.filter = NO_FILTER;
	}
	fold(groups: readonly GroupId[], isFolded: boolean): void {
		for (const id of groups) {
			if (isFolded) this.folded.add(id);
			else this.folded.delete(id);
		}
	}
}
