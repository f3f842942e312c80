// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'Разместить',
	sortCard: 'Разместить карточку {number}',
	toQuestion: 'К какому вопросу относится карточка?',
	toGroup: 'В какую группу?',
	noName: 'Группа без названия',
	outOfGroup: 'Убрать из группы',
	newGroup: 'Новая группа с этой карточкой',
	groupName: 'Название группы',
	makeGroup: 'Создать группу',
	nameGroup: 'Переименовать группу',
	refused: 'Сейчас не получается. Карточка осталась на своём месте. Попробуйте ещё раз.',
} as const satisfies Catalogue<typeof de>;
