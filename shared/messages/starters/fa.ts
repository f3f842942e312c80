// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'تصویرها',
	pickThought: 'موضوع چیست؟',
	good: 'آنچه خوب است:',
	improve: 'آنچه باید بهتر شود:',
	need: 'آنچه لازم است:',
	housing: 'مسکن',
	work: 'کار',
	language: 'یادگیری زبان',
	school: 'مدرسه',
	children: 'کودکان',
	offices: 'اداره‌ها و مدارک',
	health: 'سلامت',
	traffic: 'اتوبوس و قطار',
	meeting: 'دیدار با مردم',
	free: 'تفریح و ورزش',
	safety: 'امنیت',
	money: 'پول',
	keyboard: 'صفحه‌کلید',
	onScreen: 'صفحه‌کلید روی صفحه',
	space: 'فاصله',
	remove: 'پاک کردن حرف',
	newLine: 'خط جدید',
	capitals: 'حروف بزرگ',
	digits: 'عددها و نشانه‌ها',
	letters: 'حروف',
	forms: 'شکل‌های حرف',
	cannotLoad: 'این اکنون بارگذاری نمی‌شود. با اتصال دوباره ممکن است.',
	wasStacked: 'نشانه‌های زیادی روی یک حرف بود: پاک شدند.',
} satisfies Catalogue<typeof de>;
