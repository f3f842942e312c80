// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'Resimler',
	pickThought: 'Konu ne?',
	good: 'İyi giden:',
	improve: 'İyileşmesi gereken:',
	need: 'Gereken:',
	housing: 'Konut',
	work: 'İş',
	language: 'Dil öğrenmek',
	school: 'Okul',
	children: 'Çocuklar',
	offices: 'Daireler ve belgeler',
	health: 'Sağlık',
	traffic: 'Otobüs ve tren',
	meeting: 'İnsanlarla buluşmak',
	free: 'Boş zaman ve spor',
	safety: 'Güvenlik',
	money: 'Para',
	keyboard: 'Klavye',
	onScreen: 'Ekran klavyesi',
	space: 'Boşluk',
	remove: 'Karakteri sil',
	newLine: 'Yeni satır',
	capitals: 'Büyük harfler',
	digits: 'Sayılar ve işaretler',
	letters: 'Harfler',
	forms: 'Harfin biçimleri',
	cannotLoad: 'Bu şu anda yüklenemiyor. Bağlantı olunca yeniden deneyin.',
	wasStacked: 'Bir harfin üzerinde çok fazla işaret vardı: kaldırıldı.',
} satisfies Catalogue<typeof de>;
