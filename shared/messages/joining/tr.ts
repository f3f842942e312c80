// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'Siz de yazın, kendi dilinizde.',
	scan: 'QR kodunu telefonunuzun kamerasıyla açın.',
	type: 'Ya da adresi açıp kodu yazın.',
	free: 'Kayıt gerekmez. Adınız hiçbir yerde görünmez.',
} as const satisfies Catalogue<typeof de>;
