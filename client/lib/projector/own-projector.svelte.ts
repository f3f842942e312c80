import type { Live } from '#lib/hall/live.svelte.ts';
import { ownId } from '#lib/hall/own-id.ts';
import type { ProjectorView } from '#shared/commands.ts';
import type { ProjectorId } from '#shared/ids.ts';
import type { State } from '#shared/state.ts';
import { viewOf } from './view-of.ts';

/** This projector among all: its name, what it was told to show, and what somebody who stands at it chooses. */
export class OwnProjector {
	id = $state.raw<ProjectorId>();
	/** Chosen here and not answered by the server yet; without a network it holds all the same. */
	#chosen = $state.raw<{ readonly view: ProjectorView | null }>();
	readonly #live: Live;
	#close: () => void = () => undefined;
	#isClosed = false;

	constructor(live: Live) {
		this.#live = live;
		void ownId('p_', 'projector').then(({ id, close }) => {
			if (this.#isClosed) return close();
			this.id = id;
			this.#close = close;
		});
	}

	view(hall: State): ProjectorView {
		if (this.#chosen?.view) return this.#chosen.view;
		if (this.#chosen) return hall.projector ?? { kind: 'tables' };
		return this.id ? viewOf(hall, this.id) : (hall.projector ?? { kind: 'tables' });
	}

	label(hall: State): string {
		return hall.projectors?.find(({ id }) => id === this.id)?.label ?? '';
	}
	/** Whether it was sent something that the others do not show. */
	isOwn(hall: State): boolean {
		const own = hall.projectors?.find(({ id }) => id === this.id);
		return this.#chosen
			? this.#chosen.view !== null
			: own !== undefined && (own.view !== null || own.black);
	}

	/** Says which one this is; on each connection before anything else. */
	sayHere(): void {
		if (this.id)
			void this.#live.send('projector:here', { projectorId: this.id }).catch(() => undefined);
	}

	/** @param view - null: what all show */
	async choose(view: ProjectorView | null): Promise<void> {
		if (!this.id) return;
		const chosen = (this.#chosen = { view });
		this.sayHere(); // what waited for a network goes up before anybody hears that there is one again
		await this.#live.send('projector:show', { view, projectorId: this.id }).catch(() => undefined);
		// the answer comes a moment before the state that says the same
		setTimeout(() => {
			if (this.#chosen === chosen) this.#chosen = undefined;
		}, ANSWERED_MS);
	}

	async name(label: string): Promise<void> {
		if (!this.id) return;
		this.sayHere();
		const words = label.trim().replace(/\s+/g, ' ');
		await this.#live
			.send('projector:name', { projectorId: this.id, label: words === '' ? null : words })
			.catch(() => undefined);
	}

	close(): void {
		this.#isClosed = true;
		this.#close();
	}
}

/** States come at most this long after what they tell, in milliseconds. */
const ANSWERED_MS = 500;
