/** What `dialogue/closed` tells somebody who has its code, beside the members of every problem. */
export type EndedDialogue = {
	readonly title: string;
	readonly place: string;
	/** The day of the event, `2026-11-21`. */
	readonly date: string;
};
