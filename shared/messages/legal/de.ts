/** German texts about data protection and accessibility; the type of all other languages. */
export default {
	back: 'Zurück',
	responsible: 'Wer verantwortlich ist',
	responsibleUnnamed:
		'Verantwortlich ist die Stelle, die zu der Veranstaltung eingeladen hat, meist eine Stadt oder Gemeinde. Ihr Name steht in der Einladung. Fragen Sie im Saal nach ihr, wenn Sie etwas über Ihre Daten wissen möchten.',
	imprint: 'Impressum',
	brief: 'Das Wichtigste',
	briefText:
		'Wer mitschreibt, braucht kein Konto und nennt keinen Namen. Die Karten hängen ohne Namen an der Wand. Es gibt keine Cookies, keine Werbung und keine Auswertung Ihres Verhaltens, und nichts geht an andere Firmen. Schreiben Sie bitte keine Namen und nichts Privates auf Karten: Alle im Saal lesen sie.',
	kept: 'Was der Server aufbewahrt',
	keptText:
		'Jede Karte mit Text, Sprache, Thementisch, Frage und Uhrzeit. Dazu eine Zufallszahl für das Gerät, damit Sie Ihre Karten auf diesem Gerät ändern und zurückziehen können. Punkte und Antworten auf die Befragung stehen ohne Namen da. Ihre Internet-Adresse (IP) wird nicht aufbewahrt und steht in keinem Protokoll des Servers.',
	until: 'Wie lange',
	untilText:
		'Die Zufallszahlen der Geräte werden spätestens einen Tag nach dem Ende der Veranstaltung gelöscht. Danach kann niemand mehr herausfinden, von welchem Gerät eine Karte kam. Karten und Ergebnisse bleiben, bis die verantwortliche Stelle die Veranstaltung löscht. Sicherungskopien kann es länger geben.',
	device: 'Was auf Ihrem Gerät liegt',
	deviceText:
		'Die Sprache, die Zufallszahl des Geräts und Ihre eigenen Karten und Entwürfe, damit ohne Netz nichts verloren geht. „Weitergeben“ löscht das auf einem geteilten Tablet. Auf Ihrem eigenen Telefon löschen Sie es in den Einstellungen des Browsers.',
	survey: 'Befragung am Ende',
	surveyText:
		'Ihre Antworten lassen sich weder mit Ihren Karten noch mit Ihrem Gerät verbinden. Gezeigt werden nur Zahlen, hinter denen mindestens fünf Antworten stehen, und offene Antworten ohne Namen.',
	organisers: 'Wer organisiert, moderiert oder einen Tisch begleitet',
	organisersText:
		'Von Konten der Organisation bewahrt der Server den Namen des Kontos und einen Prüfwert des Passworts auf. Entscheidungen während der Veranstaltung stehen mit Rolle und Uhrzeit in einer Liste, ohne Namen.',
	rights: 'Ihre Rechte',
	rightsText:
		'Sie können die verantwortliche Stelle fragen, was über Sie gespeichert ist, und verlangen, dass es berichtigt oder gelöscht wird. Ihre Karten ändern Sie bis zum Ende selbst. Später weiß niemand mehr, welche von Ihnen sind; nennen Sie dann bitte den Text der Karte. Sie können sich auch beim Datenschutzbeauftragten Ihres Landes beschweren. Auf welchem Gesetz die Veranstaltung beruht, sagt Ihnen die verantwortliche Stelle.',
	aim: 'Was wir erreichen wollen',
	aimText:
		'Diese Seiten sollen die Regeln der Norm EN 301 549 erfüllen, also der WCAG 2.2 in der Stufe AA. Alles geht mit der Tastatur, mit einzelnem Tippen und mit einem Vorleseprogramm, hell und dunkel, groß und in beiden Schreibrichtungen.',
	tested: 'Wie wir prüfen',
	testedText:
		'Bei jeder Änderung prüft ein Programm alle Bildschirme, in hell und dunkel, auf Deutsch und Arabisch. Programme finden nur einen Teil der Hindernisse. Eine Prüfung durch Menschen mit Hilfsmitteln steht noch aus.',
	gaps: 'Was noch nicht geht',
	gapsText:
		'Elf Sprachen hat noch niemand geprüft, der sie von klein auf spricht. Diese Seite gibt es nur auf Deutsch und Englisch. Es gibt keine Videos in Gebärdensprache. Die Bilder der Pinnwände haben keinen eigenen Text: Lesen Sie dafür das Protokoll, dort steht alles.',
	tell: 'Etwas geht nicht?',
	tellText:
		'Sagen Sie es am Thementisch, dort gibt es auch Karten aus Papier. Oder schreiben Sie der verantwortlichen Stelle. Hilft das nicht, wenden Sie sich an die Schlichtungsstelle Ihres Landes.',
} as const;
