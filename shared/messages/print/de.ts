/** German texts of the area; the type of all other languages. */
export default {
	// the desk where sheets are fetched
	title: 'Zum Ausdrucken',
	hint: 'PDF-Dateien für A4-Papier, in Originalgröße drucken (100 %).',
	leadsTo:
		'QR-Codes und Adressen auf den Blättern führen zu {host}. Drucken Sie erst, wenn der Server unter dieser Adresse auch im Saal erreichbar ist.',
	sheet_tableSigns: 'Tischschilder',
	about_tableSigns: 'Ein Blatt je Tisch. In der Mitte falten, dann steht es von selbst.',
	sheet_paperCards: 'Karten aus Papier',
	about_paperCards: 'Vier Karten auf einem Blatt, zum Schneiden und Beschreiben.',
	sheet_wallCards: 'Geschriebene Karten für die Pinnwand',
	about_wallCards: 'Jede Karte, die im Saal zu sehen ist, in ihrer Schrift. Vier auf einem Blatt.',
	sheet_hostGuide: 'Anleitung für die Tische',
	about_hostGuide: 'Eine Seite für alle, die einen Tisch begleiten.',
	sheet_joinHint: 'So machen Sie mit',
	about_joinHint: 'Eine Seite in elf Sprachen, mit Code und QR-Code. Für Eingang und Wand.',
	sheet_testPage: 'Testseite',
	about_testPage: 'Zeigt, ob Ihr Drucker Größe, Schriften und QR-Code richtig druckt.',
	fetch: 'PDF holen: {sheet}',
	forTable: 'Für welchen Tisch?',
	allTables: 'Alle Tische',
	each: 'Blätter je Tisch und Frage',
	from: 'Erste Blattnummer',
	fromHint: 'Wenn Sie nachdrucken: Zählen Sie weiter, dann ist jede Nummer nur einmal da.',
	tooMany:
		'So viele Seiten gehen nicht in eine Datei. Wählen Sie einen Tisch oder weniger Blätter.',
	// on every sheet
	// the hall's network
	wlan: 'Zuerst ins WLAN',
	wlanName: 'Netz',
	wlanPassword: 'Passwort',
	wlanQr: 'QR-Code für das WLAN {name}',
	code: 'Code',
	qrOf: 'QR-Code: {address}',
	table: 'Tisch {n}',
	// a table's sign
	write: 'Schreiben Sie mit. In Ihrer Sprache.',
	fold: 'hier falten',
	// a card of paper
	sheetNumber: 'Blatt {number}',
	wallNumber: 'Nummer an der Wand',
	language: 'Sprache',
	oneThought: 'Ein Gedanke pro Karte. Ein halber Satz genügt.',
	bringIt: 'Ohne Tablet? Geben Sie die Karte am Tisch ab.',
	// a written card
	card: 'Karte {n}',
	noCards: 'Hier hängt noch keine Karte.',
	// a printer's test
	testTitle: 'Testseite',
	testFrame: 'Der Rahmen ist 10 mm vom Rand entfernt. Er ist ringsum ganz zu sehen.',
	testRuler:
		'Diese Linie ist genau 100 mm lang. Sonst drucken Sie bitte mit 100 %, nicht „an Seite anpassen“.',
	testGrey: 'Von Weiß bis Schwarz sind elf Felder zu unterscheiden.',
	testScripts: 'Jede Zeile ist ganz zu sehen, ohne leere Kästchen.',
	testQr: 'Ein Telefon liest diesen QR-Code aus 30 cm.',
	testSizes: 'So groß sind die Schriften auf unseren Blättern.',
	// a host's page
	guideTitle: 'Einen Tisch begleiten',
	guideIntro:
		'Sie brauchen fünf Minuten und keine Vorkenntnisse. Oben auf dem Bildschirm steht immer, was Sie als Nächstes tun und was Sie sagen können.',
	guideFirst: 'Bevor es losgeht',
	guideFirst1:
		'Öffnen Sie den Link Ihres Tisches. Er gilt den ganzen Tag, auch auf einem anderen Gerät.',
	guideFirst2: 'Probieren Sie unter „{practice}“ alles aus. Dort kann nichts kaputtgehen.',
	guideFirst3: 'Legen Sie die Tablets bereit und stellen Sie das Tischschild auf.',
	guideWrite: 'Beim Schreiben',
	guideWrite1: 'Lesen Sie die Frage vor. Ein Gedanke pro Karte, in jeder Sprache.',
	guideWrite2:
		'Wer nicht tippen möchte, sagt es Ihnen oder schreibt auf Papier. Sie tippen es ein.',
	guideWrite3: 'Ändern Sie keine Meinung. Was jemand geschrieben hat, bleibt immer erhalten.',
	guideSort: 'Beim Ordnen',
	guideSort1:
		'Fragen Sie: Was gehört zusammen? Ziehen Sie Karten aufeinander oder tippen Sie sie an.',
	guideSort2: 'Geben Sie jeder Gruppe einen Namen, am besten mit den Worten des Tisches.',
	guideSort3: 'Was nicht hierher gehört, legen Sie beiseite. Sie können es jederzeit zurückholen.',
	guideButtons: 'Was die Knöpfe tun',
	doesSelect: 'Mehrere Karten antippen und zusammen bewegen',
	doesAdd: 'Eine Karte von Papier oder für jemanden ohne Gerät eintippen',
	doesGroup: 'Karten zu einer Gruppe legen',
	doesMove: 'Unter eine andere Frage oder an einen anderen Platz hängen',
	doesEdit: 'Einen Schreibfehler verbessern; das Original bleibt zu sehen',
	doesTranslate: 'Eine Übersetzung dazuschreiben',
	doesAside: 'Von der Wand nehmen; nichts wird gelöscht',
	doesLight: 'Groß auf der Leinwand zeigen',
	doesUndo: 'Ihren letzten Handgriff zurücknehmen, nie den von anderen',
	guideTrouble: 'Wenn etwas nicht geht',
	guideTrouble1:
		'„{offline}“: Schreiben Sie ruhig weiter. Alles kommt an, sobald das Netz wieder da ist.',
	guideTrouble2: 'Tablet kaputt oder leer: Nehmen Sie ein anderes und öffnen Sie denselben Link.',
	guideTrouble3: 'Sie kommen nicht weiter: Drücken Sie „{help}“. Die Moderation sieht das sofort.',
} as const;
