import type { Messages } from '#shared/messages/messages.ts';
import type { OwnMark } from './mark.ts';

type Participant = Messages<'participant'>;

/** The mark in words. */
export function markText({ word, change }: OwnMark, m: Participant): string {
	const words = {
		draft: m.markDraft,
		writing: change ? m.changeWriting : m.markWriting,
		unkept: change ? m.changeUnkept : m.markUnkept,
		device: change ? m.changeDevice : m.markDevice,
		saved: change ? m.changeSaved : m.markSaved,
		shown: m.markShown,
		waiting: m.markWaiting,
		late: m.markLate,
		aside: m.markAside,
		refused: m.markRefused,
		withdrawn: m.markWithdrawn,
	};
	return words[word]();
}

/** The sentence beside a mark that needs one. `words`: somebody said it, in a language that we do not know. */
export function markReason(
	{ word, offered, reason }: OwnMark,
	m: Participant,
): { readonly text: string; readonly words: boolean } | undefined {
	if (reason !== undefined && reason !== '')
		return CODE.test(reason)
			? { text: refusal(reason, m), words: false }
			: { text: reason, words: true };
	const sentence = offered ? m.whyOffered : sentences(m)[word];
	return sentence && { text: sentence(), words: false };
}

/** A code of `rejections.ts` has this form, and nobody's words do: they would need a space or a capital. */
const CODE = /^[a-z]+\/[a-z]+(-[a-z]+)*$/;

function sentences(m: Participant): Partial<Record<OwnMark['word'], () => string>> {
	return {
		device: m.whyDevice,
		unkept: m.whyUnkept,
		waiting: m.whyWaiting,
		late: m.whyLate,
		aside: m.whyAside,
		refused: m.refusedOther,
	};
}

function refusal(code: string, m: Participant): string {
	switch (code) {
		case 'card/empty':
			return m.refusedEmpty();
		case 'card/too-long':
			return m.refusedTooLong();
		case 'card/unknown-place':
			return m.refusedPlace();
		case 'card/too-many':
			return m.refusedTooMany();
		case 'card/board-full':
			return m.refusedBoardFull();
		default:
			return m.refusedOther();
	}
}
