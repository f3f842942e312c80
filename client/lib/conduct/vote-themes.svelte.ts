import type { OpenThemes } from '#lib/themes/open-themes.svelte.ts';
import type { DialogueId } from '#shared/ids.ts';
import type { Vote } from '#shared/state.ts';
import { themeItems, type VoteItem } from './vote-items.ts';

/** The hall's themes where a vote weighs them; brought only then, so that no other tablet loads them. */
export class VoteThemes {
	#open = $state.raw<OpenThemes>();
	#isClosed = false;

	constructor(vote: Vote, dialogue: DialogueId, token: string) {
		if (vote.weighed !== 'themes') return;
		void import('#lib/themes/open-themes.svelte.ts').then(({ OpenThemes }) => {
			if (!this.#isClosed) this.#open = new OpenThemes(dialogue, token);
		});
	}

	/** Whether the server's content has come. */
	get opened(): boolean {
		return this.#open?.sync.opened ?? false;
	}
	get items(): readonly VoteItem[] {
		return this.#open ? themeItems(this.#open.all) : [];
	}

	close(): void {
		this.#isClosed = true;
		this.#open?.close();
	}
}
