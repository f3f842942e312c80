/** A wall full of cards in several languages, as long and as short as people write; the same ones every time. */
export interface WallCard {
	readonly question: string;
	readonly text: string;
	readonly lang: string;
}

const QUESTIONS = ['good', 'improve', 'need'];
const BEGINNINGS: readonly (readonly [lang: string, text: string])[] = [
	['de', 'Die Treppe am Bahnhof ist steil'],
	['de', 'Im Gemeindehaus wird zusammen gekocht'],
	['de', 'Wir warten lange auf einen Termin'],
	['ar', 'نحتاج مكاناً نلتقي فيه كل أسبوع'],
	['de', 'Der Chor nimmt jede Stimme'],
	['de', 'Ein Aushang in einfacher Sprache'],
	['en', 'The library stays open late'],
	['de', 'Werkzeug zum Ausleihen'],
	['uk', 'Діти швидко знаходять друзів'],
	['de', 'Niemand erklärt den Müllkalender'],
	['fa', 'کلاس شنا برای مادران'],
	['de', 'Zweiter Sprachkurs am Abend, auch für die, die tagsüber arbeiten und Kinder haben'],
];
const ENDINGS = [
	'',
	' – seit dem Frühjahr',
	', auch am Sonntag',
	' (bitte bald)',
	': das sagen viele an diesem Tisch, und es wäre mit wenig Geld zu ändern',
];

export function wallCards(count: number): readonly WallCard[] {
	return Array.from({ length: count }, (_, at) => {
		const [lang, text] = BEGINNINGS[at % BEGINNINGS.length]!;
		const round = Math.floor(at / BEGINNINGS.length);
		const ending = lang === 'de' ? ENDINGS[(at + round) % ENDINGS.length]! : '';
		const place = round === 0 ? '' : ` ${round + 1}`;
		return { question: QUESTIONS[(at + round) % 3]!, text: `${text}${place}${ending}`, lang };
	});
}
