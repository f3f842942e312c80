import * as Y from 'yjs';
import { follow, type DeepEvent } from '#lib/hall/follow.ts';
import { isId, type CardId, type GroupId, type ThemeId } from '#shared/ids.ts';
import { byRank, isRank } from '#shared/rank.ts';
import { readMember, THEMES, type KeyedMember } from '#shared/themes.ts';

export type MemberId = CardId | GroupId;
export type ThemeFields = Y.Map<unknown>;

/** What moves a theme; a keystroke in its title draws the title alone. */
const PLACE = ['rank'];

/** The hall's themes as components read them: a getter read in a template follows the document. Rules TH1, TH5, TH7. */
export class HallThemes {
	readonly doc: Y.Doc;
	readonly #themes: Y.Map<ThemeFields>;
	readonly #members: Y.Map<unknown>;
	/** Keyed by the Yjs object, not the id: undo brings a theme back as a new object. */
	readonly #views = new WeakMap<ThemeFields, ThemeView>();
	readonly #followThemes: () => void;
	readonly #followMembers: () => void;

	constructor(doc: Y.Doc) {
		this.doc = doc;
		this.#themes = doc.getMap(THEMES.themes);
		this.#members = doc.getMap(THEMES.members);
		const isPlace = (event: DeepEvent): boolean =>
			(event.target as unknown) === this.#themes ||
			(event instanceof Y.YMapEvent && PLACE.some((key) => event.keysChanged.has(key)));
		this.#followThemes = follow(this.#themes, isPlace);
		this.#followMembers = follow(this.#members);
	}

	/** All themes, by rank. */
	get all(): readonly ThemeView[] {
		this.#followThemes();
		return [...this.#themes]
			.filter(([id, fields]) => isId('h_', id) && fields instanceof Y.Map)
			.map(([id, fields]) => ({ id, rank: rankIn(fields), fields }))
			.sort(byRank)
			.map(({ id, fields }) => this.#view(id as ThemeId, fields));
	}

	get(id: ThemeId): ThemeView | undefined {
		this.#followThemes();
		const fields = this.#themes.get(id);
		return fields instanceof Y.Map ? this.#view(id, fields) : undefined;
	}

	/** Everything that stands in a theme that is there, by rank. */
	get members(): readonly KeyedMember[] {
		this.#followThemes();
		this.#followMembers();
		return [...this.#members]
			.flatMap(([id, value]) => readMember(id, value) ?? [])
			.filter(({ theme }) => this.#themes.get(theme) instanceof Y.Map)
			.sort(byRank);
	}

	membersOf(theme: ThemeId): readonly KeyedMember[] {
		return this.members.filter((member) => member.theme === theme);
	}

	member(id: MemberId): KeyedMember | undefined {
		return this.members.find((member) => member.id === id);
	}

	#view(id: ThemeId, fields: ThemeFields): ThemeView {
		let view = this.#views.get(fields);
		if (!view) this.#views.set(fields, (view = new ThemeView(id, fields)));
		return view;
	}
}

/** One theme. Its own getters follow its own fields only. */
export class ThemeView {
	readonly id: ThemeId;
	readonly fields: ThemeFields;
	readonly #follow: () => void;

	constructor(id: ThemeId, fields: ThemeFields) {
		this.id = id;
		this.fields = fields;
		this.#follow = follow(fields);
	}

	get title(): string {
		return this.ytitle?.toJSON() ?? '';
	}
	get ytitle(): Y.Text | undefined {
		this.#follow();
		const value = this.fields.get('title');
		return value instanceof Y.Text ? value : undefined;
	}
	get rank(): string {
		this.#follow();
		return rankIn(this.fields);
	}
}

function rankIn(fields: ThemeFields): string {
	const rank = fields.get('rank');
	return isRank(rank) ? rank : '';
}
