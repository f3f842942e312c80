/** German texts of the area; the type of all other languages. `do…`: what a host does next. `say…`: what to say aloud. */
export default {
	title: 'Das tun Sie jetzt',
	sayAloud: 'Sagen Sie:',
	// what the button beside it does
	actChoose: 'Karten auswählen',
	actSimilar: { one: '{n} Vorschlag ansehen', other: '{n} Vorschläge ansehen' },
	actPractice: 'Ausprobieren',
	// the table or the day is closed
	doClosed: 'Verabschieden Sie Ihren Tisch.',
	sayClosed: 'Vielen Dank, dass Sie mitgemacht haben. Alle Karten sind aufgehoben.',
	doFrozen: 'Warten Sie auf die Moderation.',
	sayFrozen: 'Wir machen gleich weiter. Was Sie jetzt schreiben, geht nicht verloren.',
	// whatever the step
	doWaiting: 'Sehen Sie die wartenden Karten durch.',
	sayWaiting: 'Ich sehe mir kurz Ihre neuen Karten an. Schreiben Sie gern weiter.',
	doSoonOver: 'Sagen Sie die letzte Minute an.',
	saySoonOver: 'Noch eine Minute. Bringen Sie Ihren Gedanken bitte zu Ende.',
	doOver: 'Kommen Sie zum Schluss.',
	sayOver: 'Die Zeit ist um. Vielen Dank! Gleich geht es gemeinsam weiter.',
	// arriving, the whole hall, changing tables, a break
	doArrival: 'Begrüßen Sie alle am Tisch.',
	sayArrival:
		'Herzlich willkommen am Tisch „{theme}“. Sie können hier schreiben, in Ihrer Sprache. Ich helfe Ihnen gern.',
	doPlenary: 'Hören Sie mit allen zu.',
	sayPlenary: 'Wir hören jetzt nach vorn. Danach geht es am Tisch weiter.',
	doSwitch: 'Bitten Sie zum Wechsel.',
	saySwitch: 'Bitte wechseln Sie jetzt den Tisch. Lassen Sie die Tablets liegen.',
	doBreak: 'Machen Sie Pause.',
	sayBreak: 'Wir machen Pause. Die Karten bleiben hängen.',
	// writing
	doReadFirst: 'Lesen Sie die Frage vor.',
	sayReadFirst:
		'{question} Schreiben Sie bitte einen Gedanken auf eine Karte. Ein halber Satz genügt.',
	doReadFew: 'Hier hängt noch wenig. Lesen Sie die Frage vor.',
	sayReadFew: '{question} Was fällt Ihnen dazu noch ein?',
	doReadNew: 'Lesen Sie neue Karten vor.',
	sayReadNew: 'Das ist neu dazugekommen. Wer möchte etwas ergänzen?',
	// sorting
	doSimilar: 'Prüfen Sie ähnliche Karten.',
	saySimilar: 'Diese Karten klingen ähnlich. Gehören sie für Sie zusammen?',
	doGroup: 'Legen Sie Karten zusammen.',
	sayGroup: 'Welche Karten gehören für Sie zusammen?',
	doName: 'Geben Sie der Gruppe einen Namen.',
	sayName: 'Wie soll diese Gruppe heißen?',
	doCheck: 'Fragen Sie, ob etwas fehlt.',
	sayCheck: 'Hängt alles richtig? Fehlt etwas?',
	doSortNothing: 'Hier hängt noch nichts.',
	saySortNothing: 'Wer möchte mir einen Gedanken sagen? Ich schreibe ihn auf.',
	// dots
	doVote: 'Erklären Sie die Punkte.',
	sayVote: {
		one: 'Sie haben {n} Punkt. Geben Sie ihn dem, was Ihnen am wichtigsten ist.',
		other: 'Sie haben {n} Punkte. Geben Sie sie dem, was Ihnen am wichtigsten ist.',
	},
	doVoteSoon: 'Warten Sie auf die Punkte.',
	sayVoteSoon: 'Sehen Sie sich die Karten in Ruhe an. Gleich geben wir Punkte.',
	doVoteCount: 'Warten Sie auf das Ergebnis.',
	sayVoteCount: 'Danke für Ihre Punkte. Das Ergebnis sehen wir gleich.',
	doVoteResult: 'Sprechen Sie über das Ergebnis.',
	sayVoteResult: 'So haben wir gewichtet. Überrascht Sie etwas?',
	// the end
	doCommit: 'Halten Sie fest, wer was übernimmt.',
	sayCommit: 'Wer möchte sich darum kümmern? Und bis wann?',
	doFeedback: 'Bitten Sie um Rückmeldung.',
	sayFeedback: 'Wie war der Tag für Sie? Was sollen wir beim nächsten Mal anders machen?',
	// nothing runs
	doBefore: 'Sehen Sie sich um.',
	sayBefore: 'Gleich geht es los. Nehmen Sie gern schon Platz.',
	doBetween: 'Ordnen Sie in Ruhe.',
	sayBetween: 'Wir machen gleich weiter.',
} as const;
