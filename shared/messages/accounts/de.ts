/** German texts about who organises here; the type of all other languages. */
export default {
	title: 'Wer organisiert hier?',
	hint: 'Alle hier haben die gleichen Rechte: Veranstaltungen anlegen, Links erneuern, Ergebnisse holen.',
	you: 'das sind Sie',
	remove: '„{name}“ entfernen',
	removeQuestion: '„{name}“ entfernen?',
	removeText:
		'Dieses Konto kann sich dann nicht mehr anmelden und ist überall abgemeldet. Die Veranstaltungen bleiben.',
	removeDo: 'Entfernen',
	lastStays: 'Das letzte Konto bleibt. Laden Sie zuerst jemanden ein.',
	invite: 'Jemanden einladen',
	inviteText:
		'Geben Sie diesen Link weiter. Er gilt ein Mal und bis {day}. Er steht nur jetzt hier.',
	inviteFor: 'Einladung',
	openInvitation: 'Offene Einladung bis {day}',
	withdraw: 'Einladung bis {day} zurückziehen',
	withdrawDo: 'Zurückziehen',
	tooMany: 'Es sind genug Einladungen offen. Ziehen Sie zuerst eine zurück.',
	passwordTitle: 'Neues Passwort',
	passwordHint: 'Danach sind Sie auf allen anderen Geräten abgemeldet.',
	passwordOld: 'Bisheriges Passwort',
	passwordNew: 'Neues Passwort',
	passwordRule: 'Mindestens {n} Zeichen.',
	passwordDo: 'Passwort ändern',
	passwordWrong: 'Das bisherige Passwort stimmt nicht.',
	passwordDone: 'Das neue Passwort gilt. Andere Geräte sind abgemeldet.',
} as const;
