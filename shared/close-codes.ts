/** Why the server ended a sync socket. 44xx end the stock client's own retries: the page decides (its rule stands beside each). */
export const CLOSE = {
	/** Bytes that are no frame. A page in order never sends them: start afresh. */
	malformed: 4400,
	/** No valid token, or it was renewed: ask for a new link. */
	unauthorised: 4401,
	/** The right to write is missing or has ended: open the document afresh, read only. */
	notAllowed: 4403,
	notFound: 4404,
	/** The document was restored from an older state: keep the unsent text, start afresh. */
	restored: 4409,
	erased: 4410,
	tooLarge: 4413,
	/** The node goes down: come again. */
	goingDown: 1012,
	/** Too fast, or the server is busy: come again later. */
	busy: 1013,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];
