import type { ResultsModel } from '#shared/results.ts';
import type { Block } from './blocks.ts';
import { counted, fill, numberIn } from './frame/frame.ts';
import type { Wording } from './wording.ts';
import { wordsOf } from './words.ts';

/** What people said about the day: distributions as bars, open answers as a list. */
export function evaluation({ evaluation: asked = [] }: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	if (asked.length === 0) return [];
	return [
		{ kind: 'heading', level: 1, words: wording.say(frame.evaluation), newPage: true },
		...asked.flatMap(({ text, answers, mean, isRough, cells = [], texts = [] }): Block[] => {
			const about = [
				answers === null ? frame.few : counted(frame.answers, answers, frame),
				mean === undefined
					? ''
					: fill(isRough ? frame.roughMean : frame.mean, { n: numberIn(mean, frame.language) }),
			];
			return [
				{ kind: 'heading', level: 2, words: wording.line(text) },
				{
					kind: 'text',
					words: wording.say(about.filter((one) => one !== '').join(', ')),
					look: 'quiet',
				},
				...(cells.length > 0
					? [
							{
								kind: 'bars',
								rows: cells.map(({ label, count }) => ({
									words: wording.line(label),
									about: '',
									value: count ?? 0,
									label: count === null ? frame.few : String(count),
								})),
							} as const,
						]
					: []),
				...(texts.length > 0
					? [{ kind: 'list', items: texts.map((one) => wordsOf(one, wording.own)) } as const]
					: []),
			];
		}),
	];
}
