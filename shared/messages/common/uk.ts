// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'Хвилинку …',
	close: 'Закрити',
	cancel: 'Скасувати',
	save: 'Зберегти',
	undo: 'Скасувати дію',
	redo: 'Повторити',
	again: 'Спробувати ще раз',
	table: 'Тематичний стіл {theme}',
	cards: { one: '{n} картка', few: '{n} картки', many: '{n} карток', other: '{n} картки' },
	cardNumber: 'Картка {number}',
	networkOffline: 'Немає зв’язку. Усе залишається тут і буде надіслано пізніше.',
	networkConnecting: 'З’єднуємося …',
	networkPaused: 'Збереження призупинено. Можете писати далі.',
	networkBack: 'Зв’язок відновлено.',
	linkOver: 'Це посилання більше не діє. Попросіть нове в організаторів.',
	dialogueErased: 'Цей захід видалено.',
	dialogueClosed: 'Цей захід завершено. Усе ще можна читати.',
	notFound: 'Такої сторінки немає.',
	toStart: 'На головну сторінку',
	privacy: 'Хто відповідає і захист даних',
	accessibility: 'Доступність',
	faultHere: 'Щось пішло не так. Спробуйте ще раз.',
	tooMany: 'Було забагато спроб. Зачекайте трохи.',
	tooLarge: 'Це забагато за один раз.',
	invalid: 'Перевірте, що ви написали.',
	serverUnreachable: 'Сервер недоступний. Чи ввімкнено Wi-Fi?',
	otherAddress:
		'Будь ласка, відкрийте адресу, вказану на екрані та на аркушах. За цією адресою не працює.',
	storeUnavailable: 'Зараз не вдається зберегти. Спробуйте трохи пізніше.',
} satisfies Catalogue<typeof de>;
