// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'Пишите вместе с нами, на своём языке.',
	scan: 'Откройте QR-код камерой телефона.',
	type: 'Или откройте адрес и введите код.',
	free: 'Без регистрации. Вашего имени нигде нет.',
} as const satisfies Catalogue<typeof de>;
