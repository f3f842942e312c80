import type { ResultsCard, ResultsModel } from '#shared/results.ts';

/** Results for the tests of all renderers: one table with a group of two cards and one card alone, and an empty table. */
export function sampleResults({
	theme = 'Arbeit',
	title = 'Sprache',
	cards = [
		card({
			text: 'Deutschkurse\nam Abend',
			original: 'Deutschkurs',
			kind: 'idea',
			round: 2,
			dots: 3,
			counted: 2,
		}),
		card({
			id: 'c_2',
			number: 2,
			lang: 'ar',
			text: 'مقاعد أكثر',
			translations: { de: { text: 'Mehr Bänke', by: 'machine' } },
			dots: 0,
			counted: 0,
		}),
	],
}: { theme?: string; title?: string; cards?: ResultsCard[] } = {}): ResultsModel {
	return {
		schema: 1,
		edition: 'public',
		dialogue: {
			id: 'd_1',
			title: 'Zusammen leben',
			place: 'Musterstadt',
			date: '2026-11-21',
			language: 'de',
		},
		about: {},
		steps: [],
		questions: [{ id: 'good', text: { de: 'Was läuft gut?', en: 'What works?' } }],
		tables: [
			{
				id: 't_1',
				theme,
				source: { seq: 12 },
				questions: [
					{
						id: 'good',
						groups: [{ id: 'g_1', title, cards, dots: 4, counted: 0 }],
						cards: [card({ id: 'c_3', number: 3, text: 'Mehr Licht' })],
					},
				],
			},
			{
				id: 't_2',
				theme: 'Frauen',
				source: { seq: 0 },
				questions: [{ id: 'good', groups: [], cards: [] }],
			},
		],
		counts: { cards: cards.length + 1, groups: 1, late: 0 },
	};
}

/** One white pixel, as PNG. */
export const PIXEL =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';

/** A card with what is named, and the rest as usual. */
export function card(more: Partial<ResultsCard> = {}): ResultsCard {
	return { id: 'c_1', number: 1, text: 'Mehr Bänke', lang: 'de', translations: {}, ...more };
}

/** Everything that minutes can have: aim, agenda, people, a vote, agreements, evaluation, what was not shown. */
export function richResults(): ResultsModel {
	const results = sampleResults();
	const question = card({ id: 'c_7', number: 7, text: 'Wer zahlt den Bus?', kind: 'question' });
	results.tables[1]!.questions[0]!.cards = [question];
	return {
		...results,
		edition: 'internal',
		about: {
			aim: 'Wir wollen hören, was gut läuft, und verabreden, was wir gemeinsam angehen.',
			moderation: ['Stabsstelle Beteiligung', 'Freies Büro für Moderation'],
			people: [
				{ group: 'Geflüchtete', count: 41 },
				{ group: 'Ehrenamt und Vereine', count: 38 },
				{ group: 'Verwaltung und Gemeinderat', count: 17 },
			],
		},
		steps: [
			{ id: 'a', kind: 'arrival', minutes: 20 },
			{ id: 'b', kind: 'write', minutes: 30, instruction: { de: 'Ein Gedanke, eine Karte.' } },
			{ id: 'c', kind: 'vote', minutes: 10, table: 't_1' },
		],
		vote: { criterion: 'Was ist am dringendsten?', dots: 3, perItemMax: 2, ballots: 87 },
		ranking: [
			{ place: 1, item: 'c_1', table: 't_1', dots: 3, counted: 2 },
			{ place: 2, item: 'g_1', table: 't_1', dots: 4, counted: 0 },
			{ place: 3, item: 'h_1', dots: 1, counted: 0 },
		],
		themes: [{ id: 'h_1', title: 'Sprache im Alltag', items: ['g_1', 'c_7'], dots: 1, counted: 0 }],
		measures: [
			{
				id: 'm1',
				text: 'Sprachtreff am Mittwoch',
				carer: 'Volkshochschule',
				date: '2027-01-31',
				from: ['g_1'],
			},
		],
		recommendations: [
			{
				id: 'r1',
				text: 'Mehr Sprachkurse am Abend finanzieren',
				addressee: 'Landkreis',
				answerBy: '2027-03-01',
				from: ['c_1'],
			},
		],
		evaluation: [
			{
				id: 'e1',
				text: 'Wie hat Ihnen der Tag gefallen?',
				answers: 62,
				mean: 3.4,
				cells: [
					{ label: 'sehr gut', count: 40 },
					{ label: 'gut', count: 22 },
					{ label: 'nicht gut', count: null },
				],
			},
			{ id: 'e2', text: 'Was hat gefehlt?', answers: 6, texts: ['Mehr Zeit', 'وقت أكثر'] },
		],
		tables: results.tables.map((table, at) =>
			at > 0
				? table
				: {
						...table,
						aside: [{ ...card({ id: 'c_8', number: 8, text: 'Beiseite' }), question: 'good' }],
						held: [
							{ id: 'c_9', question: 'good', text: 'Zu spät', lang: 'de', state: 'late' },
							{ id: 'c_10', question: 'good', text: 'Wartet noch', lang: 'tr', state: 'waiting' },
						],
					},
		),
		counts: { cards: 4, groups: 1, late: 1 },
	};
}

/** Two cards lie on the first one; another one hangs behind it. */
export function laidTogetherResults(): ResultsModel {
	const dots = (n: number) => ({ dots: n, counted: 0 });
	const results = sampleResults();
	const ar = { lang: 'ar', text: 'مقاعد أكثر', mergedInto: 'c_1' } as const;
	const de = { text: 'Mehr Sitzplätze', by: 'host' } as const;
	const asked = { text: 'Bank am Bus?', original: 'Bank am bus', kind: 'question' } as const;
	results.tables[0]!.questions[0] = {
		id: 'good',
		groups: [],
		cards: [
			card(dots(3)),
			card({ id: 'c_2', number: 2, ...ar, translations: { de }, ...dots(2) }),
			card({ id: 'c_4', number: 4, ...asked, mergedInto: 'c_1', ...dots(0) }),
			card({ id: 'c_3', number: 3, text: 'Mehr Licht', ...dots(0) }),
		],
	};
	return { ...results, counts: { cards: 4, groups: 0, late: 0 } };
}
