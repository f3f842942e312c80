import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	title: 'Who organises here?',
	hint: 'Everybody here has the same rights: make events, renew links, take the results.',
	you: 'this is you',
	remove: 'Remove “{name}”',
	removeQuestion: 'Remove “{name}”?',
	removeText: 'This account can no longer sign in and is signed out everywhere. The events stay.',
	removeDo: 'Remove',
	lastStays: 'The last account stays. Invite somebody first.',
	invite: 'Invite somebody',
	inviteText: 'Pass this link on. It works once, until {day}. It stands here only now.',
	inviteFor: 'Invitation',
	openInvitation: 'Open invitation until {day}',
	withdraw: 'Withdraw the invitation until {day}',
	withdrawDo: 'Withdraw',
	tooMany: 'There are enough open invitations. Withdraw one first.',
	passwordTitle: 'New password',
	passwordHint: 'Afterwards you are signed out on all other devices.',
	passwordOld: 'Password so far',
	passwordNew: 'New password',
	passwordRule: 'At least {n} characters.',
	passwordDo: 'Change the password',
	passwordWrong: 'The password so far is not right.',
	passwordDone: 'The new password holds. Other devices are signed out.',
} satisfies Catalogue<typeof de>;
