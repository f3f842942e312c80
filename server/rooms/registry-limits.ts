import { LIMITS } from '#shared/limits.ts';

/** How long and how much, for the rooms of one node. */
export interface RegistryLimits {
	/** A load that takes longer fails; an append that takes longer is asked for again. */
	readonly loadMs: number;
	readonly answerMs: number;
	/** A log that is silent for longer: saving is paused. */
	readonly silenceMs: number;
	/** Of peers' changes in a row, how often they are kept and shown; 0: each at once. Longer under load. */
	readonly beatMs: number;
	/** How long a room without screens stays in memory. */
	readonly boardIdleMs: number;
	readonly seatIdleMs: number;
	/** How often rooms are looked through for rest, drop and compaction. */
	readonly sweepMs: number;
	/** How often the log of open rooms is read in case a bell was lost; 0: never (one node alone). */
	readonly pollMs: number;
	/** How long a drain waits for a log that does not answer. */
	readonly drainMs: number;
	/** Tails of this many entries, or of this many bytes, are compacted while the room is in use, and on drop. */
	readonly tailEntriesMax: number;
	readonly tailEntriesMaxOnDrop: number;
	readonly tailBytesMax: number;
	/** So many entries stay below a snapshot of a room in use, for nodes that are a little behind. */
	readonly tailEntriesKept: number;
	/** What seats in memory may weigh together: of one dialogue, and of all. */
	readonly seatsMemoryPerDialogueBytesMax: number;
	readonly seatsMemoryBytesMax: number;
}

/** What a node goes by if nothing else is said. */
export const DEFAULTS: RegistryLimits = {
	loadMs: 10_000,
	answerMs: 5_000,
	silenceMs: 1_000,
	beatMs: 0,
	boardIdleMs: 60_000,
	seatIdleMs: 10_000,
	sweepMs: 2_000,
	pollMs: 0,
	drainMs: 6_000,
	tailEntriesMax: 500,
	tailEntriesMaxOnDrop: 50,
	tailBytesMax: 1024 * 1024,
	tailEntriesKept: 64,
	seatsMemoryPerDialogueBytesMax: LIMITS.seatsMemoryPerDialogueBytesMax,
	seatsMemoryBytesMax: LIMITS.seatsMemoryBytesMax,
};
