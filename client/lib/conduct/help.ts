import type { Messages } from '#shared/messages/messages.ts';
import type { HelpCall } from '#shared/state.ts';

/** What a table needs, in words. */
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
	}
}
