import { SvelteSet } from 'svelte/reactivity';
import type { Live } from '#lib/hall/live.svelte.ts';
import type { CommandName, CommandOf } from '#shared/commands.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { RejectionCode } from '#shared/rejections.ts';

/** What became of a button. */
export interface Said {
	readonly tone: 'good' | 'bad';
	readonly text: string;
}

/** How long good news stands, in milliseconds. */
const STANDS_MS = 6_000;

/**
 * The decisions that this page sends: what is on its way, and what became of the last one. A button that was pressed once
 * is sent once, also without a network. Rules CK2–CK3 in SPEC.md.
 */
export class Deeds {
	said = $state.raw<Said>();
	readonly #live: Pick<Live, 'send'>;
	readonly #m: () => Messages<'cockpit'>;
	readonly #pending = new SvelteSet<string>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(live: Pick<Live, 'send'>, m: () => Messages<'cockpit'>) {
		this.#live = live;
		this.#m = m;
	}

	/** Whether this very button is on its way. */
	isPending(key: string): boolean {
		return this.#pending.has(key);
	}
	get arePending(): boolean {
		return this.#pending.size > 0;
	}

	/**
	 * Sends one command.
	 *
	 * @param key - of the button: it does nothing more until the answer has come
	 * @param done - what is said when it is done; empty: nothing
	 * @returns whether it was carried out
	 */
	async do<N extends CommandName>(
		key: string,
		name: N,
		body: Omit<CommandOf<N>, 'id'>,
		done: () => string,
	): Promise<boolean> {
		if (this.#pending.has(key)) return false;
		this.#pending.add(key);
		const answer = await this.#live.send(name, body).catch(() => undefined);
		this.#pending.delete(key);
		if (answer?.ok) this.say('good', done());
		else this.say('bad', sentenceFor(answer?.rejection.code, this.#m()));
		return answer?.ok ?? false;
	}

	say(tone: Said['tone'], text: string): void {
		clearTimeout(this.#timer);
		if (text === '') return;
		this.said = { tone, text };
		if (tone === 'good') this.#timer = setTimeout(() => (this.said = undefined), STANDS_MS);
	}
	hush(): void {
		clearTimeout(this.#timer);
		this.said = undefined;
	}
}

/** A kind sentence for a "no". */
export function sentenceFor(code: RejectionCode | undefined, m: Messages<'cockpit'>): string {
	switch (code) {
		case 'step/none-running':
			return m.noStepRunning();
		case 'step/unknown':
			return m.stepGone();
		case 'table/unknown':
			return m.tableGone();
		case 'card/unknown':
		case 'card/not-waiting':
			return m.cardGone();
		case 'vote/open':
			return m.voteIsOpen();
		case 'vote/unknown':
		case 'vote/closed':
			return m.voteGone();
		case 'vote/unknown-item':
			return m.voteItem();
		case 'help/unknown':
			return m.helpGone();
		case 'command/not-allowed':
			return m.notAllowed();
		case 'dialogue/closed':
			return m.dialogueOver();
		default:
			return m.failed();
	}
}
