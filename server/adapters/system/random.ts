import { getRandomValues } from 'node:crypto';
import type { Random } from '#shared/ids.ts';

/** Chance from the operating system. */
export const random: Random = (bytes) => getRandomValues(bytes);
