// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'Schreiben Sie mit. In Ihrer Sprache.',
	scan: 'Nehmen Sie Ihr Telefon. Öffnen Sie die Kamera. Zeigen Sie auf den QR-Code.',
	type: 'Oder: Öffnen Sie die Adresse. Geben Sie den Code ein.',
	free: 'Ohne Anmeldung. Niemand sieht Ihren Namen.',
} as const satisfies Catalogue<typeof de>;
