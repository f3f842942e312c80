/**
 * Every "no" that anybody can be told. The code is the contract: clients switch on it, tests name it,
 * the page translates it. Titles are for people who read the protocol and may be reworded.
 */
export const REJECTIONS = {
	'request/invalid': { status: 400, title: 'The request is not well formed' },
	'request/too-large': { status: 413, title: 'The request is too large' },
	'request/too-many': { status: 429, title: 'Too many requests' },
	'request/not-found': { status: 404, title: 'No such address' },
	'request/method-not-allowed': { status: 405, title: 'This address does not know this method' },
	'request/unauthorised': { status: 401, title: 'A valid token is needed' },
	'request/foreign-origin': { status: 403, title: 'Requests from this origin are not accepted' },
	'setup/done': { status: 409, title: 'The first account exists already' },
	'login/failed': { status: 401, title: 'Name or password is wrong' },
	'account/last': { status: 409, title: 'The last account cannot be removed' },
	'account/taken': { status: 409, title: 'This name is taken' },
	'code/unknown': { status: 404, title: 'No dialogue has this code' },
	'code/too-many-tries': { status: 429, title: 'Too many wrong codes' },
	'dialogue/not-found': { status: 404, title: 'No such dialogue' }, // also the answer to "forbidden"
	'dialogue/closed': { status: 409, title: 'This dialogue has ended' },
	'dialogue/not-closed': { status: 409, title: 'This dialogue is still open' },
	'dialogue/table-in-use': { status: 409, title: 'A table with cards cannot be removed' },
	'dialogue/question-in-use': { status: 409, title: 'A question with cards cannot be removed' },
	'export/format-unknown': { status: 400, title: 'This format is not offered' },
	'export/busy': { status: 503, title: 'Too many reports are being made' },
	'export/share': { status: 429, title: 'This link has enough files in the making' },
	'export/too-slow': { status: 503, title: 'The report took too long' },
	'export/given-up': { status: 409, title: 'Nobody waits for this report any more' },
	'import/invalid': { status: 400, title: 'This file is no dialogue that can be taken over' },
	'import/busy': { status: 503, title: 'Too many files are being read' },
	'evaluation/ended': { status: 409, title: 'The questionnaire takes no more answers' },
	'evaluation/slip-taken': { status: 409, title: 'This device has its slip already' },
	'sheet/not-found': { status: 404, title: 'No fact sheet is published here' },
	'logo/not-found': { status: 404, title: 'There is no logo' },
	'logo/unreadable': { status: 400, title: 'The logo must be a PNG or JPEG picture' },
	'command/unknown': { status: 400, title: 'No such command' },
	'command/not-allowed': { status: 403, title: 'This role may not do that now' },
	'command/unsure': { status: 409, title: 'It is not known whether this was done' },
	'table/unknown': { status: 404, title: 'No such table' },
	'table/frozen': { status: 409, title: 'This table is frozen' },
	'step/unknown': { status: 404, title: 'No such step' },
	'step/none-running': { status: 409, title: 'No step is running' },
	'card/unknown': { status: 404, title: 'No such card' },
	'card/not-waiting': { status: 409, title: 'This card does not wait' },
	'card/unknown-place': { status: 409, title: 'The table or question does not exist' },
	'card/in-other-hands': { status: 409, title: 'Somebody else is translating this card' },
	'card/own-language': { status: 409, title: 'The card is written in this language' },
	'card/taken': { status: 409, title: 'The id of this card is in use' },
	'card/empty': { status: 400, title: 'The card has no text' },
	'card/too-long': { status: 413, title: 'The text is too long' },
	'card/malformed': { status: 400, title: 'The card is not well formed' },
	'card/too-many': { status: 429, title: 'Too many cards on this device' },
	'card/board-full': { status: 409, title: 'This table cannot take more cards' },
	'group/unknown': { status: 404, title: 'No such group' },
	'vote/unknown': { status: 404, title: 'No such vote' },
	'vote/open': { status: 409, title: 'A vote is open already' },
	'vote/closed': { status: 409, title: 'This vote is not open' },
	'vote/over-budget': { status: 409, title: 'More dots than allowed' },
	'vote/unknown-item': { status: 409, title: 'Something on this ballot cannot be weighed' },
	'help/unknown': { status: 404, title: 'No such call for help' },
	'store/unavailable': { status: 503, title: 'The store does not answer' },
	'server/fault': { status: 500, title: 'Something went wrong here' },
} as const satisfies Record<string, { status: number; title: string }>;

export type RejectionCode = keyof typeof REJECTIONS;

/** A "no" with its reason. `detail` names the place or the limit, never content. */
export interface Rejection<C extends RejectionCode = RejectionCode> {
	readonly code: C;
	readonly detail: string;
}

export type Result<T, C extends RejectionCode = RejectionCode> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly rejection: Rejection<C> };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
	return { ok: true, value };
}

export function reject<C extends RejectionCode>(
	code: C,
	detail = '',
): { readonly ok: false; readonly rejection: Rejection<C> } {
	return { ok: false, rejection: { code, detail } };
}

/** Carries a rejection where code must throw: parsing at the edge, routes. */
export class RejectedError extends Error {
	readonly rejection: Rejection;
	constructor(rejection: Rejection) {
		super(`${rejection.code}: ${rejection.detail}`);
		this.name = 'RejectedError';
		this.rejection = rejection;
	}
}
