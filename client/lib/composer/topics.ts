/** What citizens' dialogues are about: pictures that put a first phrase into the field. */
export const TOPICS = [
	'housing',
	'work',
	'language',
	'school',
	'children',
	'offices',
	'health',
	'traffic',
	'meeting',
	'free',
	'safety',
	'money',
] as const;
export type Topic = (typeof TOPICS)[number];

/** The default questions have words of their own before the topic; others have none. */
export type Opening = 'good' | 'improve' | 'need';
export function openingOf(question: string): Opening | undefined {
	return question === 'good' || question === 'improve' || question === 'need'
		? question
		: undefined;
}

/**
 * What a picture puts at the caret: a whole first phrase into an empty field, the topic alone behind words that stand there.
 * A colon between the two needs no grammar of any language.
 */
export function phrase(before: string, opening: string | undefined, topic: string): string {
	if (before.trim() === '') return opening === undefined ? topic : `${opening} ${topic}`;
	return /[\s(]$/u.test(before) ? topic : `, ${topic}`;
}
