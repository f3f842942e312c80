import type { Languages } from './catalogue.ts';
import type de from './themes/de.ts';

/** German first; the others have its type. */
export const themes = {
	de: () => import('./themes/de.ts'),
	en: () => import('./themes/en.ts'),
} as const satisfies Languages<typeof de>;
