import type { Attachment } from 'svelte/attachments';

/** Shows for a moment where something has come to; still for those who want no motion. */
export function arrives(isNow: boolean): Attachment<HTMLElement> | undefined {
	if (!isNow) return undefined;
	return (element) => {
		if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
		const from = { boxShadow: '0 0 0 6px var(--focus)' };
		const glow = element.animate([from, {}], { duration: 1_600, easing: 'ease-out' });
		return () => glow.cancel();
	};
}
