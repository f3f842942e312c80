import { isId, type CardId } from '#shared/ids.ts';

type Word =
	{ readonly say: 'look' | 'who' | 'left' } | { readonly say: 'mine'; readonly draft: CardId };

/** How long a page that starts waits to hear which drafts other pages are writing, where it has to ask, in milliseconds. */
const HEARING_MS = 250;

/**
 * The pages of this browser that have the same seat open. They tell each other to look into the store, and which draft is
 * in whose hands; contents travel through the store alone. Browsers without BroadcastChannel look when a page is shown.
 *
 * [DR3] A draft in somebody's hands is a lock of the browser: it knows at once, of a page that sleeps, too, and lets go with
 * the page. A page over plain HTTP is given no locks; there the others are asked, and who sleeps cannot answer.
 */
export class Tabs {
	#draft: CardId | undefined;
	#letGo: (() => void) | undefined;
	readonly #locks: LockManager | undefined = navigator.locks;
	readonly #lockPrefix: string;
	/** Another page has emptied this device. */
	onleft: (() => void) | undefined;
	readonly #channel: BroadcastChannel | undefined;
	readonly #taken = new Set<CardId>();
	readonly #onlook: () => void;

	constructor(name: string, onlook: () => void) {
		this.#onlook = onlook;
		this.#lockPrefix = `thementisch.${name}.draft.`;
		if (typeof BroadcastChannel === 'undefined') return;
		this.#channel = new BroadcastChannel(`thementisch.${name}`);
		this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
	}

	/** This page is writing this draft from now on, or none. */
	hold(draft: CardId | undefined): void {
		if (this.#draft === draft) return;
		this.#draft = draft;
		this.#letGo?.();
		this.#letGo = undefined;
		if (draft === undefined || !this.#locks) return;
		const untilLetGo = () =>
			new Promise<void>((letGo) => {
				if (this.#draft === draft) this.#letGo = letGo;
				else letGo();
			});
		void this.#locks.request(this.#lockPrefix + draft, untilLetGo);
	}

	/** The drafts that other pages are writing now. */
	async taken(): Promise<ReadonlySet<CardId>> {
		if (this.#locks) {
			const { held = [] } = await this.#locks.query();
			const names = held.flatMap(({ name }) => (name ? [name] : []));
			const ours = names.filter((name) => name.startsWith(this.#lockPrefix));
			const ids = ours.map((name) => name.slice(this.#lockPrefix.length));
			return new Set(ids.filter((id) => isId('c_', id)));
		}
		if (!this.#channel) return this.#taken;
		this.#say({ say: 'who' });
		await new Promise((resolve) => setTimeout(resolve, HEARING_MS));
		return this.#taken;
	}

	/** Something new is in the store. */
	look(): void {
		this.#say({ say: 'look' });
	}

	/** [TU6] This page empties the device: the others let go of the seat. */
	left(): void {
		this.#say({ say: 'left' });
	}

	close(): void {
		this.hold(undefined);
		this.#channel?.close();
	}

	#hear(word: Word): void {
		if (word.say === 'look') this.#onlook();
		else if (word.say === 'left') this.onleft?.();
		else if (word.say === 'mine') this.#taken.add(word.draft);
		else if (word.say === 'who' && this.#draft) this.#say({ say: 'mine', draft: this.#draft });
	}

	#say(word: Word): void {
		this.#channel?.postMessage(word);
	}
}
