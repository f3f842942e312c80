// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'Картинки',
	pickThought: 'О чём речь?',
	good: 'Хорошо работает:',
	improve: 'Должно стать лучше:',
	need: 'Нужно:',
	housing: 'Жильё',
	work: 'Работа',
	language: 'Изучение языка',
	school: 'Школа',
	children: 'Дети',
	offices: 'Учреждения и документы',
	health: 'Здоровье',
	traffic: 'Автобус и поезд',
	meeting: 'Встречи с людьми',
	free: 'Досуг и спорт',
	safety: 'Безопасность',
	money: 'Деньги',
	keyboard: 'Клавиатура',
	onScreen: 'Клавиатура на экране',
	space: 'Пробел',
	remove: 'Удалить символ',
	newLine: 'Новая строка',
	capitals: 'Заглавные буквы',
	digits: 'Цифры и знаки',
	letters: 'Буквы',
	forms: 'Формы буквы',
	cannotLoad: 'Это сейчас нельзя загрузить. Нужна связь.',
	wasStacked: 'Слишком много значков над одной буквой: они убраны.',
} satisfies Catalogue<typeof de>;
