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
import {
	columnOf,
	columnsOf,
	homeOf,
	homesOf,
	mergedOf,
	ranked,
	stateIn,
	textIn,
	type ColumnOf,
} from './columns.ts';

/** One question of a board as it hangs. */
export type Column = ColumnOf<CardView, GroupView>;

type YFields = Y.Map<unknown>;

/** What decides where something stands, and whether it is kept by a filter. A change of it redraws the lists; a keystroke in a text does not. */
const PLACE = ['question', 'rank', 'group', 'state', 'mergedInto', 'lang'];

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

	/** Follows where everything stands, without looking. */
	follow(): void {
		this.#followCards();
		this.#followGroups();
	}

	/** Cards in this state, by rank; the same card is the same object, so keyed each blocks move it. */
	cards(state: BoardCardState = 'shown'): readonly CardView[] {
		this.#followCards();
		const found: { id: CardId; rank: string; fields: YFields }[] = [];
		// read once, compared often
		this.#cards.forEach((fields, id) => {
			if (isId('c_', id) && isMap(fields) && stateIn(fields) === state)
				found.push({ id, rank: textIn(fields, 'rank'), fields });
		});
		return found.sort(byRank).map(({ id, fields }) => this.#cardView(id, fields));
	}

	/** How many cards have ever come here, whatever became of them since: none is ever deleted. */
	get arrived(): number {
		this.#followCards();
		return this.#cards.size;
	}

	/** The cards that hang below one question, in and out of groups, by rank; not those that others carry. */
	cardsOf(question: string): readonly CardView[] {
		const homes = homesOf(this.#allGroups());
		return mergedOf(this.cards()).hanging.filter((card) => homeOf(card, homes) === question);
	}

	/** [MG1] What shown cards carry, by their id. */
	parts(): ReadonlyMap<string, readonly CardView[]> {
		return mergedOf(this.cards()).parts;
	}

	/** The groups below one question, by rank, empty ones too. */
	groupsOf(question: string): readonly GroupView[] {
		return this.#allGroups().filter(({ fields }) => textIn(fields, 'question') === question);
	}

	/** One question as it hangs: its groups with their shown cards, then the cards in no group. */
	column(question: string): Column {
		return columnOf(
			question,
			this.groupsOf(question),
			this.cardsOf(question),
			mergedOf(this.cards()).parts,
		);
	}

	/**
	 * The whole board as it hangs, question by question.
	 *
	 * @param cards - the shown ones, where they are known already
	 */
	columns(questions: readonly string[], cards = this.cards()): readonly Column[] {
		return columnsOf(questions, this.#allGroups(), cards);
	}

	/** [MG1] The card that carries this one; undefined: it hangs by itself, or is not shown. */
	carrierOf(id: CardId): CardView | undefined {
		const found = [...this.parts()].find(([, parts]) => parts.some((part) => part.id === id));
		return found && this.card(found[0] as CardId);
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
		return asText(this.#get('question'));
	}
	get rank(): string {
		return asText(this.#get('rank'));
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
		return asText(this.#get('original'));
	}
	get lang(): string {
		return asText(this.#get('lang')) || 'und';
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
		return asText(this.#get('suggestion')) || undefined;
	}
	/** The card that carries this one, as it stands in the document. */
	get mergedInto(): CardId | undefined {
		const value = this.#get('mergedInto');
		return isId('c_', value) ? value : undefined;
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
		return asText(this.#get('question'));
	}
	get rank(): string {
		return asText(this.#get('rank'));
	}

	#get(key: string): unknown {
		this.#follow();
		return this.fields.get(key);
	}
}

function isMap(value: unknown): value is YFields {
	return value instanceof Y.Map;
}
function asText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
function words(value: unknown): string {
	return value instanceof Y.Text ? value.toJSON() : '';
}
