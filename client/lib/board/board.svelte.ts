import * as Y from 'yjs';
import {
	BOARD,
	BOARD_CARD_STATES,
	CARD_KINDS,
	type BoardCardState,
	type CardKind,
	type Translation,
} from '#shared/board.ts';
import { isId, type CardId, type GroupId } from '#shared/ids.ts';
import { byRank } from '#shared/rank.ts';
import { follow, type DeepEvent } from '#lib/hall/follow.ts';

type YFields = Y.Map<unknown>;

/** What decides where something stands. A change of it redraws the lists; a keystroke in a text does not. */
const PLACE = ['question', 'rank', 'group', 'state'];

/**
 * A table's board as components read it. Yjs holds the state, nothing is copied: a getter read in a template follows the
 * document. What a host's page wrote badly (a missing rank, a text that is none) is read as empty, never thrown over.
 */
export class Board {
	readonly doc: Y.Doc;
	readonly #cards: Y.Map<YFields>;
	readonly #groups: Y.Map<YFields>;
	/** Keyed by the Yjs object, not the id: undo brings a card back as a new object. */
	readonly #cardViews = new WeakMap<YFields, CardView>();
	readonly #groupViews = new WeakMap<YFields, GroupView>();
	readonly #followCards: () => void;
	readonly #followGroups: () => void;

	constructor(doc: Y.Doc) {
		this.doc = doc;
		this.#cards = doc.getMap(BOARD.cards);
		this.#groups = doc.getMap(BOARD.groups);
		const place =
			(root: Y.Map<YFields>) =>
			(event: DeepEvent): boolean =>
				(event.target as unknown) === root ||
				(event instanceof Y.YMapEvent && PLACE.some((key) => event.keysChanged.has(key)));
		this.#followCards = follow(this.#cards, place(this.#cards));
		this.#followGroups = follow(this.#groups, place(this.#groups));
	}

