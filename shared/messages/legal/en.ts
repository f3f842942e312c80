import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	back: 'Back',
	responsible: 'Who is responsible',
	responsibleUnnamed:
		'Responsible is the office that invited people to the event, mostly a town. Its name is in the invitation. Ask for it in the hall if you want to know something about your data.',
	imprint: 'Imprint',
	brief: 'The main points',
	briefText:
		'You need no account and give no name to take part. Cards hang on the wall without a name. There are no cookies, no advertising and no tracking, and nothing goes to other companies. Please write no names and nothing private on cards: everybody in the hall reads them.',
	kept: 'What the server keeps',
	keptText:
		'Each card with its text, language, table, question and time. With it a random number for the device, so that you can change and withdraw your cards on this device. Dots and answers to the questionnaire are kept without names. Your internet address (IP) is not kept and stands in no log of the server.',
	until: 'For how long',
	untilText:
		'The random numbers of devices are deleted at the latest one day after the end of the event. After that nobody can find out which device a card came from. Cards and results stay until the responsible office deletes the event. Backup copies may exist for longer.',
	device: 'What is kept on your device',
	deviceText:
		'The language, the random number of the device, and your own cards and drafts, so that nothing is lost without a network. On a shared tablet “Hand over” deletes them. On your own phone you delete them in the settings of the browser.',
	survey: 'Questionnaire at the end',
	surveyText:
		'Your answers cannot be connected with your cards or your device. Only numbers with at least five answers behind them are shown, and open answers without names.',
	organisers: 'Those who organise, moderate or host a table',
	organisersText:
		'Of an organiser’s account the server keeps its name and a check value of the password. Decisions during the event stand in a list with role and time, without names.',
	rights: 'Your rights',
	rightsText:
		'You can ask the responsible office what is kept about you, and have it corrected or deleted. Until the end you change your cards yourself. Later nobody knows which ones are yours; then please name the text of the card. You can also complain to the data protection authority of your Land. The responsible office tells you on which law the event is based.',
	aim: 'What we want to reach',
	aimText:
		'These pages are meant to meet EN 301 549, that is WCAG 2.2 at level AA. Everything works with a keyboard, with single taps and with a screen reader, light and dark, enlarged, and in both writing directions.',
	tested: 'How we test',
	testedText:
		'With every change a program checks all screens, light and dark, in German and Arabic. Programs find only a part of the barriers. A test by people who use assistive technology has not been done yet.',
	gaps: 'What does not work yet',
	gapsText:
		'Eleven languages have not been checked by a native speaker yet. This page exists in German and English only. There are no videos in sign language. The pictures of the boards have no text of their own: read the minutes, which hold everything.',
	tell: 'Something does not work?',
	tellText:
		'Say so at the table, where there are paper cards, too. Or write to the responsible office. If that does not help, turn to the arbitration body of your Land.',
} satisfies Catalogue<typeof de>;
