import type { ReportOrder } from '#server/ports/report-renderer.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Block, ReportDocument } from './blocks.ts';
import { briefParts } from './brief.ts';
import { counted, dayIn, fill } from './frame/frame.ts';
import { fullParts } from './full.ts';
import { plainLine } from './plain-text.ts';
import { pressParts } from './press.ts';
import { sheetParts } from './sheet.ts';
import { Wording } from './wording.ts';
import { wordsOf } from './words.ts';

/** The whole edition in German: what somebody gets who does not say more. */
export const PLAIN_ORDER: ReportOrder = { edition: 'full', language: 'de' };

/** The minutes in the manner of a German office: what DOCX, PDF and Markdown draw. The same results give the same. */
export function minutesOf(
	results: ResultsModel,
	{ edition, language, logo }: ReportOrder = PLAIN_ORDER,
): ReportDocument {
	const wording = new Wording(results, language);
	const { frame } = wording;
	const { title, place, date } = results.dialogue;
	return {
		language,
		look: edition === 'full' || edition === 'internal' ? 'minutes' : 'sheet',
		name: frame.names[edition],
		title: wording.line(title, frame.names.full),
		place: wording.line(place, frame.noPlace),
		day: date,
		facts: factsOf(results, wording),
		...(logo && { logo }),
		logoAlt: `${frame.logo}: ${plainLine(place) || frame.noPlace}`,
		contents: frame.contents,
		page: frame.page,
		...(edition === 'internal' && { notice: frame.notice.internal }),
		blocks: PARTS[edition](results, wording),
	};
}

const PARTS: Record<ReportOrder['edition'], (results: ResultsModel, wording: Wording) => Block[]> =
	{
		full: fullParts,
		internal: fullParts,
		brief: briefParts,
		press: pressParts,
		sheet: sheetParts,
	};

function factsOf(results: ResultsModel, wording: Wording): ReportDocument['facts'] {
	const { dialogue, about, tables, questions, counts, vote } = results;
	const { frame } = wording;
	const { facts } = frame;
	const number = (n: number) => wording.say(String(n));
	const people = about.people ?? [];
	const all = people.reduce((sum, { count }) => sum + count, 0);
	const groups = people.map(({ group, count }) => `${plainLine(group)}: ${count}`);
	const peopleLines = [counted(frame.person, all, frame), ...groups];
	const terms = vote && [
		plainLine(vote.criterion),
		fill(frame.ballotOf, { n: counted(frame.dots, vote.dots, frame) }),
		counted(frame.ballots, vote.ballots, frame),
	];
	return [
		{ label: facts.place, value: wording.line(dialogue.place, frame.noPlace) },
		{ label: facts.date, value: wording.say(dayIn(dialogue.date, frame.language)) },
		...(people.length > 0
			? [{ label: facts.people, value: wordsOf(peopleLines.join('\n'), wording.own) }]
			: []),
		...(about.moderation?.length
			? [{ label: facts.moderation, value: wordsOf(about.moderation.join('\n'), wording.own) }]
			: []),
		{ label: facts.tables, value: number(tables.length) },
		{ label: facts.questions, value: number(questions.length) },
		{ label: facts.cards, value: number(counts.cards) },
		{ label: facts.groups, value: number(counts.groups) },
		...(terms
			? [{ label: facts.vote, value: wording.line(terms.filter((one) => one !== '').join(', ')) }]
			: []),
	];
}
