import type { HelpCall, Message, ProjectorState, Vote } from '#shared/state.ts';
import type { ProjectorView, SpotlightTarget } from '#shared/commands.ts';
import type { EvaluationPhase } from '#shared/evaluation.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import type { Question, Settings, Step, Table, Wlan } from '#shared/schemas.ts';

/**
 * One dialogue as the store keeps it: what the organiser set up, and how far its conduct has come.
 * Everything that decides about a right stands here, so one read answers every question of the rules.
 */
export interface Dialogue {
	readonly id: DialogueId;
	readonly code: string;
	readonly title: string;
	readonly place: string;
	/** `2026-11-21` */
	readonly date: string;
	readonly language: string;
	readonly phase: 'open' | 'closed';
	readonly questions: readonly Question[];
	readonly tables: readonly Table[];
	readonly steps: readonly Step[];
	readonly settings: Settings;
	/** The hall's own network. */
	readonly wlan?: Wlan;
	readonly createdAtMs: number;
	/** When it was closed, if it is. */
	readonly closedAtMs?: number;
	/** When its seats were deleted: from then on nobody can find out who wrote what. */
	readonly seatsForgottenAtMs?: number;
	/** The questionnaire at the end of the day; absent: it follows the step for it. */
	readonly evaluation?: EvaluationPhase;
	readonly conduct: Conduct;
}

/** What the moderator and the hosts have decided so far. */
export interface Conduct {
	/** The running step; null between steps, when everything is allowed. */
	readonly step: Running | null;
	/** [ST4] Tables with an end of their own; absent: none. At most one for each table. */
	readonly own?: readonly OwnStep[];
	readonly frozen: readonly TableId[];
	/** Tables whose cards were revealed, where they are hidden until the reveal. */
	readonly revealed: readonly TableId[];
	readonly vote: Vote | null;
	readonly spotlight: SpotlightTarget | null;
	readonly projector: ProjectorView | null;
	/** All projectors are dark; `projector` is what stands behind it. */
	readonly black?: boolean;
	/** Projectors with a name or a view of their own, the one that was spoken of last at the end. */
	readonly projectors?: readonly ProjectorState[];
	readonly help: readonly HelpCall[];
	/** [CO8] The last messages, oldest first; absent: none. */
	readonly messages?: readonly SentMessage[];
	/** Ids of the last commands that had an effect, oldest first: a repeat is answered, not carried out. */
	readonly commands: readonly string[];
}

/** A step as it runs: its planned end may have passed. */
export interface Running {
	readonly id: string;
	readonly startedAtMs: number;
	readonly endsAtMs: number;
}

/** [ST4] What runs at one table alone. */
export interface OwnStep extends Running {
	readonly tableId: TableId;
}

export interface SentMessage extends Message {
	/** That of its command. */
	readonly id: string;
	/** Absent: to all. */
	readonly tableIds?: readonly TableId[];
}

export const UNTOUCHED: Conduct = {
	step: null,
	frozen: [],
	revealed: [],
	vote: null,
	spotlight: null,
	projector: null,
	help: [],
	commands: [],
};
