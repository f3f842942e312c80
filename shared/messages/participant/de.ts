/** German texts of the area; the type of all other languages. */
export default {
	// the way in
	whatThisIs:
		'Schreiben Sie mit beim Dialog in Ihrer Stadt: auf diesem Gerät, in Ihrer Sprache, ohne Anmeldung.',
	codeLabel: 'Ihr Code',
	codeHint: 'Sechs Zeichen, zum Beispiel K7M PQ2. Er hängt im Saal und liegt auf den Tischen.',
	codeScan: 'Oder öffnen Sie den QR-Code mit der Kamera Ihres Geräts.',
	join: 'Mitmachen',
	codeCannotBe:
		'Das ist noch kein Code. Er hat sechs Zeichen: Buchstaben und Ziffern, aber nie 0, O, 1, I oder L.',
	codeUnknown: 'Diesen Code gibt es nicht. Bitte vergleichen Sie ihn noch einmal.',
	codeTooMany: 'Gerade waren es zu viele falsche Codes. Bitte warten Sie eine Minute.',
	dialogueOver: 'Diese Veranstaltung ist zu Ende. Neu mitmachen kann man nicht mehr.',
	otherCode: 'Anderen Code eingeben',
	forOrganisers: 'Für Organisation und Moderation',

	// language and table
	chooseLanguage: 'Sprache wählen',
	changeLanguage: 'Sprache ändern',
	chooseTable: 'An welchem Thementisch sitzen Sie?',
	changeTable: 'Tisch wechseln',
	tableClosed: 'geschlossen',

	// writing
	write: 'Schreiben',
	toWhichQuestion: 'Zu welcher Frage?',
	yourCard: 'Ihre Karte',
	oneThought: 'Ein Gedanke pro Karte',
	send: 'Senden',
	writeFirst: 'Bitte schreiben Sie zuerst etwas.',
	charactersLeft: { one: 'noch {n} Zeichen', other: 'noch {n} Zeichen' },
	wasCut: 'Der Text war zu lang. Er endet jetzt nach {max} Zeichen.',
	cardsFull: 'Von diesem Gerät sind schon {max} Karten gekommen. Mehr sind nicht möglich.',
	tableFrozen:
		'Dieser Tisch ist gerade geschlossen. Neue Karten werden aufgehoben und dem Tisch vorgelegt.',
	notWriting:
		'Gerade wird nicht geschrieben. Neue Karten werden aufgehoben und dem Tisch vorgelegt.',

	// own cards
	ownCards: 'Karten von diesem Gerät',
	ownNone: 'Hier stehen Ihre Karten, sobald Sie die erste gesendet haben.',
	edit: 'Bearbeiten',
	editCard: 'Text der Karte',
	withdraw: 'Zurückziehen',
	restore: 'Doch zeigen',

	// marks
	markDraft: 'Entwurf',
	markWriting: 'wird abgelegt',
	markUnkept: 'noch nirgends gesichert',
	markDevice: 'auf diesem Gerät',
	markSaved: 'gesichert',
	markShown: 'im Saal',
	markWaiting: 'wartet',
	markLate: 'nachgereicht',
	markAside: 'beiseite',
	markRefused: 'nicht angenommen',
	markWithdrawn: 'zurückgezogen',
	changeWriting: 'Änderung wird abgelegt',
	changeUnkept: 'Änderung noch nirgends gesichert',
	changeDevice: 'Änderung auf diesem Gerät',
	changeSaved: 'Änderung gesichert',
	whyDevice: 'Wird gesendet, sobald die Verbindung steht.',
	whyUnkept: 'Lassen Sie diese Seite offen.',
	whyWaiting: 'Der Tisch zeigt die Karte, sobald sie freigegeben ist.',
	whyLate: 'Die Karte kam, als der Tisch nicht offen war. Er kann sie noch aufnehmen.',
	whyAside: 'Der Tisch hat die Karte beiseitegelegt.',
	whyOffered: 'Ihre Änderung liegt dem Tisch als Vorschlag vor.',
	refusedEmpty: 'Die Karte ist leer.',
	refusedTooLong: 'Der Text ist zu lang. Bitte kürzen Sie ihn.',
	refusedPlace: 'Diesen Tisch oder diese Frage gibt es nicht mehr. Der Text bleibt hier.',
	refusedTooMany: 'Von diesem Gerät sind zu viele Karten gekommen. Der Text bleibt hier.',
	refusedBoardFull: 'Dieser Tisch kann keine Karten mehr aufnehmen. Der Text bleibt hier.',
	refusedOther: 'Die Karte konnte nicht angenommen werden. Der Text bleibt hier.',

	// when this device or this place cannot go on
	cannotKeep:
		'Dieses Gerät kann nichts aufbewahren. Lassen Sie die Seite offen, bis Ihre Karten gesichert sind.',
	cannotKeepFull:
		'Der Speicher dieses Geräts ist voll. Lassen Sie die Seite offen, bis Ihre Karten gesichert sind.',
	copyTexts: 'Meine Texte kopieren',
	copied: 'Kopiert.',
	yourTexts: 'Ihre Texte',
	seatOver: 'Dieser Platz gilt nicht mehr.',
	seatRestored: 'Die Veranstaltung wurde auf einen früheren Stand zurückgesetzt.',
	seatTooLarge: 'Von diesem Gerät kam mehr, als gesendet werden kann.',
	textsStayHere: 'Ihre Texte stehen noch hier. Sie können sie kopieren.',
	joinAgain: 'Neu beitreten',

	// reading the board
	allCards: 'Alle Karten',
	noCardsYet: 'Noch keine Karte',
	fromThisDevice: 'von diesem Gerät',
	newCards: { one: '{n} neue Karte', other: '{n} neue Karten' },
	hiddenYet: 'Die Karten werden später gemeinsam aufgedeckt.',
	boardOffline: 'Die Karten der anderen sind zu sehen, sobald die Verbindung steht.',
	groupWithoutName: 'Gruppe ohne Namen',
	cardsWithoutGroup: 'Ohne Gruppe',
	translatedByHuman: 'von einem Menschen übersetzt',
	translatedByMachine: 'automatisch übersetzt',
	allQuestions: 'Alle Fragen',
	languageOfCards: 'Sprache der Karten',
	allLanguages: 'Alle Sprachen',
	languageUnknown: 'ohne Angabe',
	showingCards: 'Zu sehen: {n} von {total} Karten',
	noneInLanguage: 'Keine Karte in dieser Sprache',
	laidTogether: '{n} zusammen',
} as const;
