// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'Bir dakika …',
	close: 'Kapat',
	cancel: 'Vazgeç',
	save: 'Kaydet',
	undo: 'Geri al',
	redo: 'Yinele',
	again: 'Yeniden dene',
	table: 'Konu masası {theme}',
	cards: { one: '{n} kart', other: '{n} kart' },
	cardNumber: 'Kart {number}',
	networkOffline: 'Bağlantı yok. Her şey burada kalır ve sonra gönderilir.',
	networkConnecting: 'Bağlanılıyor …',
	networkPaused: 'Kaydetme kısa süre durdu. Yazmaya devam edin.',
	networkBack: 'Bağlantı yeniden kuruldu.',
	linkOver: 'Bu bağlantı artık geçerli değil. Lütfen düzenleyenlerden yenisini isteyin.',
	dialogueErased: 'Bu etkinlik silindi.',
	dialogueClosed: 'Bu etkinlik bitti. Her şey hâlâ okunabilir.',
	notFound: 'Böyle bir sayfa yok.',
	toStart: 'Ana sayfaya',
	privacy: 'Sorumlular ve veri koruma',
	accessibility: 'Erişilebilirlik',
	faultHere: 'Bir şeyler ters gitti. Lütfen yeniden deneyin.',
	tooMany: 'Çok fazla deneme oldu. Lütfen biraz bekleyin.',
	tooLarge: 'Bu bir seferde çok fazla.',
	invalid: 'Lütfen yazdığınızı kontrol edin.',
	serverUnreachable: 'Sunucuya ulaşılamıyor. Wi-Fi açık mı?',
	storeUnavailable: 'Şu anda kaydedilemiyor. Lütfen birazdan yeniden deneyin.',
} satisfies Catalogue<typeof de>;
