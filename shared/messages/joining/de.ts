/** German texts of the area; the type of all other languages. */
export default {
	invite: 'Schreiben Sie mit, in Ihrer Sprache.',
	scan: 'Öffnen Sie den QR-Code mit der Kamera Ihres Telefons.',
	type: 'Oder öffnen Sie die Adresse und geben Sie den Code ein.',
	free: 'Ohne Anmeldung. Ihr Name steht nirgends.',
} as const;
