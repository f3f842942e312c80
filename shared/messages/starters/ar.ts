// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'صور',
	pickThought: 'ما الموضوع؟',
	good: 'ما يسير جيدًا:',
	improve: 'ما يجب أن يتحسن:',
	need: 'ما نحتاج إليه:',
	housing: 'السكن',
	work: 'العمل',
	language: 'تعلّم اللغة',
	school: 'المدرسة',
	children: 'الأطفال',
	offices: 'الدوائر والأوراق',
	health: 'الصحة',
	traffic: 'الحافلة والقطار',
	meeting: 'لقاء الناس',
	free: 'الترفيه والرياضة',
	safety: 'الأمان',
	money: 'المال',
	keyboard: 'لوحة المفاتيح',
	onScreen: 'لوحة مفاتيح على الشاشة',
	space: 'مسافة',
	remove: 'حذف حرف',
	newLine: 'سطر جديد',
	capitals: 'أحرف كبيرة',
	digits: 'أرقام ورموز',
	letters: 'حروف',
	forms: 'أشكال الحرف',
	cannotLoad: 'لا يمكن تحميل هذا الآن. يتوفر من جديد مع الاتصال.',
	wasStacked: 'علامات كثيرة جدًا على حرف واحد: أُزيلت.',
} satisfies Catalogue<typeof de>;
