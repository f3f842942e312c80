import { LIMITS } from '#shared/limits.ts';

/** What a town's logo can be; the server asks again. */
export const LOGO_TYPES: readonly string[] = ['image/png', 'image/jpeg'];
export const LOGO_BYTES_MAX = LIMITS.logoBytesMax;
export const LOGO_KILOBYTES_MAX = LIMITS.logoBytesMax / 1024;
