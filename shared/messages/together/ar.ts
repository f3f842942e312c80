// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'ترتيب',
	sortCard: 'ترتيب البطاقة {number}',
	toQuestion: 'لأي سؤال هذه البطاقة؟',
	toGroup: 'في أي مجموعة؟',
	noName: 'مجموعة بلا اسم',
	outOfGroup: 'إخراجها من المجموعة',
	newGroup: 'مجموعة جديدة بهذه البطاقة',
	groupName: 'اسم المجموعة',
	makeGroup: 'إنشاء المجموعة',
	nameGroup: 'تغيير اسم المجموعة',
	refused: 'لا يمكن ذلك الآن. بقيت البطاقة في مكانها. حاولوا مرة أخرى من فضلكم.',
} as const satisfies Catalogue<typeof de>;
