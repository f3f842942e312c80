/**
 * What stands on the boards of the practice dialogue: plain statements about living together in a town, written for this
 * project. They are examples of what people may say, nobody has said them. The other languages are unreviewed.
 */
export interface PracticeCard {
	readonly question: 'good' | 'improve' | 'need';
	readonly lang: string;
	readonly text: string;
	/** The title of the group that it lies in. */
	readonly group?: string;
}

export interface PracticeTable {
	readonly theme: string;
	readonly cards: readonly PracticeCard[];
}

const HOMES = 'Wohnung finden';
const PERMITS = 'Erlaubnis und Anerkennung';
const TALKING = 'Einander verstehen';

export const PRACTICE_TABLES: readonly PracticeTable[] = [
	{
		theme: 'Bauen & Wohnen',
		cards: [
			{ question: 'good', lang: 'de', text: 'Im Neubaugebiet grüßt man sich über den Zaun' },
			{ question: 'good', lang: 'uk', text: 'Сусіди допомогли нам із переїздом' },
			{ question: 'good', lang: 'tr', text: 'Parkta herkes bir araya gelebiliyor' },
			{ question: 'improve', lang: 'ar', text: 'الإيجار مرتفع جداً للعائلات', group: HOMES },
			{
				question: 'improve',
				lang: 'de',
				text: 'Häuser stehen leer, während andere lange suchen',
				group: HOMES,
			},
			{ question: 'improve', lang: 'fr', text: 'Le dernier bus part trop tôt le soir' },
			{ question: 'need', lang: 'en', text: 'Somebody who explains the rental contract' },
			{ question: 'need', lang: 'ti', text: 'ንዓበይቲ ስድራቤታት ዝኸውን ገዛ የድሊ' },
			{ question: 'need', lang: 'fa', text: 'جای بازی برای بچه‌ها کنار خوابگاه' },
		],
	},
	{
		theme: 'Ehrenamt & Beteiligung',
		cards: [
			{ question: 'good', lang: 'de', text: 'Das Café am Freitag steht allen offen' },
			{ question: 'good', lang: 'ru', text: 'В футбольном клубе рады каждому' },
			{ question: 'good', lang: 'kmr', text: 'Di bexçeyê taxê de em bi hev re dixebitin' },
			{ question: 'improve', lang: 'de', text: 'Es sind immer dieselben, die anpacken' },
			{ question: 'improve', lang: 'en', text: 'News only comes as a letter in German' },
			{ question: 'improve', lang: 'ar', text: 'لا نعرف من نسأل في البلدية' },
			{ question: 'need', lang: 'de', text: 'Ein Aushang, wer wann Hilfe braucht' },
			{ question: 'need', lang: 'uk', text: 'Зустрічі ввечері, коли всі вільні' },
			{ question: 'need', lang: 'fr', text: 'Un petit budget pour les idées du quartier' },
		],
	},
	{
		theme: 'Arbeit',
		cards: [
			{ question: 'good', lang: 'de', text: 'Die Schreinerei nimmt uns zum Probearbeiten' },
			{ question: 'good', lang: 'fa', text: 'همکارانم با من آلمانی تمرین می‌کنند' },
			{ question: 'good', lang: 'tr', text: 'İş yerinde her şeyi sabırla anlatıyorlar' },
			{
				question: 'improve',
				lang: 'ru',
				text: 'Диплом признают слишком долго',
				group: PERMITS,
			},
			{ question: 'improve', lang: 'ar', text: 'أنتظر تصريح العمل منذ شهور', group: PERMITS },
			{
				question: 'improve',
				lang: 'de',
				text: 'Schichtdienst und Sprachkurs passen nicht zusammen',
			},
			{ question: 'need', lang: 'en', text: 'Mentors who know the trade' },
			{ question: 'need', lang: 'ti', text: 'ናይ ሞያ ቋንቋ ትምህርቲ የድሊ' },
			{ question: 'need', lang: 'kmr', text: 'Kursên ziman ên êvarê' },
		],
	},
	{
		theme: 'Frauen',
		cards: [
			{ question: 'good', lang: 'de', text: 'Beim Frauenfrühstück wird viel gelacht' },
			{ question: 'good', lang: 'fa', text: 'در گروه دوچرخه‌سواری دوست پیدا کردم' },
			{ question: 'good', lang: 'uk', text: 'На курсі шиття ми говоримо німецькою' },
			{ question: 'improve', lang: 'de', text: 'Ohne Kinderbetreuung bleibe ich zu Hause' },
			{ question: 'improve', lang: 'ar', text: 'مواعيد الدورات لا تناسب الأمهات' },
			{ question: 'improve', lang: 'fr', text: 'Le chemin vers la gare est mal éclairé' },
			{ question: 'need', lang: 'tr', text: 'Kadınlar için yüzme saati' },
			{ question: 'need', lang: 'kmr', text: 'Cihekî ku jin lê bicivin' },
			{ question: 'need', lang: 'en', text: 'A bicycle course on Saturday mornings' },
		],
	},
	{
		theme: 'Bildung & Ausbildung',
		cards: [
			{ question: 'good', lang: 'de', text: 'Jede Woche liest jemand in der Schule vor' },
			{ question: 'good', lang: 'en', text: 'The library has books in many languages' },
			{ question: 'good', lang: 'ru', text: 'Учительница объясняет всё спокойно' },
			{ question: 'improve', lang: 'uk', text: 'Довго чекаємо на мовний курс', group: TALKING },
			{
				question: 'improve',
				lang: 'fa',
				text: 'نامه‌های مدرسه را نمی‌فهمیم',
				group: TALKING,
			},
			{ question: 'improve', lang: 'de', text: 'In der Kita fehlen Plätze' },
			{ question: 'need', lang: 'de', text: 'Ein ruhiger Raum für die Hausaufgaben' },
			{ question: 'need', lang: 'ti', text: 'ንመንእሰያት ናይ ስራሕ ልምምድ የድሊ' },
			{ question: 'need', lang: 'fr', text: 'Des visites d’entreprises pour les jeunes' },
			{ question: 'need', lang: 'tr', text: 'Veliler için meslek eğitimi akşamı' },
		],
	},
];
