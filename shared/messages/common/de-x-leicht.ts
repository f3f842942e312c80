// unreviewed: needs a native speaker and readers of easy language; not to be called Leichte Sprache before
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'Bitte warten Sie kurz.',
	close: 'Schließen',
	cancel: 'Nicht ändern',
	save: 'Speichern',
	undo: 'Rückgängig',
	redo: 'Noch einmal',
	again: 'Noch einmal versuchen',
	table: 'Tisch {theme}',
	cards: { one: '{n} Karte', other: '{n} Karten' },
	cardNumber: 'Karte {number}',
	networkOffline: 'Das Internet ist weg. Ihre Karten bleiben hier. Wir senden sie später.',
	networkConnecting: 'Das Gerät sucht die Verbindung.',
	networkPaused: 'Speichern geht gerade nicht. Schreiben Sie weiter.',
	networkBack: 'Die Verbindung ist wieder da.',
	linkOver: 'Dieser Link geht nicht mehr. Bitte fragen Sie nach einem neuen Link.',
	dialogueErased: 'Diese Veranstaltung ist gelöscht.',
	dialogueClosed: 'Diese Veranstaltung ist zu Ende. Sie können noch alles lesen.',
	notFound: 'Diese Seite gibt es nicht.',
	toStart: 'Zum Anfang',
	privacy: 'Wer wir sind und Ihre Daten',
	accessibility: 'Für alle gut zu benutzen?',
	faultHere: 'Da ist ein Fehler. Bitte versuchen Sie es noch einmal.',
	tooMany: 'Das war zu oft. Bitte warten Sie kurz.',
	tooLarge: 'Das ist zu viel.',
	invalid: 'Bitte prüfen Sie Ihren Text.',
	serverUnreachable: 'Wir finden den Server nicht. Ist das WLAN an?',
	storeUnavailable: 'Speichern geht gerade nicht. Bitte versuchen Sie es gleich noch einmal.',
} satisfies Catalogue<typeof de>;
