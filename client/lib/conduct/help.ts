import type { Messages } from '#shared/messages/messages.ts';
import type { HelpCall } from '#shared/state.ts';

/** What a table needs, in words: those of this language, or the caller's own. */
export function helpWord(reason: HelpCall['reason'], m: Messages<'cockpit'>): string {
	switch (reason) {
		case 'technology':
			return m.helpTechnology();
		case 'moderation':
			return m.helpModeration();
		case 'interpreting':
			return m.helpInterpreting();
		case null:
			return m.helpAnything();
		default:
			return reason;
	}
}
