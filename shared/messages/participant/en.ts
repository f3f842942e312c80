import type { Catalogue } from '../messages.ts';
import type de from './de.ts';

export default {
	title: 'Thementisch',
} satisfies Catalogue<typeof de>;
