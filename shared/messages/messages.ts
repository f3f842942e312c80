import { accounts } from './accounts.ts';
import type { Forms } from './catalogue.ts';
import { cockpit } from './cockpit.ts';
import { common } from './common.ts';
import { conduct } from './conduct.ts';
import { evaluation } from './evaluation.ts';
import { guide } from './guide.ts';
import { host } from './host.ts';
import { interpreter } from './interpreter.ts';
import { legal } from './legal.ts';
import { minutes } from './minutes.ts';
import { organiser } from './organiser.ts';
import { participant } from './participant.ts';
import { print } from './print.ts';
import { projector } from './projector.ts';
import { rehearsal } from './rehearsal.ts';
import { themes } from './themes.ts';
import { results } from './results.ts';
import { sheet } from './sheet.ts';
import { starters } from './starters.ts';
import { tablet } from './tablet.ts';
import { together } from './together.ts';
import { wlan } from './wlan.ts';

/**
 * Texts for the screen, by area and language. German is the type of all others: a missing key, a text where plural forms
 * belong and a forgotten parameter do not compile. A language that an area does not have yet falls back to English.
 */
export const AREAS = {
	common,
	participant,
	host,
	projector,
	organiser,
	accounts,
	conduct,
	cockpit,
	themes,
	starters,
	tablet,
	guide,
	interpreter,
	minutes,
	results,
	evaluation,
	sheet,
	print,
	rehearsal,
	together,
	wlan,
	legal,
} as const;

export type Area = keyof typeof AREAS;

type AnyCatalogue = Readonly<Record<string, string | Forms>>;

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Value = string | number;
type Args<Entry> = Entry extends string
	? [Names<Entry>] extends [never]
		? []
		: [Record<Names<Entry>, Value>]
	: [Record<Names<Entry[keyof Entry]>, Value> & { readonly n: number }];
type BaseOf<A extends Area> = Awaited<ReturnType<(typeof AREAS)[A]['de']>>['default'];

/** One function for each message: `m.saved()`, `m.cards({ n })`, `m.table({ theme })`. */
export type Messages<A extends Area> = {
	readonly [K in keyof BaseOf<A>]: (...args: Args<BaseOf<A>[K]>) => string;
};

/** In somebody's words they could end the isolate, and turn the sentence around it. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;

/** The language in which an area answers when somebody asks for this one. */
export function languageFor(area: Area, wanted: string): string {
	const offered: Readonly<Record<string, unknown>> = AREAS[area];
	const base = wanted.split('-', 1)[0]!;
	for (const tag of [wanted, base, base === 'prs' ? 'fa' : 'en'])
		if (Object.hasOwn(offered, tag)) return tag;
	return 'en';
}

/** Loads an area's texts. */
export async function messagesIn<A extends Area>(area: A, wanted: string): Promise<Messages<A>> {
	const language = languageFor(area, wanted);
	const offered: Readonly<Record<string, () => Promise<{ readonly default: AnyCatalogue }>>> =
		AREAS[area];
	const catalogue = (await offered[language]!()).default;
	// old browsers do not know every language
	const plural = new Intl.PluralRules([language, 'de']);
	const number = new Intl.NumberFormat([language, 'de']);
	const say =
		(entry: string | Forms) =>
		(values: Record<string, Value> = {}): string => {
			const text =
				typeof entry === 'string'
					? entry
					: (entry[plural.select(Number(values['n']))] ?? entry.other);
			return text.replace(/\{(\w+)\}/g, (_, name: string) => {
				const value = values[name] ?? '';
				// first-strong isolates: a Latin name must not tear an Arabic sentence apart
				return typeof value === 'number'
					? number.format(value)
					: `\u2068${value.replace(BIDI_CONTROLS, '')}\u2069`;
			});
		};
	const entries = Object.entries(catalogue).map(([key, entry]) => [key, say(entry)]);
	return Object.fromEntries(entries) as Messages<A>;
}
