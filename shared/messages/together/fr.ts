// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'Ranger',
	sortCard: 'Ranger la carte {number}',
	toQuestion: 'À quelle question répond la carte ?',
	toGroup: 'Dans quel groupe ?',
	noName: 'Groupe sans nom',
	outOfGroup: 'Sortir du groupe',
	newGroup: 'Nouveau groupe avec cette carte',
	groupName: 'Nom du groupe',
	makeGroup: 'Créer le groupe',
	nameGroup: 'Renommer le groupe',
	refused:
		'Ce n’est pas possible en ce moment. La carte est restée à sa place. Veuillez réessayer.',
} as const satisfies Catalogue<typeof de>;
