import { untrack } from 'svelte';
import { LANGUAGES } from '#shared/languages.ts';
import type { CardId } from '#shared/ids.ts';
import type { State, TableState } from '#shared/state.ts';
import { fetchAids } from '#lib/composer/aids.ts';
import { Draft } from '#lib/composer/draft.svelte.ts';
import { spoken } from '#lib/language.svelte.ts';
import type { OwnMark } from '#lib/marks/mark.ts';
import { deviceUse, keepDeviceUse, type DeviceUse } from './device-use.ts';
import { Idle } from './idle.svelte.ts';
import type { OwnCard } from './own-card.svelte.ts';
import type { Seat } from './seat.svelte.ts';
import { freeSign, type Sign } from './signs.ts';
import type { Visit } from './visit.svelte.ts';

/** Where somebody writes. */
export interface Around {
	readonly visit: Visit;
	readonly seat: Seat;
	readonly hall: State;
	readonly table: TableState;
}

/**
 * One person at this device: what they write, and how they pass the device on. Made by the component that draws it. Rules
 * TU* and DR* in SPEC.md.
 */
export class Turn {
	use = $state(deviceUse());
	sheet = $state<'device' | 'unsent'>();
	/** On a shared device a card that was sent is looked at, until somebody goes on. */
	isSent = $state(false);
	readonly draft: Draft;
	readonly idle = new Idle();
	/** Under which the text in the field would be kept. */
	readonly sign: Sign;
	readonly lang = $derived(spoken.language === 'de-x-leicht' ? 'de' : spoken.language);
	#lastSent = $state<CardId>();
	readonly #around: Around;
	readonly #seat: Seat;

	/** @param around - getters: what they answer may change, but for the seat */
	constructor(around: Around) {
		this.#around = around;
		this.#seat = untrack(() => around.seat);
		const place = () => ({
			table: around.table.id,
			question: around.visit.question,
			lang: this.lang,
		});
		this.draft = new Draft(this.#seat, place);
		const taken = untrack(() => this.#seat.keptDrafts.map(({ kept }) => kept));
		this.sign = freeSign(taken, Math.random);
		$effect(() => untrack(() => this.#takeUp()));
		$effect(() => (this.use === 'shared' ? this.#watchIdle() : undefined));
		$effect(() => {
			if (this.use === 'shared' && around.visit.connected) fetchForTheNext();
		});
	}

	/** The mark of the card that was sent last. */
	get lastMark(): OwnMark | undefined {
		return this.#seat.cards.find(({ id }) => id === this.#lastSent)?.mark;
	}

	send(): void {
		this.#lastSent = this.draft.send();
		this.isSent = this.use === 'shared';
	}

	resume(kept: OwnCard): void {
		this.#around.visit.choose(this.draft.resume(kept));
	}

	choose(wanted: DeviceUse): void {
		this.use = wanted;
		keepDeviceUse(wanted);
	}

	/** Passes the device on, and asks first if there is a text in the field. */
	pass(): void {
		this.sheet = this.draft.isEmpty ? undefined : 'unsent';
		if (!this.sheet) this.free();
	}

	/** [TU2] The device is nobody's: language and text of the last one are gone. */
	free(): void {
		const { visit, hall } = this.#around;
		visit.handOver();
		spoken.choose(hall.dialogue.language).catch(() => undefined); // the last one's language is readable, too
	}

	#takeUp(): () => void {
		const { draft } = this;
		const { visit } = this.#around;
		const leave = (): void => draft.commit();
		addEventListener('pagehide', leave);
		void draft.takeUp().then((question) => {
			if (question !== undefined && visit.questions.some(({ id }) => id === question))
				visit.choose(question);
		});
		return () => {
			removeEventListener('pagehide', leave);
			draft.close();
		};
	}

	/** [TU4] */
	#watchIdle(): () => void {
		return this.idle.watch(() => {
			this.draft.keep(this.sign);
			this.free();
		});
	}
}

/** What is needed to pass the device on, and by whoever comes next, must not need a network then. */
function fetchForTheNext(): void {
	void fetchAids();
	void Promise.allSettled([
		import('./DeviceSheet.svelte'),
		import('./HandOver.svelte'),
		import('./KeptTexts.svelte'),
		import('#lib/conduct/MessageLine.svelte'),
	]);
	void spoken.fetchAll(LANGUAGES.map(({ tag }) => tag));
}
