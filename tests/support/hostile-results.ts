import { SCALES } from '#shared/evaluation.ts';
import { LIMITS } from '#shared/limits.ts';
import type { ResultsModel } from '#shared/results.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { card, sampleResults } from './sample-results.ts';

/** Results in which each of these texts is a theme, a group's title, and a card's text, original and translation. */
export function hostileResults(texts: readonly string[] = HOSTILE_TEXTS): ResultsModel {
	return {
		...sampleResults(),
		tables: texts.map((text, at) => ({
			id: `t_${at}`,
			theme: text,
			source: { seq: 1 },
			questions: [
				{
					id: 'good',
					groups: [
						{
							id: `g_${at}`,
							title: text,
							cards: [
								card({
									id: `c_${at}`,
									number: at + 1,
									text,
									original: `(${text})`,
									lang: 'ar',
									translations: { de: { text, by: 'machine' } },
								}),
							],
						},
					],
					cards: [],
				},
			],
		})),
		counts: { cards: texts.length, groups: texts.length, late: 0 },
	};
}

/** The same on one table, which a program lays out in a tenth of the pages. */
export function hostileTable(texts: readonly string[] = HOSTILE_TEXTS): ResultsModel {
	const results = hostileResults(texts);
	const groups = results.tables.flatMap(({ questions }) => questions[0]!.groups);
	const questions = [{ id: 'good', groups, cards: [] }];
	return { ...results, tables: [{ ...results.tables[0]!, questions }] };
}

/** As many cards as wanted, over five tables and three questions, in several languages, half of them in groups. */
export function manyCards(count: number): ResultsModel {
	const texts = [
		['de', 'Mehr Deutschkurse am Abend, mit Betreuung für die Kinder und einem Platz für alle.'],
		['ar', 'نحتاج إلى المزيد من المقاعد في الحديقة وأماكن آمنة للأطفال.'],
		['uk', 'Більше лавок у парку та безпечні місця для дітей.'],
		['fa', 'نیمکت‌های بیشتری در پارک و جای امن برای کودکان.'],
		['tr', 'Parkta daha çok bank ve çocuklar için güvenli yerler.'],
		['ti', 'ኣብ መናፈሻ ዝያዳ ኮፍ መበሊ ንቆልዑ ድማ ውሑስ ቦታ።'],
	] as const;
	const questions = ['good', 'improve', 'need'];
	const tableCount = 5;
	const base = sampleResults();
	const perPlace = Math.ceil(count / tableCount / questions.length);
	let left = count;
	let groups = 0;
	const tables = Array.from({ length: tableCount }, (_, table) => {
		let number = 0;
		return {
			id: `t_${table}` as const,
			theme: ['Bauen & Wohnen', 'Ehrenamt', 'Arbeit', 'Frauen', 'Bildung'][table]!,
			source: { seq: 1 },
			questions: questions.map((id) => {
				const cards = Array.from({ length: Math.min(perPlace, left) }, () => {
					const [lang, text] = texts[++number % texts.length]!;
					return card({
						id: `c_${table}x${number}`,
						number,
						lang,
						text: `${text} (${number})`,
						dots: number % 7,
						counted: 0,
						translations:
							lang === 'de'
								? {}
								: { de: { text: `Übersetzung der Karte ${number}`, by: 'machine' } },
					});
				});
				left -= cards.length;
				const grouped = cards.splice(0, cards.length / 2);
				const size = 8;
				const inGroups = Array.from({ length: Math.ceil(grouped.length / size) }, (_, group) => ({
					id: `g_${++groups}` as const,
					title: `Gruppe ${group + 1}: gute Orte`,
					cards: grouped.slice(group * size, (group + 1) * size),
					dots: 9,
					counted: 2,
				}));
				return { id, groups: inGroups, cards };
			}),
		};
	});
	return {
		...base,
		questions: [
			{ id: 'good', text: { de: 'Was läuft gut?' } },
			{ id: 'improve', text: { de: 'Was muss verbessert werden?' } },
			{ id: 'need', text: { de: 'Was braucht es?' } },
		],
		tables,
		counts: { cards: count, groups, late: 0 },
	};
}

/** As much as can be in every place, over as many tables as there can be. */
export function fullestResults(): ResultsModel {
	const long = 'Sehr viel Text '.repeat(60);
	const many = manyCards(600);
	const agreed = Array.from({ length: 30 }, (_, at) => ({ id: `a${at}`, text: long, from: [] }));
	return {
		...many,
		about: { aim: long, people: [{ group: long, count: 4 }], moderation: [long] },
		ranking: Array.from({ length: 50 }, (_, at) => ({
			place: at + 1,
			item: `c_0x${at + 1}`,
			table: 't_0' as const,
			dots: 50 - at,
			counted: 0,
		})),
		measures: agreed.map((one) => ({ ...one, carer: long })),
		recommendations: agreed.map((one) => ({ ...one, addressee: long })),
		evaluation: SCALES.map(({ id }) => ({ id, text: long, answers: 9, mean: 3.4, isRough: true })),
		sheet: { contact: `${long}\n`.repeat(20), phone: long, mail: long },
		tables: Array.from({ length: LIMITS.tablesPerDialogueMax }, (_, at) => ({
			...many.tables[at % 5]!,
			id: `t_${at}` as const,
			theme: 'Ein Thema mit einem langen Namen und noch einem Zusatz '.repeat(2).slice(0, 120),
		})),
	};
}
