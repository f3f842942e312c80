// unreviewed: needs a native speaker and readers of easy language; not to be called Leichte Sprache before
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'Bilder',
	pickThought: 'Was ist Ihr Thema?',
	good: 'Das ist gut:',
	improve: 'Das soll besser werden:',
	need: 'Das brauchen wir:',
	housing: 'Wohnung',
	work: 'Arbeit',
	language: 'Sprache lernen',
	school: 'Schule',
	children: 'Kinder',
	offices: 'Ämter und Papiere',
	health: 'Gesundheit',
	traffic: 'Bus und Bahn',
	meeting: 'Menschen treffen',
	free: 'Freizeit und Sport',
	safety: 'Sicherheit',
	money: 'Geld',
	keyboard: 'Tastatur',
	onScreen: 'Tastatur auf dem Bildschirm',
	space: 'Leer-Zeichen',
	remove: 'Zeichen löschen',
	newLine: 'Neue Zeile',
	capitals: 'Große Buchstaben',
	digits: 'Zahlen und Zeichen',
	letters: 'Buchstaben',
	forms: 'Formen vom Buchstaben',
	cannotLoad: 'Das geht gerade nicht. Es fehlt die Verbindung.',
	wasStacked: 'Auf einem Zeichen waren zu viele Striche und Punkte. Wir haben sie gelöscht.',
} satisfies Catalogue<typeof de>;
