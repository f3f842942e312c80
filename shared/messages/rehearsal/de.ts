/** German texts of the area; the type of all other languages. */
export default {
	title: 'Generalprobe',
	hint: 'Prüfen Sie vor dem Tag im Saal, ob alles läuft: Netz, Tablets, Server, Leinwand, Drucker. Es dauert zehn Minuten.',
	open: 'Generalprobe öffnen',
	intro:
		'Die Probe benutzt eine eigene Veranstaltung nur für diesen Zweck. In Ihrer echten Veranstaltung bleibt nichts davon.',
	begin: 'Probe beginnen',
	end: 'Probe beenden und alles davon löschen',
	ended: 'Die Probe ist beendet. Alles davon ist gelöscht.',
	eventTitle: 'Generalprobe (kann gelöscht werden)',
	tabletsTheme: 'Geräte',
	practiceTheme: 'Übungstisch {n}',
	// the answer
	verdict: 'Ist der Saal bereit?',
	verdict_good: 'Ja. Der Saal ist bereit.',
	verdict_warn: 'Fast. Sehen Sie sich die gelben Punkte an.',
	verdict_bad: 'Noch nicht. Zuerst die roten Punkte.',
	tone_good: 'in Ordnung',
	tone_warn: 'ansehen',
	tone_bad: 'beheben',
	// tablets
	tablets: '1. Tablets',
	tabletsHint:
		'Scannen Sie diesen Code mit jedem Tablet, an dem Platz, an dem es später liegt. Jedes bekommt eine Nummer.',
	tabletsQr: 'QR-Code zur Prüfseite',
	noTablets: 'Noch hat sich kein Tablet gemeldet.',
	number: 'Nr.',
	roundTrip: 'Weg hin und zurück',
	milliseconds: '{n} ms',
	line: 'Verbindung',
	line_socket: 'dauerhaft offen',
	line_requests: 'einzelne Anfragen',
	storage: 'Speicher',
	storage_yes: 'bewahrt Texte auf',
	storage_no: 'bewahrt nichts auf',
	offline: 'Start ohne Netz',
	yes: 'ja',
	no: 'nein',
	battery: 'Akku',
	percent: '{n} %',
	charging: '{n} %, lädt',
	unknown: 'unbekannt',
	// what was found
	address_local:
		'Diese Seite ist unter einer Adresse offen, die nur dieser Rechner kennt. Öffnen Sie sie unter der Adresse im Saalnetz (PUBLIC_URL), sonst führen QR-Codes und Ausdrucke ins Leere.',
	address_good: 'Tablets erreichen den Server unter {host}.',
	tablets_none: 'Noch kein Tablet geprüft. Scannen Sie den Code mit jedem Gerät.',
	tablets_good: {
		one: '{n} Tablet ist geprüft. Alles in Ordnung.',
		other: '{n} Tablets sind geprüft. Alle in Ordnung.',
	},
	tablets_silent: {
		one: '{n} Gerät ist da, meldet aber nichts. Laden Sie dort die Seite neu, oder nehmen Sie ein anderes Gerät.',
		other:
			'{n} Geräte sind da, melden aber nichts. Laden Sie dort die Seite neu, oder nehmen Sie andere Geräte.',
	},
	tablets_slow:
		'Langsames Netz an Nr. {numbers}. Stellen Sie den WLAN-Router näher, oder legen Sie diese Tablets an einen anderen Tisch.',
	tablets_verySlow:
		'Viel zu langsames Netz an Nr. {numbers}. So kann dort niemand mitschreiben. Stellen Sie einen zweiten WLAN-Router auf.',
	tablets_requests:
		'Das Netz lässt an Nr. {numbers} keine dauerhafte Verbindung zu. Es geht, aber langsamer. Bitten Sie die Technik des Hauses, WebSockets zu erlauben, oder nehmen Sie ein eigenes WLAN.',
	tablets_unkept:
		'Nr. {numbers} bewahrt nichts auf: Ungesendetes wäre nach einem Neustart weg. Beenden Sie dort den privaten Modus, oder schaffen Sie Speicherplatz.',
	tablets_empty: 'Bitte laden: Der Akku von Nr. {numbers} reicht nicht für einen Tag.',
	store_good: 'Der Server sichert jede Karte auf der Festplatte, bevor sie jemand sieht.',
	store_copies: 'Der Server sichert jede Karte auf mehreren Rechnern, bevor sie jemand sieht.',
	store_second:
		'Der Server sichert einmal in der Sekunde. Bei einem Stromausfall kann die letzte Sekunde fehlen. Sicherer ist „appendfsync always“.',
	store_none:
		'Der Server sichert nichts auf der Festplatte. Ein Neustart löscht alles. Schalten Sie das Sichern ein, bevor Gäste kommen.',
	store_down:
		'Der Server kann gerade nichts sichern. Prüfen Sie, ob die Festplatte voll ist, und starten Sie ihn neu.',
	picture_good: 'Die Leinwand ist ganz zu sehen und gut zu lesen.',
	picture_open: 'Sehen Sie sich das Testbild auf der Leinwand an.',
	printer_good: 'Der Drucker druckt richtig.',
	printer_open: 'Drucken Sie die Testseite.',
	run_open: 'Lassen Sie dreißig Tablets zur Probe schreiben.',
	run_running: 'Die Probe mit dreißig Tablets läuft noch.',
	run_stopped: 'Die Probe mit dreißig Tablets wurde abgebrochen. Wiederholen Sie sie bis zum Ende.',
	run_good:
		'{tablets} Tablets haben zusammen {cards} Karten geschrieben. Alle kamen an, fast jede nach höchstens {ms} ms.',
	run_slow:
		'Alle {cards} Karten kamen an, manche aber erst nach {ms} ms. Schließen Sie andere Programme auf dem Server, und prüfen Sie das WLAN.',
	run_late:
		'Alle {cards} Karten kamen an, aber erst nach bis zu {ms} ms. Das ist zu langsam für einen Saal. Nehmen Sie einen stärkeren Server oder ein besseres Netz.',
	run_lost:
		'{lost} von {cards} Karten kamen in der Probe nicht an. Prüfen Sie Netz und Server, und wiederholen Sie die Probe.',
	run_failed:
		'Nur {here} von {tablets} Tablets kamen in der Probe hinein. Prüfen Sie Netz und Server, und wiederholen Sie die Probe.',
	// the server
	server: '2. Server',
	serverHint: 'Ob der Server sichert, steht oben. Er wird beim Öffnen dieser Seite gefragt.',
	again: 'Noch einmal prüfen',
	// the practice of many
	run: '3. Dreißig Tablets zur Probe',
	runHint:
		'Dieses Gerät spielt dreißig Tablets, die gleichzeitig schreiben. So sehen Sie, ob Netz und Server einen vollen Saal aushalten.',
	runLong: 'Zwei Minuten lang',
	runShort: 'Kurz (15 Sekunden)',
	runStop: 'Abbrechen',
	runProgress: '{here} Tablets da, {sent} Karten gesendet, {shown} im Saal',
	runLeft: { one: 'noch {n} Sekunde', other: 'noch {n} Sekunden' },
	runCard: 'Übungskarte {n}',
	// the picture and the printer
	picture: '4. Leinwand',
	pictureHint:
		'Öffnen Sie dieses Testbild am Rechner der Leinwand, im Vollbild. Gehen Sie dann in die letzte Reihe.',
	pictureOpen: 'Testbild öffnen',
	pictureSeen: 'Alle vier Ecken sind zu sehen, und hinten kann man alles lesen.',
	printer: '5. Drucker',
	printerHint: 'Drucken Sie die Testseite mit 100 % und prüfen Sie die Sätze darauf.',
	printerSeen: 'Der Rahmen ist ganz da, die Linie ist 100 mm lang.',
	// the page of a tablet
	tabletTitle: 'Tablet prüfen',
	tabletStarts: 'Einen Moment …',
	tabletNumber: 'Tablet Nr. {n}',
	tabletStay:
		'Lassen Sie diese Seite offen, bis die Probe zu Ende ist. Sie misst alle zehn Sekunden.',
	tabletSticker: 'Tipp: Kleben Sie die Nummer auf das Gerät.',
	tabletNoWay:
		'Diese Probe gibt es nicht (mehr). Bitte scannen Sie den Code auf dem Bildschirm der Organisation.',
	tabletCut: 'Keine Verbindung. Diese Seite versucht es weiter.',
	tabletOver: 'Die Probe ist zu Ende. Sie können diese Seite schließen.',
	// the test picture
	pictureTitle: 'Testbild',
	pictureCorners: 'In jeder Ecke ist ein ganzer Winkel zu sehen.',
	pictureRead: 'So groß sind Karten auf der Leinwand. Kann man das hinten lesen?',
	pictureGrey: 'Alle Stufen sind zu unterscheiden.',
	pictureFull: 'Vollbild',
	pictureSize: '{width} × {height} Bildpunkte',
} as const;
