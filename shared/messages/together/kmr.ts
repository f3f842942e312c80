// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'Rêz bike',
	sortCard: 'Karta {number} rêz bike',
	toQuestion: 'Kart ji bo kîjan pirsê ye?',
	toGroup: 'Di kîjan komê de?',
	noName: 'Koma bê nav',
	outOfGroup: 'Ji komê derxe',
	newGroup: 'Koma nû bi vê kartê',
	groupName: 'Navê komê',
	makeGroup: 'Komê çêke',
	nameGroup: 'Navê komê biguherîne',
	refused: 'Niha nabe. Kart li cihê xwe ye. Ji kerema xwe dîsa biceribînin.',
} as const satisfies Catalogue<typeof de>;
