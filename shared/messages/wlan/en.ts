import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	title: 'WLAN in the hall',
	note: 'Shown on the projector beside the code to join, and on the sheet “How to join in”. Other devices are not told.',
	name: 'Name of the network',
	kind: 'How do people get in?',
	withPassword: 'with a password (WPA)',
	open: 'without a password, open to all',
	password: 'Password',
	passwordHint: 'Exactly as on the router, capital letters too.',
	remove: 'Stop showing it',
	needName: 'Please write the name of the network.',
	needPassword: 'A WLAN password has at least {n} characters.',
	saved: 'The projector shows the WLAN with the way to join.',
	removed: 'The WLAN is not shown any more.',
} satisfies Catalogue<typeof de>;
