// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'مرتب کردن',
	sortCard: 'مرتب کردن کارت {number}',
	toQuestion: 'این کارت برای کدام پرسش است؟',
	toGroup: 'در کدام گروه؟',
	noName: 'گروه بی‌نام',
	outOfGroup: 'بیرون آوردن از گروه',
	newGroup: 'گروه تازه با این کارت',
	groupName: 'نام گروه',
	makeGroup: 'ساختن گروه',
	nameGroup: 'عوض کردن نام گروه',
	refused: 'اکنون ممکن نیست. کارت در جای خود مانده است. لطفاً دوباره امتحان کنید.',
} as const satisfies Catalogue<typeof de>;
