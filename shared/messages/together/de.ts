/** German texts for sorting by everybody; the type of all other languages. */
export default {
	sort: 'Einordnen',
	sortCard: 'Karte {number} einordnen',
	toQuestion: 'Zu welcher Frage gehört die Karte?',
	toGroup: 'In welche Gruppe?',
	noName: 'Gruppe ohne Namen',
	outOfGroup: 'Aus der Gruppe nehmen',
	newGroup: 'Neue Gruppe mit dieser Karte',
	groupName: 'Name der Gruppe',
	makeGroup: 'Gruppe anlegen',
	nameGroup: 'Gruppe umbenennen',
	refused:
		'Das geht gerade nicht. Die Karte hängt, wo sie war. Bitte versuchen Sie es noch einmal.',
} as const;
