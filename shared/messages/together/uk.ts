// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'Розмістити',
	sortCard: 'Розмістити картку {number}',
	toQuestion: 'До якого запитання належить картка?',
	toGroup: 'До якої групи?',
	noName: 'Група без назви',
	outOfGroup: 'Прибрати з групи',
	newGroup: 'Нова група з цією карткою',
	groupName: 'Назва групи',
	makeGroup: 'Створити групу',
	nameGroup: 'Перейменувати групу',
	refused: 'Зараз не виходить. Картка залишилася на своєму місці. Спробуйте ще раз.',
} as const satisfies Catalogue<typeof de>;