	/** Cards in this state, by rank; the same card is the same object, so keyed each blocks move it. */
	cards(state: BoardCardState = 'shown'): readonly CardView[] {
		this.#followCards();
		return [...this.#cards]
			.filter(([id, fields]) => isId('c_', id) && isMap(fields) && stateIn(fields) === state)
			.sort(([a, x], [b, y]) => byRank(ranked(a, x), ranked(b, y)))
			.map(([id, fields]) => this.#cardView(id as CardId, fields));
	}

	/** The shown cards below one question, in and out of groups, by rank. */
	cardsOf(question: string): readonly CardView[] {
		const homes = this.#homes();
		return this.cards().filter((card) => homeOf(card, homes) === question);
	}

	/** The groups below one question, by rank, empty ones too. */
	groupsOf(question: string): readonly GroupView[] {
		return this.#allGroups().filter(({ fields }) => textIn(fields, 'question') === question);
	}

	/** One question as it hangs: its groups with their shown cards, then the cards in no group. */
	column(question: string): Column {
		return hang(question, this.groupsOf(question), this.cardsOf(question));
	}

	/**
	 * The whole board as it hangs, question by question. [BD3] What names no question of these hangs below the first, so
	 * that no card is ever out of sight.
	 */
	columns(questions: readonly string[]): readonly Column[] {
		const homes = this.#homes();
		const known = (question: string): string =>
			questions.includes(question) ? question : (questions[0] ?? '');
		const groups = sortedBy(this.#allGroups(), ({ fields }) => known(textIn(fields, 'question')));
		const cards = sortedBy(this.cards(), (card) => known(homeOf(card, homes)));
		return questions.map((id) => hang(id, groups.get(id) ?? [], cards.get(id) ?? []));
	}

	card(id: CardId): CardView | undefined {
		this.#followCards();
		const fields = this.#cards.get(id);
		return fields && this.#cardView(id, fields);
	}

	group(id: GroupId): GroupView | undefined {
		this.#followGroups();
		const fields = this.#groups.get(id);
		return fields && this.#groupView(id, fields);
	}

	#allGroups(): GroupView[] {
		this.#followGroups();
		return [...this.#groups]
			.filter(([id, fields]) => isId('g_', id) && isMap(fields))
			.sort(([a, x], [b, y]) => byRank(ranked(a, x), ranked(b, y)))
			.map(([id, fields]) => this.#groupView(id as GroupId, fields));
	}

	/** The question of each group. */
	#homes(): ReadonlyMap<string, string> {
		return new Map(this.#allGroups().map(({ id, fields }) => [id, textIn(fields, 'question')]));
	}

	#cardView(id: CardId, fields: YFields): CardView {
		let view = this.#cardViews.get(fields);
		if (!view) this.#cardViews.set(fields, (view = new CardView(id, fields)));
		return view;
	}

	#groupView(id: GroupId, fields: YFields): GroupView {
		let view = this.#groupViews.get(fields);
		if (!view) this.#groupViews.set(fields, (view = new GroupView(id, fields)));
		return view;
	}
}

export interface Column {
	readonly question: string;
	readonly groups: readonly { readonly group: GroupView; readonly cards: readonly CardView[] }[];
	readonly loose: readonly CardView[];
	/** Shown cards, grouped or not. */
	readonly count: number;
}

/** One card. Its own getters follow its own fields only. */
export class CardView {
	readonly id: CardId;
	readonly fields: YFields;
	readonly #follow: () => void;

	constructor(id: CardId, fields: YFields) {
		this.id = id;
		this.fields = fields;
		this.#follow = follow(fields);
	}

	get question(): string {
		return text(this.#get('question'));
	}
	get rank(): string {
		return text(this.#get('rank'));
	}
	/** The text as it stands, hosts' edits included. */
	get text(): string {
		return words(this.#get('text'));
	}
	/** For editing together; undefined in a card that was written badly. */
	get ytext(): Y.Text | undefined {
		const value = this.#get('text');
		return value instanceof Y.Text ? value : undefined;
	}
	get original(): string {
		return text(this.#get('original'));
	}
	get lang(): string {
		return text(this.#get('lang')) || 'und';
	}
	get number(): number {
		const value = this.#get('number');
		return typeof value === 'number' ? value : 0;
	}
	get group(): GroupId | undefined {
		const value = this.#get('group');
		return isId('g_', value) ? value : undefined;
	}
	get kind(): CardKind | undefined {
		const value = this.#get('kind');
		return CARD_KINDS.find((kind) => kind === value);
	}
	get state(): BoardCardState {
		const value = this.#get('state');
		return BOARD_CARD_STATES.find((state) => state === value) ?? 'aside';
	}
	/** The author's newer words, where a host had edited the text already. */
	get suggestion(): string | undefined {
		return text(this.#get('suggestion')) || undefined;
	}
	get translations(): Readonly<Record<string, Translation>> {
		const value = this.#get('translations');
		if (!(value instanceof Y.Map)) return {};
		const entries = [...(value as Y.Map<Translation>)];
		return Object.fromEntries(entries.filter(([, t]) => typeof t?.text === 'string'));
	}

	#get(key: string): unknown {
		this.#follow();
		return this.fields.get(key);
	}
}

/** One group. */
export class GroupView {
	readonly id: GroupId;
	readonly fields: YFields;
	readonly #follow: () => void;

	constructor(id: GroupId, fields: YFields) {
		this.id = id;
		this.fields = fields;
		this.#follow = follow(fields);
	}

	get title(): string {
		return words(this.#get('title'));
	}
	get ytitle(): Y.Text | undefined {
		const value = this.#get('title');
		return value instanceof Y.Text ? value : undefined;
	}
	get question(): string {
		return text(this.#get('question'));
	}
	get rank(): string {
		return text(this.#get('rank'));
	}

	#get(key: string): unknown {
		this.#follow();
		return this.fields.get(key);
	}
}

/** Lists read the fields themselves: a view would follow every keystroke of every card. */
function textIn(fields: YFields, key: string): string {
	return text(fields.get(key));
}
function stateIn(fields: YFields): BoardCardState {
	return BOARD_CARD_STATES.find((state) => state === fields.get('state')) ?? 'aside';
}
function ranked(id: string, fields: YFields): { readonly id: string; readonly rank: string } {
	return { id, rank: textIn(fields, 'rank') };
}
/** [BD2] The question below which a card hangs: a group draws its cards to its own. */
function homeOf({ fields }: CardView, homes: ReadonlyMap<string, string>): string {
	return homes.get(textIn(fields, 'group')) ?? textIn(fields, 'question');
}
function hang(question: string, groups: readonly GroupView[], cards: readonly CardView[]): Column {
	const members = sortedBy(cards, ({ fields }) => textIn(fields, 'group'));
	const inGroups = groups.map((group) => ({ group, cards: members.get(group.id) ?? [] }));
	const isGrouped = new Set<string>(groups.map(({ id }) => id));
	const loose = cards.filter(({ fields }) => !isGrouped.has(textIn(fields, 'group')));
	return { question, groups: inGroups, loose, count: cards.length };
}
/** `Map.groupBy`, which tablets of before 2024 do not have. */
function sortedBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T[]> {
	const found = new Map<string, T[]>();
	for (const one of all) {
		const key = keyOf(one);
		const there = found.get(key);
		if (there) there.push(one);
		else found.set(key, [one]);
	}
	return found;
}
function isMap(value: unknown): value is YFields {
	return value instanceof Y.Map;
}
function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
function words(value: unknown): string {
	return value instanceof Y.Text ? value.toJSON() : '';
}
