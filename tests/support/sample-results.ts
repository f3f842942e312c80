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
		dialogue: {
			id: 'd_1',
			title: 'Zusammen leben',
			place: 'Musterstadt',
			date: '2026-11-21',
			language: 'de',
		},
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
		counts: { cards: cards.length + 1, groups: 1 },
	};
}

/** A card with what is named, and the rest as usual. */
export function card(more: Partial<ResultsCard> = {}): ResultsCard {
	return { id: 'c_1', number: 1, text: 'Mehr Bänke', lang: 'de', translations: {}, ...more };
}
