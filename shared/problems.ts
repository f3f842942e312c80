/** What `dialogue/closed` tells somebody who has its code, beside the members of every problem. */
export type EndedDialogue = {
	readonly title: string;
	readonly place: string;
	/** The day of the event, `2026-11-21`. */
	readonly date: string;
	/** Where the results are, if the organiser has said so. */
	readonly resultsUrl?: string;
	/** Where the published fact sheet is read, on this server. */
	readonly sheetPath?: string;
};
