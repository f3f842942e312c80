import { CLOSE } from '#shared/close-codes.ts';
import type { Goodbye } from '#lib/hall/live.svelte.ts';

/** Why this device's place has ended; its texts are still here. */
export type Ending = 'over' | 'erased' | 'restored' | 'too-large';

/**
 * Why a place has ended; undefined: it has not.
 *
 * @param closedWith - the close code that ended the seat's connection for good
 * @param goodbye - what the live socket was sent away with
 */
export function endingOf(
	closedWith: number | undefined,
	goodbye: Goodbye | undefined,
): Ending | undefined {
	if (goodbye === 'erased' || closedWith === CLOSE.erased) return 'erased';
	if (closedWith === CLOSE.restored) return 'restored';
	if (closedWith === CLOSE.tooLarge) return 'too-large';
	return closedWith !== undefined || goodbye !== undefined ? 'over' : undefined;
}
