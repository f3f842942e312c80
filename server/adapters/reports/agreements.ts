import type { ResultsModel } from '#shared/results.ts';
import type { Block, TableBlock } from './blocks.ts';
import { dayIn, fill } from './frame/frame.ts';
import { columnsOf } from './pieces.ts';
import type { Wording } from './wording.ts';
import { inFrame, wordsOf, type Words } from './words.ts';

interface Agreed {
	readonly text: string;
	readonly status?: string;
	readonly from: readonly string[];
}

/** What was promised and what is asked of others: who takes care, who owes an answer, until when. */
export function agreements(
	{ measures = [], recommendations = [] }: ResultsModel,
	wording: Wording,
): Block[] {
	const { frame } = wording;
	const day = (date: string | undefined): Words[] =>
		date === undefined ? [] : [wording.say(dayIn(date, frame.language))];
	return [
		...part(
			frame.measures,
			frame.measuresColumns,
			measures.map((one) => [whatOf(one, wording), lines(one.carer, wording), day(one.date)]),
			wording,
		),
		...part(
			frame.recommendations,
			frame.recommendationsColumns,
			recommendations.map((one) => [
				whatOf(one, wording),
				lines(one.addressee, wording),
				day(one.answerBy),
			]),
			wording,
		),
	];
}

function part(
	title: string,
	columns: readonly string[],
	rows: TableBlock['rows'],
	wording: Wording,
): Block[] {
	if (rows.length === 0) return [];
	return [
		{ kind: 'heading', level: 1, words: wording.say(title) },
		{
			kind: 'table',
			columns: columnsOf(columns, [54, 26, 20]),
			rows,
		},
	];
}

/** The text, and below it the status and the groups from which it came. */
function whatOf({ text, status, from }: Agreed, wording: Wording): Words[] {
	const items = from.flatMap((id) => {
		const item = wording.item(id);
		return item ? [inFrame(item)] : [];
	});
	return [
		wordsOf(text, wording.own),
		...(status ? [wording.line(status)] : []),
		...(items.length > 0
			? [wording.say(fill(wording.frame.from, { items: items.join('; ') }))]
			: []),
	];
}

function lines(text: string, wording: Wording): Words[] {
	return text === '' ? [] : [wordsOf(text, wording.own)];
}
