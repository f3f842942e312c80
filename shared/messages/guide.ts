import type { Languages } from './catalogue.ts';
import type de from './guide/de.ts';

/** German first; the others have its type. */
export const guide = {
	de: () => import('./guide/de.ts'),
	en: () => import('./guide/en.ts'),
} as const satisfies Languages<typeof de>;
