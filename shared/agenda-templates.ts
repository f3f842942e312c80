import type { Settings, Step } from './schemas.ts';

type Words = { readonly de: string; readonly en: string };

/** A day as it has proved itself; the organiser takes it over and may change it. */
export interface AgendaTemplate {
	readonly id: string;
	readonly name: Words;
	/** For whom it is, in a sentence. */
	readonly about: Words;
	readonly tableMode: Settings['tableMode'];
	readonly steps: readonly (Pick<Step, 'kind' | 'minutes'> & { readonly instruction: Words })[];
}

const step = (kind: Step['kind'], minutes: number, de: string, en: string) => ({
	kind,
	minutes,
	instruction: { de, en },
});

const SORT_DE = 'Legen Sie zusammen, was zusammengehört, und geben Sie jeder Gruppe einen Namen.';
const SORT_EN = 'Put together what belongs together, and give each group a name.';
const DOTS_DE = 'Was ist Ihnen am wichtigsten? Geben Sie Ihre Punkte.';
const DOTS_EN = 'What matters most to you? Give your dots.';
const FEEDBACK_DE = 'Wie war es für Sie? Sagen Sie es uns, ohne Namen.';
const FEEDBACK_EN = 'How was it for you? Tell us, without your name.';

/** Evening with rotation, Saturday with one question a round, short format. All minutes are those of the whole hall. */
export const AGENDA_TEMPLATES: readonly AgendaTemplate[] = [
	{
		id: 'evening',
		name: { de: 'Abend mit drei Runden', en: 'Evening with three rounds' },
		about: {
			de: 'Vier Stunden. Alle wechseln zweimal den Tisch und schreiben an drei Themen mit.',
			en: 'Four hours. Everybody changes tables twice and works on three themes.',
		},
		tableMode: 'rotation',
		steps: [
			step(
				'arrival',
				20,
				'Willkommen! Suchen Sie sich einen Tisch und wählen Sie Ihre Sprache.',
				'Welcome! Find a table and choose your language.',
			),
			step(
				'plenary',
				15,
				'Begrüßung: Worum es heute geht und was danach mit den Ergebnissen passiert.',
				'Welcome: what today is about, and what happens with the results.',
			),
			step(
				'write',
				15,
				'Spielregeln, und dann eine Probe-Karte von jedem Tisch: eine Karte, ein Gedanke.',
				'Ground rules, then a practice card from every table: one card, one thought.',
			),
			step(
				'write',
				25,
				'Erste Runde. Sprechen Sie über die drei Fragen und schreiben Sie Karten.',
				'First round. Talk about the three questions and write cards.',
			),
			step(
				'switch',
				5,
				'Bitte wechseln Sie an den nächsten Tisch.',
				'Please move to the next table.',
			),
			step(
				'write',
				25,
				'Zweite Runde. Hören Sie, was schon da ist. Was fehlt noch?',
				'Second round. Hear what is there already. What is missing?',
			),
			step(
				'break',
				20,
				'Pause. Danach geht es an einem anderen Tisch weiter.',
				'Break. Afterwards it goes on at another table.',
			),
			step(
				'write',
				25,
				'Dritte Runde. Ergänzen Sie, was an diesem Tisch noch fehlt.',
				'Third round. Add what is still missing at this table.',
			),
			step('sort', 15, SORT_DE, SORT_EN),
			step('vote', 10, DOTS_DE, DOTS_EN),
			step(
				'plenary',
				25,
				'Rundgang: Jeder Tisch zeigt in fünf Minuten, was ihm wichtig ist.',
				'Tour: every table shows in five minutes what matters to it.',
			),
			step(
				'commit',
				20,
				'Wie geht es weiter? Wer kümmert sich, und wer soll antworten?',
				'What comes next? Who takes care of it, and who should answer?',
			),
			step('feedback', 10, FEEDBACK_DE, FEEDBACK_EN),
			step(
				'plenary',
				10,
				'Zum Schluss: Dank, und wann Sie wieder von uns hören.',
				'In closing: thanks, and when you will hear from us again.',
			),
		],
	},
	{
		id: 'saturday',
		name: { de: 'Samstag, eine Frage pro Runde', en: 'Saturday, one question a round' },
		about: {
			de: 'Sechs Stunden mit Mittagessen. Alle bleiben an ihrem Tisch und gehen in die Tiefe.',
			en: 'Six hours with lunch. Everybody stays at one table and goes into depth.',
		},
		tableMode: 'fixed',
		steps: [
			step(
				'arrival',
				30,
				'Willkommen! Nehmen Sie Platz und lernen Sie Ihren Tisch kennen.',
				'Welcome! Take a seat and get to know your table.',
			),
			step(
				'plenary',
				20,
				'Begrüßung: das Ziel des Tages und der Weg der Ergebnisse.',
				'Welcome: the aim of the day and the way of the results.',
			),
			step(
				'plenary',
				20,
				'Kurz erklärt: Zahlen aus dem Ort, und was es hier schon gibt.',
				'In short: figures from here, and what there is already.',
			),
			step(
				'write',
				10,
				'Spielregeln, und dann eine Probe-Karte von jedem Tisch.',
				'Ground rules, then a practice card from every table.',
			),
			step(
				'write',
				35,
				'Erste Frage: Was läuft gut? Schreiben Sie auf, was so bleiben soll.',
				'First question: what is going well? Write down what should stay.',
			),
			step(
				'write',
				35,
				'Zweite Frage: Was muss verbessert werden? Sorgen dürfen gesagt werden.',
				'Second question: what needs to be improved? Worries may be voiced.',
			),
			step(
				'break',
				60,
				'Mittagessen. Kommen Sie mit den anderen Tischen ins Gespräch.',
				'Lunch. Talk with people from other tables.',
			),
			step(
				'write',
				40,
				'Dritte Frage: Was braucht es? Schreiben Sie Vorschläge, die man anpacken kann.',
				'Third question: what is needed? Write proposals that can be tackled.',
			),
			step('sort', 20, SORT_DE, SORT_EN),
			step('vote', 10, DOTS_DE, DOTS_EN),
			step(
				'plenary',
				30,
				'Die Tische stellen vor, was ihnen am wichtigsten ist.',
				'The tables present what matters most to them.',
			),
			step(
				'commit',
				25,
				'Werkstatt: Was tun wir zuerst, mit wem, bis wann?',
				'Workshop: what do we do first, with whom, by when?',
			),
			step('feedback', 10, FEEDBACK_DE, FEEDBACK_EN),
			step(
				'plenary',
				15,
				'Zum Schluss: die nächsten Schritte und ein Dank an alle.',
				'In closing: the next steps, and thanks to everybody.',
			),
		],
	},
	{
		id: 'short',
		name: { de: 'Kurzformat', en: 'Short format' },
		about: {
			de: 'Zweieinhalb Stunden. Erst frei von Tisch zu Tisch, dann an einem Thema vertiefen.',
			en: 'Two and a half hours. First freely from table to table, then into one theme.',
		},
		tableMode: 'free',
		steps: [
			step(
				'arrival',
				10,
				'Willkommen! Sehen Sie sich an den Tischen um.',
				'Welcome! Have a look at the tables.',
			),
			step(
				'plenary',
				15,
				'Begrüßung: das Ziel, die Spielregeln, der Ablauf.',
				'Welcome: the aim, the ground rules, the agenda.',
			),
			step(
				'write',
				40,
				'Freier Rundgang: Gehen Sie von Tisch zu Tisch und schreiben Sie, wo Sie etwas beitragen möchten.',
				'Free tour: go from table to table and write where you have something to add.',
			),
			step(
				'write',
				30,
				'Bleiben Sie an einem Tisch und gehen Sie dort in die Tiefe.',
				'Stay at one table and go into depth there.',
			),
			step('sort', 10, SORT_DE, SORT_EN),
			step('vote', 10, DOTS_DE, DOTS_EN),
			step(
				'plenary',
				20,
				'Kurz vorgestellt: Jeder Tisch nennt seine drei wichtigsten Punkte.',
				'In short: every table names its three most important points.',
			),
			step('feedback', 5, FEEDBACK_DE, FEEDBACK_EN),
			step(
				'plenary',
				10,
				'Zum Schluss: Wie es weitergeht und wann Sie davon hören.',
				'In closing: what comes next, and when you will hear of it.',
			),
		],
	},
];

/** How long a day with these steps takes, in minutes. */
export function minutesOf(steps: readonly { readonly minutes: number }[]): number {
	return steps.reduce((sum, { minutes }) => sum + minutes, 0);
}
