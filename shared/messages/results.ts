import type { Languages } from './catalogue.ts';
import type de from './results/de.ts';

/** Editing the results after the day, and the questionnaire for those who conduct. */
export const results = {
	de: () => import('./results/de.ts'),
	en: () => import('./results/en.ts'),
} as const satisfies Languages<typeof de>;
