import type { Languages } from './messages.ts';
import type de from './participant/de.ts';

/** German first; the others have its type. */
export const participant = {
	de: () => import('./participant/de.ts'),
	en: () => import('./participant/en.ts'),
} as const satisfies Languages<typeof de>;
