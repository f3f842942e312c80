import type { Messages } from '#shared/messages/messages.ts';
import { ApiError, sentenceFor } from '#lib/hall/api.ts';

/** Why a code did not lead in, in the words of somebody who stands in a hall. */
export function joinSentence(
	failure: unknown,
	m: Messages<'participant'>,
	c: Messages<'common'>,
): string {
	switch (failure instanceof ApiError ? failure.code : undefined) {
		case 'code/unknown':
			return m.codeUnknown();
		case 'code/too-many-tries':
			return m.codeTooMany();
		case 'dialogue/closed':
			return m.dialogueOver();
		default:
			return sentenceFor(failure, c);
	}
}
