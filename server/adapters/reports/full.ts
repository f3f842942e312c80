import type { HeldCard, ResultsModel, ResultsTable } from '#shared/results.ts';
import { agreements } from './agreements.ts';
import type { Block, TableBlock } from './blocks.ts';
import { allCards } from './cards-of.ts';
import { evaluation } from './evaluation.ts';
import { counted, fill } from './frame/frame.ts';
import { columnsOf, quiet } from './pieces.ts';
import { hallThemes, ranking } from './ranking.ts';
import type { Wording } from './wording.ts';
import { wordsOf, type Words } from './words.ts';

/** Everything, in the order of a protocol; the internal edition has what was not shown behind it. */
export function fullParts(results: ResultsModel, wording: Wording): Block[] {
	const parts = [
		...aimAndAgenda(results, wording),
		...ranking(results, wording),
		...hallThemes(results, wording),
		...agreements(results, wording),
		...results.tables.flatMap((table) => tablePart(table, wording)),
		...openQuestions(results, wording),
		...lateCards(results, wording),
		...evaluation(results, wording),
		...hiddenCards(results, wording),
		...annex(results, wording),
	];
	return parts.length > 0 ? parts : [quiet(wording.say(wording.frame.noCards))];
}

function aimAndAgenda({ about, steps, tables }: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	const aim: Block[] = about.aim
		? [{ kind: 'text', words: wordsOf(about.aim, wording.own), look: 'large' }]
		: [];
	const agenda: TableBlock = {
		kind: 'table',
		columns: columnsOf(frame.agendaColumns, [30, 15, 55]),
		rows: steps.map((step): Words[][] => {
			const said = step.instruction?.[frame.language] ?? step.instruction?.[wording.own] ?? '';
			const where = tables.find(({ id }) => id === step.table);
			const only = where ? [wording.say(frame.onlyTable, { theme: where.theme })] : [];
			return [
				[wording.say(frame.steps[step.kind]), ...only],
				[wording.say(counted(frame.minutes, step.minutes, frame))],
				said === ''
					? []
					: [wordsOf(said, step.instruction?.[frame.language] ? frame.language : wording.own)],
			];
		}),
	};
	if (aim.length + steps.length === 0) return [];
	const title =
		aim.length > 0 && steps.length > 0
			? frame.aimAndAgenda
			: aim.length > 0
				? frame.aim
				: frame.agenda;
	return [
		{ kind: 'heading', level: 1, words: wording.say(title), begins: 'new-page' },
		...aim,
		...(steps.length > 0 ? [agenda] : []),
	];
}

function tablePart({ theme, questions }: ResultsTable, wording: Wording): Block[] {
	const { frame } = wording;
	const filled = questions.filter(({ groups, cards }) => groups.length + cards.length > 0);
	return [
		{
			...{ kind: 'heading', level: 1, words: wording.theme(theme) },
			...(filled.length > 0 ? ROOMY : {}),
		},
		...(filled.length === 0 ? [quiet(wording.say(frame.noCards))] : []),
		...filled.flatMap(({ id, groups, cards }): Block[] => [
			{ kind: 'heading', level: 2, words: wording.question(id) },
			...groups.flatMap((group): Block[] => {
				const dots = wording.dots(group);
				return [
					{ kind: 'heading', level: 3, words: wording.group(group.title) },
					...(dots === '' ? [] : [quiet(wording.say(dots))]),
					...wording.cards(group.cards),
				];
			}),
			...(groups.length > 0 && cards.length > 0
				? [{ kind: 'heading', level: 3, words: wording.say(frame.noGroup) } as const]
				: []),
			...wording.cards(cards),
		]),
	];
}

/** Cards that ask something, in the words of the people who have to find the answers. */
function openQuestions({ tables }: ResultsModel, wording: Wording): Block[] {
	const asked = tables
		.map((table) => ({ table, cards: allCards(table).filter(({ kind }) => kind === 'question') }))
		.filter(({ cards }) => cards.length > 0);
	if (asked.length === 0) return [];
	return [
		{ kind: 'heading', level: 1, words: wording.say(wording.frame.open), ...ROOMY },
		...asked.flatMap(({ table, cards }): Block[] => [
			{ kind: 'heading', level: 2, words: wording.theme(table.theme) },
			...wording.cards(cards),
		]),
	];
}

function lateCards({ counts }: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	if (counts.late === 0) return [];
	return [
		{ kind: 'heading', level: 1, words: wording.say(frame.late) },
		{ kind: 'text', words: wording.say(counted(frame.lateText, counts.late, frame)) },
	];
}

/** Only in the internal edition: the model has them in no other. */
function hiddenCards({ tables }: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	const some = tables.filter(({ aside = [], held = [] }) => aside.length + held.length > 0);
	if (some.length === 0) return [];
	const heldBlock = (card: HeldCard): Block => ({
		kind: 'card',
		label: '',
		words: wordsOf(card.text, card.lang),
		about: [wording.language(card.lang), frame.heldStates[card.state]].join(', '),
		more: [],
	});
	return [
		{ kind: 'heading', level: 1, words: wording.say(frame.hidden), begins: 'new-page' },
		...some.flatMap(({ theme, aside = [], held = [] }): Block[] => [
			{ kind: 'heading', level: 2, words: wording.theme(theme) },
			...(aside.length > 0 ? [heading3(wording.say(frame.aside))] : []),
			...aside.map((card) => wording.card(card)),
			...(held.length > 0 ? [heading3(wording.say(frame.held))] : []),
			...held.map(heldBlock),
		]),
	];
}

/** All cards by number, so that everybody can look for the own one. */
function annex({ tables }: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	const filled = tables.filter((table) => allCards(table).length > 0);
	if (filled.length === 0) return [];
	return [
		{ kind: 'heading', level: 1, words: wording.say(frame.annex), begins: 'new-page' },
		...filled.flatMap(({ theme, questions }): Block[] => {
			const rows = questions.flatMap(({ id, groups, cards }) => [
				...groups.flatMap((group) => group.cards.map((card) => ({ card, id, title: group.title }))),
				...cards.map((card) => ({ card, id, title: undefined })),
			]);
			rows.sort((a, b) => a.card.number - b.card.number);
			return [
				{ kind: 'heading', level: 2, words: wording.theme(theme) },
				...rows.map(({ card, id, title }): Block => ({
					kind: 'card',
					label: fill(frame.number, { n: card.number }),
					words: wordsOf(card.text, card.lang),
					about: [wording.under(id, title).lines.join(' '), wording.onto(card)]
						.filter((part) => part !== '')
						.join(', '),
					more: [],
				})),
			];
		}),
	];
}

/** A part of its own that needs no page of its own: as long as it does not begin at the foot of one. */
const ROOMY = { begins: 'new-page-or-much-room' } as const;

function heading3(words: Words): Block {
	return { kind: 'heading', level: 3, words };
}
