import type { ResultsCard, ResultsModel } from '#shared/results.ts';
import { agreements } from './agreements.ts';
import type { Block } from './blocks.ts';
import { firstAgreed, short, sums } from './brief.ts';
import { allCards } from './cards-of.ts';
import { counted, dayIn, fill } from './frame/frame.ts';
import { plainLine } from './plain-text.ts';
import { topBars } from './ranking.ts';
import type { Wording } from './wording.ts';

const BARS_MAX = 5;
const VOICES_MAX = 8;
const VOICE_CHARS_MAX = 180;

/** What a newspaper prints: the facts in a few sentences, the first places, what was agreed, and voices from the cards. */
export function pressParts(results: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	const { dialogue, about } = results;
	const people = (about.people ?? []).reduce((sum, { count }) => sum + count, 0);
	const sentences = [
		fill(frame.pressIntro, {
			...sums(results, wording),
			date: dayIn(dialogue.date, frame.language),
			place: plainLine(dialogue.place),
			title: plainLine(dialogue.title),
		}),
		people > 0 ? fill(frame.pressPeople, { people: counted(frame.person, people, frame) }) : '',
	];
	const bars = topBars(results, wording, BARS_MAX).map((bar) => ({
		...bar,
		words: short(bar.words),
	}));
	const voices = results.tables.flatMap((table) => voiceOf(allCards(table))).slice(0, VOICES_MAX);
	return [
		{ kind: 'text', words: wording.say(sentences.filter((one) => one !== '').join(' ')) },
		...(about.aim ? [{ kind: 'text', words: short(wording.line(about.aim), 600) } as const] : []),
		...(bars.length > 0
			? ([
					{ kind: 'heading', level: 1, words: wording.say(frame.top) },
					{ kind: 'bars', rows: bars },
				] as const)
			: []),
		...agreements(firstAgreed(results), wording).map((block): Block =>
			block.kind === 'heading' ? { ...block, level: 2 } : block,
		),
		...(voices.length > 0
			? ([
					{ kind: 'heading', level: 1, words: wording.say(frame.pressVoices) },
					{
						kind: 'list',
						items: voices.map((card) => short(wording.cardLine(card), VOICE_CHARS_MAX)),
					},
				] as const)
			: []),
	];
}

/** One card of a table: the one with the most dots, else the first that is more than a word. */
function voiceOf(cards: readonly ResultsCard[]): ResultsCard[] {
	const dots = ({ dots: own = 0, counted: byHand = 0 }: ResultsCard) => own + byHand;
	const [first] = cards
		.filter(({ text }) => text.trim().includes(' '))
		.toSorted((a, b) => dots(b) - dots(a));
	return first ? [first] : [];
}
