// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'Пишіть разом з нами, своєю мовою.',
	scan: 'Відкрийте QR-код камерою телефону.',
	type: 'Або відкрийте адресу і введіть код.',
	free: 'Без реєстрації. Вашого імені ніде немає.',
} as const satisfies Catalogue<typeof de>;
