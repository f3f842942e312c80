import { textEntry } from '#shared/languages.ts';
import type { FrameLanguage, ResultsCard, ResultsModel } from '#shared/results.ts';
import type { CardBlock } from './blocks.ts';
import { laidTogether } from './cards-of.ts';
import { counted, fill, frameIn, languageIn, type Frame } from './frame/frame.ts';
import { plainLine } from './plain-text.ts';
import { inFrame, lineOf, said, wordsOf, type Words } from './words.ts';

interface Weighed {
	readonly dots?: number;
	readonly counted?: number;
}

/** How one document says things: the frame's words, and what people wrote beside them. */
export class Wording {
	readonly frame: Frame;
	/** The dialogue's own language, in which titles and themes are. */
	readonly own: string;
	readonly #languages = new Map<string, string>();
	readonly #questions: ReadonlyMap<string, Words>;
	readonly #themes: ReadonlyMap<string, Words>;
	readonly #items: ReadonlyMap<string, Words>;
	/** The numbers of cards on which others lie. */
	readonly #carriers = new Map<string, number>();

	constructor({ dialogue, questions, tables, themes = [] }: ResultsModel, language: FrameLanguage) {
		this.frame = frameIn(language);
		this.own = dialogue.language;
		this.#questions = new Map(
			questions.map(({ id, text }) => {
				const [lang, words] = textEntry(text, language) ?? [this.own, ''];
				return [id, lineOf(words, lang, this.say(this.frame.noQuestion))];
			}),
		);
		this.#themes = new Map(tables.map(({ id, theme }) => [id, this.theme(theme)]));
		const items = new Map<string, Words>(themes.map(({ id, title }) => [id, this.line(title)]));
		for (const { questions: answered } of tables)
			for (const { groups, cards } of answered) {
				for (const { id, title } of groups) items.set(id, this.group(title));
				for (const card of [...cards, ...groups.flatMap((group) => group.cards)]) {
					items.set(card.id, this.cardLine(card));
					this.#carriers.set(card.id, card.number);
				}
			}
		this.#items = items;
	}

	/** Words of the frame. */
	say(text: string, values: Readonly<Record<string, string | number>> = {}): Words {
		return said(fill(text, values), this.frame.language);
	}

	/** A line of the organiser, in the dialogue's language. */
	line(text: string, instead = this.frame.noTitle): Words {
		return lineOf(text, this.own, this.say(instead));
	}

	theme(theme: string): Words {
		return this.line(theme, this.frame.noTheme);
	}

	group(title: string): Words {
		return this.line(title, this.frame.noGroupName);
	}

	question(id: string): Words {
		return this.#questions.get(id) ?? this.line(id, this.frame.noQuestion);
	}

	/** A question with the group below it, in one line. */
	under(question: string, group: string | undefined): Words {
		const above = this.question(question);
		if (group === undefined) return above;
		return { ...above, lines: [`${inFrame(above)} · ${inFrame(this.group(group))}`] };
	}

	themeOf(table: string): Words {
		return this.#themes.get(table) ?? this.say(this.frame.noTheme);
	}

	/** A group's title or a card's words in a line, by its id; undefined: it stands nowhere in these results. */
	item(id: string): Words | undefined {
		return this.#items.get(id);
	}

	/** `5 Punkte (davon 2 von Hand gezählt)`; empty without any: what is weighed as a group has none of its own. */
	dots({ dots: own = 0, counted: byHand = 0 }: Weighed): string {
		if (own + byHand === 0) return '';
		const all = counted(this.frame.dots, own + byHand, this.frame);
		return byHand > 0 ? `${all} (${counted(this.frame.counted, byHand, this.frame)})` : all;
	}

	language(tag: string): string {
		const known = this.#languages.get(tag);
		if (known !== undefined) return known;
		const name = languageIn(plainLine(tag), this.frame);
		this.#languages.set(tag, name);
		return name;
	}

	/** A card in one line, in the frame's language where somebody has translated it. */
	cardLine(card: ResultsCard): Words {
		const [lang, text] = this.#readable(card);
		return lineOf(text.replace(/\s+/g, ' '), lang, this.say('–'));
	}

	/** These cards in their order; what lies on a card is told below it, in its own words. */
	cards(cards: readonly ResultsCard[]): CardBlock[] {
		return laidTogether(cards).map(({ card, carried }) => {
			const block = this.card(card);
			return { ...block, more: [...block.more, ...carried.flatMap((one) => this.#carried(one))] };
		});
	}

	/** A card by itself. */
	card(card: ResultsCard): CardBlock {
		const about = [...this.#about(card), this.onto(card)];
		return {
			kind: 'card',
			label: fill(this.frame.number, { n: card.number }),
			words: wordsOf(card.text, card.lang),
			about: about.filter((part) => part !== '').join(', '),
			more: this.#more(card),
		};
	}

	/** `liegt auf Nr. 3`; empty for a card that hangs by itself. */
	onto({ mergedInto }: ResultsCard): string {
		const number = mergedInto && this.#carriers.get(mergedInto);
		return number === undefined ? '' : fill(this.frame.merged, { n: number });
	}

	/** A card that lies on another one, as that one tells it: its words, then its original and translations. */
	#carried(card: ResultsCard): CardBlock['more'] {
		const label = fill(this.frame.carried, { n: card.number });
		const about = this.#about(card).filter((part) => part !== '');
		return [
			{
				label: `${about.length > 0 ? `${label} (${about.join(', ')})` : label}:`,
				words: wordsOf(card.text, card.lang),
			},
			...this.#more(card).map((one) => ({ ...one, label: `${label}, ${one.label}` })),
		];
	}

	#about(card: ResultsCard): string[] {
		const { frame } = this;
		return [
			this.#isOwn(card.lang) ? '' : this.language(card.lang),
			card.kind ? frame.kinds[card.kind] : '',
			card.round === undefined ? '' : fill(frame.round, { n: card.round }),
			this.dots(card),
		];
	}

	/** The author's own words and the translations. */
	#more({ original, lang, translations }: ResultsCard): CardBlock['more'] {
		const { frame } = this;
		return [
			...(original === undefined
				? []
				: [{ label: frame.original, words: wordsOf(original, lang) }]),
			...Object.entries(translations).map(([into, { text, by }]) => ({
				label: fill(frame.translation, {
					language: this.language(into),
					by: frame.translatedBy[by],
				}),
				words: wordsOf(text, into),
			})),
		];
	}

	#isOwn(lang: string): boolean {
		return lang.split('-', 1)[0]!.toLowerCase() === this.frame.language;
	}

	#readable({ text, lang, translations }: ResultsCard): readonly [lang: string, text: string] {
		if (this.#isOwn(lang)) return [lang, text];
		const found = Object.entries(translations).find(([into]) => this.#isOwn(into));
		return found ? [found[0], found[1].text] : [lang, text];
	}
}
