// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'Yerleştir',
	sortCard: 'Kart {number}: yerleştir',
	toQuestion: 'Bu kart hangi soruya ait?',
	toGroup: 'Hangi gruba?',
	noName: 'Adsız grup',
	outOfGroup: 'Gruptan çıkar',
	newGroup: 'Bu kartla yeni grup',
	groupName: 'Grubun adı',
	makeGroup: 'Grup oluştur',
	nameGroup: 'Grubun adını değiştir',
	refused: 'Şu anda olmuyor. Kart yerinde kaldı. Lütfen yeniden deneyin.',
} as const satisfies Catalogue<typeof de>;
