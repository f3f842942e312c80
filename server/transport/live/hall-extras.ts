import type { Dialogue } from '#server/domain/dialogue.ts';
import { conducts, seesTranslating, seesWaiting, type Extras } from '#server/domain/view-for.ts';
import type { BoxReading } from '#server/services/read-box.ts';
import type { Deed } from '#shared/deeds.ts';
import type { DialogueId } from '#shared/ids.ts';
import type { Role } from '#shared/roles.ts';
import type { Translating, WaitingCard } from '#shared/state.ts';
import { Remembered } from './remembered.ts';

/** Where what only some may see is read. */
export interface ExtraReadings {
	readonly readBox: (dialogue: Dialogue) => Promise<BoxReading>;
	/** What was decided last, newest first. */
	readonly lastDeeds: (dialogue: DialogueId) => Promise<readonly Deed[]>;
	/** Cards that interpreters have in hand. */
	readonly translatingNow: (dialogue: DialogueId) => Promise<readonly Translating[]>;
	/** All cards of the dialogue that wait or are late. */
	readonly waitingCards: (dialogue: DialogueId) => Promise<readonly WaitingCard[]>;
}

/** What of a dialogue does not stand in its record and only some may see; kept until it is said to have changed. */
export class HallExtras {
	readonly waiting = new Remembered<readonly WaitingCard[]>();
	readonly box = new Remembered<BoxReading>();
	readonly deeds = new Remembered<readonly Deed[]>();
	readonly #dialogue: DialogueId;
	readonly #read: ExtraReadings;

	constructor(dialogue: DialogueId, read: ExtraReadings) {
		this.#dialogue = dialogue;
		this.#read = read;
	}

	/** Only what somebody of these roles may see is read at all. */
	async for(roles: ReadonlySet<Role>, dialogue: Dialogue): Promise<Extras> {
		const { readBox, waitingCards, translatingNow, lastDeeds } = this.#read;
		const id = this.#dialogue;
		const none = { ballots: 0, counts: [] };
		const has = (sees: (role: Role) => boolean) => [...roles].some(sees);
		return {
			waiting: has(seesWaiting) ? await this.waiting.get(() => waitingCards(id)) : [],
			...(dialogue.conduct.vote && has(seesWaiting)
				? await this.box.get(() => readBox(dialogue))
				: none),
			translating: has(seesTranslating) ? await translatingNow(id) : [],
			deeds: has(conducts) ? await this.deeds.get(() => lastDeeds(id)) : [],
		};
	}

	/** Reads all of it again: which of what is kept is not so any more. */
	async changed(dialogue: Dialogue): Promise<ReadonlySet<'waiting' | 'box' | 'deeds'>> {
		const { readBox, waitingCards, lastDeeds } = this.#read;
		const [waiting, box, deeds] = await Promise.all([
			waitingCards(this.#dialogue),
			readBox(dialogue),
			lastDeeds(this.#dialogue),
		]);
		const changed = new Set<'waiting' | 'box' | 'deeds'>();
		if (!isSame(this.waiting.kept ?? waiting, waiting)) changed.add('waiting');
		if (!isSame(this.box.kept ?? box, box)) changed.add('box');
		if (!isSame(this.deeds.kept ?? deeds, deeds)) changed.add('deeds');
		return changed;
	}
}

/** Plain values that were built in the same way have the same text. */
export function isSame(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
