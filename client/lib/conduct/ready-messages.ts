import type { Messages } from '#shared/messages/messages.ts';
import type { ReadyMessage } from '#shared/ready-messages.ts';
import type { Message } from '#shared/state.ts';

/** [ML4] What a message says: a ready one in the language of these texts, any other as it was written. */
export function messageWords({ text, ready }: Message, m: Messages<'conduct'>): string {
	const words: Partial<Record<string, () => string>> = {
		'five-minutes': () => m.minutesLeft({ n: 5 }),
		switch: m.toDoSwitch,
		plenary: m.comeToPlenary,
	} satisfies Record<ReadyMessage, () => string>;
	// a newer server may know more of them than this page
	return (ready && words[ready]?.()) ?? text;
}
