import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import type { OtherNodes } from './awareness-between.ts';
import type { Beat } from './beat.ts';
import type { Condense } from './condense.ts';
import type { Memory } from './seat-memory.ts';

/** What a room needs from outside. */
export interface RoomNeeds {
	readonly log: UpdateLog;
	readonly clock: Clock;
	readonly logger: Logger;
	/** What this document may take of the memory for all; undefined: its own limits are enough. */
	readonly memory: Memory | undefined;
	/** The pace of all rooms of this node. */
	readonly beat: Beat;
	/** A store that has not answered within `answerMs` is asked again; after `silenceMs` everybody is told. */
	readonly limits: { readonly answerMs: number; readonly silenceMs: number };
	/** Where else people may be at work on this document. */
	readonly otherNodes: OtherNodes;
	/** Puts a log together and checks what comes of it. */
	readonly condense: Condense;
	/** The registry listens. */
	readonly told: {
		paused(paused: boolean): void;
		ended(): void;
	};
}
