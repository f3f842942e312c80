import type { AgreementKind } from './agreement.ts';
import type { OpenMinutes } from './open-minutes.svelte.ts';

/** What every row of the cards needs: the minutes, which one is open for writing, and what can be made of it. */
export interface Editing {
	readonly open: OpenMinutes;
	/** The card or group that is being edited here; undefined: none. */
	readonly id: string | undefined;
	readonly onedit: (id: string | undefined) => void;
	readonly onmake: (kind: AgreementKind, title: string, from: string) => void;
	/** Said aloud to those who do not see it. */
	readonly onsay: (words: string) => void;
}

/** Alt with an arrow moves what has the focus in it; in fields of text the arrows are the text's. */
export function movesByKey(move: ((by: -1 | 1) => void) | undefined) {
	return (row: HTMLElement) => {
		if (!move) return undefined;
		const onkeydown = (event: KeyboardEvent): void => {
			const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
			const isText =
				event.target instanceof Element && event.target.matches('textarea, input, select');
			if (!event.altKey || by === undefined || isText) return;
			event.preventDefault();
			const focused = document.activeElement;
			move(by);
			// what is moved on the page loses the focus
			requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus());
		};
		row.addEventListener('keydown', onkeydown);
		return () => row.removeEventListener('keydown', onkeydown);
	};
}
