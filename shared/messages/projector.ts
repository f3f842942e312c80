import type { Languages } from './catalogue.ts';
import type de from './projector/de.ts';

/** German first; the others have its type. */
export const projector = {
	de: () => import('./projector/de.ts'),
	en: () => import('./projector/en.ts'),
} as const satisfies Languages<typeof de>;
