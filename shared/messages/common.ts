import type { Languages } from './messages.ts';
import type de from './common/de.ts';

/** German first; the others have its type. */
export const common = {
	de: () => import('./common/de.ts'),
	en: () => import('./common/en.ts'),
} as const satisfies Languages<typeof de>;
