import type { SheetField } from '#shared/fact-sheet.ts';
import type { ResultsCard, ResultsModel } from '#shared/results.ts';
import { agreements } from './agreements.ts';
import type { Block } from './blocks.ts';
import { firstAgreed, mattered, short, sums } from './brief.ts';
import { allCards } from './cards-of.ts';
import { counted, dayIn, fill } from './frame/frame.ts';
import { linesOf, plainLine } from './plain-text.ts';
import { topBars } from './ranking.ts';
import type { Wording } from './wording.ts';
import { isSeen, wordsOf } from './words.ts';

const BARS_MAX = 5;
const VOICES_MAX = 8;
const VOICE_CHARS_MAX = 180;
const ASKED = ['contact', 'phone', 'mail'] as const satisfies readonly SheetField[];
const CONTACT_LINES_MAX = 6;
const CONTACT_CHARS_MAX = 90;

/** What a newspaper prints: the facts in a few sentences, the first places, what was agreed, and voices from the cards. */
export function pressParts(results: ResultsModel, wording: Wording): Block[] {
	const { frame } = wording;
	const { dialogue, about } = results;
	const people = (about.people ?? []).reduce((sum, { count }) => sum + count, 0);
	const sentences = [
		fill(frame.pressIntro, {
			date: dayIn(dialogue.date, frame.language),
			place: plainLine(dialogue.place),
			title: plainLine(dialogue.title),
		}),
		results.counts.cards > 0 ? fill(frame.pressCards, sums(results, wording)) : frame.noCardsAtAll,
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
		...mattered(bars, wording),
		...agreements(firstAgreed(results), wording),
		...(voices.length > 0
			? ([
					{ kind: 'heading', level: 1, words: wording.say(frame.pressVoices) },
					{
						kind: 'list',
						items: voices.map((card) => short(wording.cardLine(card), VOICE_CHARS_MAX)),
					},
				] as const)
			: []),
		...contact(results, wording),
	];
}

/** Whom a newspaper asks: the office that the fact sheet names. */
function contact({ sheet = {} }: ResultsModel, wording: Wording): Block[] {
	const lines = ASKED.flatMap((field) => linesOf(sheet[field] ?? ''))
		.filter(isSeen)
		.slice(0, CONTACT_LINES_MAX)
		.map((line) => line.slice(0, CONTACT_CHARS_MAX));
	if (lines.length === 0) return [];
	return [
		{ kind: 'heading', level: 1, words: wording.say(wording.frame.pressContact) },
		{ kind: 'text', words: wordsOf(lines.join('\n'), wording.own) },
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
