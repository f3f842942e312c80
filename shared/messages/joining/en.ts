import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'Write with us, in your language.',
	scan: 'Open the QR code with the camera of your phone.',
	type: 'Or open the address and type the code.',
	free: 'No sign-up. Your name is nowhere.',
} as const satisfies Catalogue<typeof de>;
