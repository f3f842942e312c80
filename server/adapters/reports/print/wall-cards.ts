import type { ResultsCard } from '#shared/results.ts';
import { Wording } from '../wording.ts';
import type { Words } from '../words.ts';
import type { Drafting } from './drafting.ts';

/** What fits on A6 in the smallest letters, in lines of so many characters. */
const LINES_MAX = 20;
const LINE_CHARS = 55;

/** [PS4] Every card that hangs, in the order of the board. */
export function wallCards({ order, m, say, short }: Drafting): unknown {
	const { results, tables, questions, language } = order;
	if (!results) throw new Error('wall cards are made of results');
	const wording = new Wording(results, language);
	const numbers = new Map<string, number>(tables.map(({ id, number }) => [id, number]));
	const signs = new Map(questions.map(({ id }, at) => [id, at]));
	const cards = results.tables
		.filter(({ id }) => numbers.has(id))
		.flatMap(({ id: table, theme, questions: answered }) =>
			answered.flatMap(({ id, groups, cards: alone }) => {
				const place = {
					table: say(m.table({ n: String(numbers.get(table)) })),
					theme: short(wording.theme(theme)),
					sign: signs.get(id) ?? 0,
					question: short(wording.question(id)),
				};
				const one = (card: ResultsCard, group?: string) => {
					const { words, about, more } = wording.card(card);
					return {
						...place,
						number: String(card.number),
						name: say(m.card({ n: card.number })),
						group: group === undefined ? null : short(wording.group(group)),
						words: short(words),
						about,
						long: linesIn([words, ...more.map((other) => other.words)]) > LINES_MAX,
						more: more.map(({ label, words: other }) => [label, short(other)]),
					};
				};
				return [
					...groups.flatMap(({ title, cards: inside }) => inside.map((card) => one(card, title))),
					...alone.map((card) => one(card)),
				];
			}),
		);
	return { cards, none: say(m.noCards()) };
}

function linesIn(texts: readonly Words[]): number {
	return texts
		.flatMap(({ lines }) => lines)
		.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_CHARS)), 0);
}
