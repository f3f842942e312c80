import type { ProjectorView, SpotlightTarget, WEIGHED } from './commands.ts';
import type {
	CardId,
	DialogueId,
	GroupId,
	ProjectorId,
	SeatId,
	TableId,
	ThemeId,
	VoteId,
} from './ids.ts';
import type { Role } from './roles.ts';
import type { Question, Settings, Step, Wlan } from './schemas.ts';

/**
 * Server → every screen on the live socket. `state` is whole, never a change to an earlier one, and already filtered for
 * the role it goes to; a client that missed anything needs nothing but the next one.
 */
export interface State {
	/** Counts up with every change of the dialogue; of two states the higher one holds. */
	readonly version: number;
	/** Server's clock when this was sent. Pages count down against it, never against their own clock alone. */
	readonly serverTimeMs: number;
	readonly dialogue: {
		readonly id: DialogueId;
		readonly title: string;
		readonly place: string;
		/** `2026-11-21` */
		readonly date: string;
		readonly language: string;
		readonly phase: 'open' | 'closed';
		/** For roles that show others the way in: participants, hosts, moderators, organisers, projectors. */
		readonly code?: string;
	};
	readonly questions: readonly Question[];
	readonly tables: readonly TableState[];
	readonly steps: readonly Step[];
	readonly step: RunningStep | null;
	readonly settings: Settings;
	readonly vote: Vote | null;
	readonly spotlight: SpotlightTarget | null;
	/** What the projectors show; null: the tables in turn. */
	readonly projector: ProjectorView | null;
	/** Projectors that have a name, or show something of their own; for those who conduct and for projectors. */
	readonly projectors?: readonly ProjectorState[];
	/** How a device gets into the hall's network; for those who conduct and for projectors, if there is one. */
	readonly wlan?: Wlan;
	/** Cards that wait at this host's table, or at all tables for a moderator; absent for everybody else. */
	readonly waiting?: readonly WaitingCard[];
	/** Open calls for help, for hosts (own table) and moderators; absent for everybody else. */
	readonly help?: readonly HelpCall[];
	readonly me: {
		readonly role: Role;
		readonly tableId?: TableId;
		readonly seatId?: SeatId;
		readonly may: { readonly write: boolean; readonly sort: boolean; readonly vote: boolean };
	};
}

export interface TableState {
	readonly id: TableId;
	readonly theme: string;
	readonly frozen: boolean;
	/** Where cards are hidden until the reveal: whether it has come. */
	readonly revealed: boolean;
}

export interface ProjectorState {
	readonly id: ProjectorId;
	/** What people call it. */
	readonly label: string | null;
	/** null: it shows what all show. */
	readonly view: ProjectorView | null;
	/** This one alone is dark; are all dark, `projector` says so. */
	readonly black: boolean;
}

export interface RunningStep {
	readonly id: string;
	readonly kind: Step['kind'];
	readonly startedAtMs: number;
	readonly endsAtMs: number;
}

export interface Vote {
	readonly id: VoteId;
	readonly open: boolean;
	readonly revealed: boolean;
	readonly dots: number;
	readonly perItemMax: number;
	readonly criterion: string;
	readonly tableIds: readonly TableId[];
	/** Absent: each group as one thing, and each card in no group. */
	readonly weighed?: Weighed;
	/** Number of ballots, for moderators; before the reveal nobody learns more. */
	readonly ballots?: number;
}

export type Weighed = (typeof WEIGHED)[number];

/** A card that no screen shows yet: before approval, before the reveal, or late. Its text goes to hosts and moderators. */
export interface WaitingCard {
	readonly cardId: CardId;
	readonly tableId: TableId;
	readonly question: string;
	readonly text: string;
	readonly lang: string;
	readonly state: 'waiting' | 'late';
}

export interface HelpCall {
	readonly tableId: TableId;
	readonly reason: 'technology' | 'moderation' | 'interpreting' | null;
	readonly atMs: number;
	readonly answered: boolean;
}

/** Connected devices per table, at most once a second. No identity. */
export interface Presence {
	readonly tables: Readonly<Record<TableId, { readonly seats: number; readonly hosts: number }>>;
	readonly seats: number;
	/** Projectors that are connected. */
	readonly projectors?: readonly ProjectorId[];
}

/** At most four a second, only to those who may see it. */
export interface Tally {
	readonly voteId: VoteId;
	/** `dots` from devices, `counted` typed in by hosts. */
	readonly items: Readonly<
		Record<CardId | GroupId | ThemeId, { readonly dots: number; readonly counted: number }>
	>;
	readonly ballots: number;
}

/** From the moderator to all tables or some; goes by itself. */
export interface Message {
	readonly text: string;
	readonly atMs: number;
}
