// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'لحظة من فضلك …',
	close: 'إغلاق',
	cancel: 'إلغاء',
	save: 'حفظ',
	undo: 'تراجع',
	redo: 'إعادة',
	again: 'حاول مرة أخرى',
	table: 'طاولة {theme}',
	cards: {
		zero: 'لا بطاقات',
		one: 'بطاقة واحدة',
		two: 'بطاقتان',
		few: '{n} بطاقات',
		many: '{n} بطاقة',
		other: '{n} بطاقة',
	},
	cardNumber: 'البطاقة {number}',
	networkOffline: 'لا يوجد اتصال. يبقى كل شيء هنا ويُرسل لاحقًا.',
	networkConnecting: 'جارٍ الاتصال …',
	networkPaused: 'توقف الحفظ مؤقتًا. يمكنكم متابعة الكتابة.',
	networkBack: 'عاد الاتصال.',
	linkOver: 'هذا الرابط لم يعد صالحًا. اطلبوا رابطًا جديدًا من المنظمين.',
	dialogueErased: 'تم حذف هذه الفعالية.',
	dialogueClosed: 'انتهت هذه الفعالية. ما زال بالإمكان قراءة كل شيء.',
	notFound: 'هذه الصفحة غير موجودة.',
	toStart: 'إلى الصفحة الرئيسية',
	faultHere: 'حدث خطأ ما. حاولوا مرة أخرى من فضلكم.',
	tooMany: 'كانت المحاولات كثيرة جدًا. انتظروا قليلًا من فضلكم.',
	tooLarge: 'هذا كثير جدًا دفعة واحدة.',
	invalid: 'تحققوا مما كتبتم من فضلكم.',
	serverUnreachable: 'لا يمكن الوصول إلى الخادم. هل شبكة الواي فاي مفعّلة؟',
	storeUnavailable: 'لا يمكن الحفظ الآن. حاولوا مرة أخرى بعد قليل.',
} satisfies Catalogue<typeof de>;
