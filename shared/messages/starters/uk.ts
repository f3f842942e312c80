// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'Малюнки',
	pickThought: 'Про що йдеться?',
	good: 'Добре працює:',
	improve: 'Має стати кращим:',
	need: 'Потрібно:',
	housing: 'Житло',
	work: 'Робота',
	language: 'Вивчення мови',
	school: 'Школа',
	children: 'Діти',
	offices: 'Установи та документи',
	health: 'Здоров’я',
	traffic: 'Автобус і поїзд',
	meeting: 'Зустрічі з людьми',
	free: 'Дозвілля і спорт',
	safety: 'Безпека',
	money: 'Гроші',
	keyboard: 'Клавіатура',
	onScreen: 'Клавіатура на екрані',
	space: 'Пробіл',
	remove: 'Видалити символ',
	newLine: 'Новий рядок',
	capitals: 'Великі літери',
	digits: 'Цифри та знаки',
	letters: 'Літери',
	forms: 'Форми літери',
	cannotLoad: 'Це зараз не можна завантажити. Потрібен зв’язок.',
	wasStacked: 'Забагато значків над однією літерою: їх прибрано.',
} satisfies Catalogue<typeof de>;
