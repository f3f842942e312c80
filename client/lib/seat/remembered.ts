import type { KeptBallot } from '#lib/conduct/ballot.svelte.ts';
import type { DialogueId, TableId, VoteId } from '#shared/ids.ts';
import type { State } from '#shared/state.ts';

/** What this device remembers of a dialogue besides its cards, so that the page starts without a network. */
export interface Remembered {
	/** The last state that came: questions, tables, title. */
	readonly state?: State;
	readonly table?: TableId;
	readonly question?: string;
	/** Which history of the dialogue this device's seat is of: after a restore it is another one. */
	readonly generation?: number;
	/** Somebody has chosen a language at this device. */
	readonly asked?: boolean;
	/** When the one who writes now took the device, in milliseconds of its clock. */
	readonly turnSinceMs?: number;
	/** This device's dots in the vote of which it heard last. */
	readonly ballot?: KeptBallot & { readonly vote: VoteId };
}

export function remembered(dialogue: DialogueId): Remembered {
	try {
		const text = localStorage.getItem(keyOf(dialogue));
		return text === null ? {} : (JSON.parse(text) as Remembered);
	} catch {
		return {}; // closed or damaged storage: the server tells it all again
	}
}

export function remember(dialogue: DialogueId, change: Remembered): void {
	try {
		localStorage.setItem(keyOf(dialogue), JSON.stringify({ ...remembered(dialogue), ...change }));
	} catch {
		// it holds for this page only
	}
}

export function forget(dialogue: DialogueId): void {
	try {
		localStorage.removeItem(keyOf(dialogue));
	} catch {
		// then there is nothing to forget
	}
}

function keyOf(dialogue: DialogueId): string {
	return `thementisch.visit.${dialogue}`;
}
