// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'یک لحظه …',
	close: 'بستن',
	cancel: 'لغو',
	save: 'ذخیره',
	undo: 'برگرداندن',
	redo: 'انجام دوباره',
	again: 'دوباره امتحان کنید',
	table: 'میز {theme}',
	cards: { one: '{n} کارت', other: '{n} کارت' },
	cardNumber: 'کارت {number}',
	networkOffline: 'اتصال نیست. همه چیز اینجا می‌ماند و بعداً فرستاده می‌شود.',
	networkConnecting: 'در حال اتصال …',
	networkPaused: 'ذخیره کردن کمی متوقف شده است. به نوشتن ادامه دهید.',
	networkBack: 'دوباره وصل شد.',
	linkOver: 'این پیوند دیگر معتبر نیست. لطفاً از برگزارکنندگان پیوند تازه بخواهید.',
	dialogueErased: 'این برنامه پاک شده است.',
	dialogueClosed: 'این برنامه به پایان رسیده است. هنوز می‌توان همه چیز را خواند.',
	notFound: 'چنین صفحه‌ای وجود ندارد.',
	toStart: 'به صفحهٔ اصلی',
	privacy: 'مسئول این صفحه و حفاظت از داده‌ها',
	accessibility: 'دسترس‌پذیری',
	faultHere: 'مشکلی پیش آمد. لطفاً دوباره امتحان کنید.',
	tooMany: 'تلاش‌ها زیاد بود. لطفاً کمی صبر کنید.',
	tooLarge: 'این یک‌باره خیلی زیاد است.',
	invalid: 'لطفاً نوشتهٔ خود را بررسی کنید.',
	serverUnreachable: 'سرور در دسترس نیست. آیا وای‌فای روشن است؟',
	otherAddress:
		'لطفاً نشانی‌ای را باز کنید که روی پرده و روی برگه‌ها نوشته شده است. این نشانی کار نمی‌کند.',
	storeUnavailable: 'اکنون نمی‌توان ذخیره کرد. لطفاً کمی بعد دوباره امتحان کنید.',
} satisfies Catalogue<typeof de>;
