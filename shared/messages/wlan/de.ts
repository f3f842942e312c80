/** German texts about the hall's network; the type of all other languages. */
export default {
	title: 'WLAN im Saal',
	note: 'Steht auf der Leinwand neben dem Code zum Mitmachen und auf dem Blatt „So machen Sie mit“. Andere Geräte erfahren es nicht.',
	name: 'Name des Netzes',
	kind: 'Wie kommt man hinein?',
	withPassword: 'mit Passwort (WPA)',
	open: 'ohne Passwort, für alle offen',
	password: 'Passwort',
	passwordHint: 'Genau wie am Router, auch Groß und Klein.',
	remove: 'Nicht mehr zeigen',
	needName: 'Bitte schreiben Sie den Namen des Netzes.',
	needPassword: 'Ein WLAN-Passwort hat mindestens {n} Zeichen.',
	saved: 'Die Leinwand zeigt das WLAN beim Mitmachen.',
	removed: 'Das WLAN wird nicht mehr gezeigt.',
} as const;
