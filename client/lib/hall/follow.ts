import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';

/**
 * Lets a getter follow a part of a Yjs document: call the result inside the getter, and whoever reads it in a template is
 * drawn again when something that matters has changed. Many changes of one turn are one drawing.
 *
 * @param matters - which events count; without it all
 */
export function follow<Event>(
	type: Y.AbstractType<Event>,
	matters: (event: DeepEvent) => boolean = () => true,
): () => void {
	return createSubscriber((update) => {
		const listener = (events: DeepEvent[]): void => {
			if (events.some(matters)) update();
		};
		type.observeDeep(listener);
		return () => type.unobserveDeep(listener);
	});
}

/** A change somewhere below the followed type. */
export type DeepEvent = Y.YEvent<Y.AbstractType<unknown>>;
