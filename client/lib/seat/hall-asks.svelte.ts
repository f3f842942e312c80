import type { State, TableState } from '#shared/state.ts';

/** What the hall asks of everybody, and whether somebody is at it now instead of writing. */
export class HallAsks {
	/** The vote whose dots somebody has opened. */
	#votingIn = $state<string>();
	#isAnswering = $state(false);
	readonly #at: () => { readonly hall: State; readonly table: TableState };

	constructor(at: () => { readonly hall: State; readonly table: TableState }) {
		this.#at = at;
	}

	/** The vote of this table. */
	get vote(): State['vote'] {
		const { hall, table } = this.#at();
		return hall.vote?.tableIds.includes(table.id) ? hall.vote : null;
	}
	get isVoting(): boolean {
		return this.vote !== null && this.#votingIn === this.vote.id;
	}
	/** At the questionnaire. */
	get isAnswering(): boolean {
		return !this.isVoting && this.isAway;
	}
	/** At one of them: writing and the board are out of view. */
	get isAway(): boolean {
		return this.isVoting || (this.#isAnswering && this.#at().hall.evaluation === true);
	}

	openVote(isOpen: boolean): void {
		this.#votingIn = isOpen ? this.vote?.id : undefined;
	}
	/** [HA1] Opening takes the place of the dots: its button stands beside their result. */
	openQuestionnaire(isOpen: boolean): void {
		this.#isAnswering = isOpen;
		if (isOpen) this.#votingIn = undefined;
	}
}
