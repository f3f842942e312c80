// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'Écrivez avec nous, dans votre langue.',
	scan: 'Ouvrez le code QR avec l’appareil photo de votre téléphone.',
	type: 'Ou ouvrez l’adresse et saisissez le code.',
	free: 'Sans inscription. Votre nom n’apparaît nulle part.',
} as const satisfies Catalogue<typeof de>;
