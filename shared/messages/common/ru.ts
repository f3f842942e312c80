// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'Одну минуту …',
	close: 'Закрыть',
	cancel: 'Отмена',
	save: 'Сохранить',
	undo: 'Отменить действие',
	redo: 'Повторить',
	again: 'Попробовать ещё раз',
	table: 'Тематический стол {theme}',
	cards: { one: '{n} карточка', few: '{n} карточки', many: '{n} карточек', other: '{n} карточки' },
	cardNumber: 'Карточка {number}',
	networkOffline: 'Нет связи. Всё остаётся здесь и будет отправлено позже.',
	networkConnecting: 'Соединяемся …',
	networkPaused: 'Сохранение приостановлено. Можете писать дальше.',
	networkBack: 'Связь восстановлена.',
	linkOver: 'Эта ссылка больше не действует. Попросите новую у организаторов.',
	dialogueErased: 'Это мероприятие удалено.',
	dialogueClosed: 'Это мероприятие завершено. Всё ещё можно прочитать.',
	notFound: 'Такой страницы нет.',
	toStart: 'На главную страницу',
	privacy: 'Кто отвечает и защита данных',
	accessibility: 'Доступность',
	faultHere: 'Что-то пошло не так. Попробуйте ещё раз.',
	tooMany: 'Было слишком много попыток. Подождите немного.',
	tooLarge: 'Это слишком много за один раз.',
	invalid: 'Проверьте, что вы написали.',
	serverUnreachable: 'Сервер недоступен. Включён ли Wi-Fi?',
	otherAddress:
		'Пожалуйста, откройте адрес, указанный на экране и на листах. По этому адресу не работает.',
	storeUnavailable: 'Сейчас не удаётся сохранить. Попробуйте чуть позже.',
} satisfies Catalogue<typeof de>;
