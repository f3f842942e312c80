import type { Languages } from './catalogue.ts';
import type de from './interpreter/de.ts';

/** German first; the others have its type. */
export const interpreter = {
	de: () => import('./interpreter/de.ts'),
	en: () => import('./interpreter/en.ts'),
} as const satisfies Languages<typeof de>;
