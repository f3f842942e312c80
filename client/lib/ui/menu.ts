import type { Component } from 'svelte';

export interface MenuEntry {
	readonly label: string;
	readonly onselect: () => void;
	/** A small sign in front; decoration only. */
	readonly icon?: Component;
	/** Given: one of several of which one holds. */
	readonly isChosen?: boolean;
}

/** Entries that belong together, with a heading if that helps. */
export interface MenuSection {
	readonly label?: string;
	readonly entries: readonly MenuEntry[];
}

/** Puts a menu beside the button that opened it: below if there is room, always within the window. */
export function placeBeside(menu: HTMLElement, anchor: HTMLElement): void {
	const gap = 4;
	const edge = 8;
	const button = anchor.getBoundingClientRect();
	const { clientWidth, clientHeight } = document.documentElement;
	const below = clientHeight - button.bottom - gap - edge;
	const above = button.top - gap - edge;
	const isBelow = below >= Math.min(menu.scrollHeight, 320) || below >= above;
	menu.style.maxHeight = `${Math.max(isBelow ? below : above, 160)}px`;
	const { width, height } = menu.getBoundingClientRect();
	const isRtl = getComputedStyle(anchor).direction === 'rtl';
	const left = isRtl ? button.left : button.right - width;
	const top = isBelow ? button.bottom + gap : button.top - gap - height;
	menu.style.left = `${Math.min(Math.max(left, edge), clientWidth - width - edge)}px`;
	menu.style.top = `${Math.min(Math.max(top, edge), clientHeight - height - edge)}px`;
}
