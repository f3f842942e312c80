// unreviewed: needs a native speaker and readers of easy language; not to be called Leichte Sprache before
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'Ordnen',
	sortCard: 'Karte {number} ordnen',
	toQuestion: 'Zu welcher Frage passt die Karte?',
	toGroup: 'In welche Gruppe passt die Karte?',
	noName: 'Gruppe ohne Namen',
	outOfGroup: 'Aus der Gruppe nehmen',
	newGroup: 'Neue Gruppe mit dieser Karte',
	groupName: 'Name von der Gruppe',
	makeGroup: 'Gruppe machen',
	nameGroup: 'Namen von der Gruppe ändern',
	refused:
		'Das geht gerade nicht. Die Karte ist noch am alten Platz. Bitte versuchen Sie es noch einmal.',
} as const satisfies Catalogue<typeof de>;
