import type { ProjectorView, SpotlightTarget, WEIGHED } from './commands.ts';
import type {
	CardId,
	DialogueId,
	GroupId,
	InterpreterId,
	ProjectorId,
	SeatId,
	TableId,
	ThemeId,
	VoteId,
} from './ids.ts';
import type { Deed } from './deeds.ts';
import type { ReadyMessage } from './ready-messages.ts';
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
	/** Devices are asked how the day was. */
	readonly evaluation?: true;
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
	/** Cards that interpreters have in hand now, for interpreters and those who conduct. */
	readonly translating?: readonly Translating[];
	/** What was decided last, newest first, for those who conduct; all of it by `GET /api/dialogues/:id/log`. */
	readonly deeds?: readonly Deed[];
	readonly me: {
		readonly role: Role;
		readonly tableId?: TableId;
		readonly seatId?: SeatId;
		/** At one table at least; what holds for each of them stands in `tables`. */
		readonly may: May;
	};
}

export interface TableState {
	readonly id: TableId;
	readonly theme: string;
	readonly frozen: boolean;
	/** Where cards are hidden until the reveal: whether it has come. */
	readonly revealed: boolean;
	/**
	 * What runs at this table where that is not what runs in the hall: the same step with a later end of its own, or an
	 * earlier step that it may still finish. Absent: as in the hall (`State.step`).
	 */
	readonly step?: RunningStep;
	/** What whoever looks may do at this table now. */
	readonly may: May;
}

/** Participants: send cards, sort by command, vote. Hosts and those who conduct: write and sort the board. */
export interface May {
	readonly write: boolean;
	readonly sort: boolean;
	readonly vote: boolean;
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
	/** What was typed in as counted by hand, so that it can be corrected: for hosts (own table) and moderators. */
	readonly counts?: readonly TypedCount[];
}

export type Weighed = (typeof WEIGHED)[number];

/** The hand count of one table as it was typed last. */
export interface TypedCount {
	readonly tableId: TableId;
	readonly dots: Readonly<Record<CardId | GroupId, number>>;
}

/** A card that no screen shows yet: before approval, before the reveal, or late. Its text goes to hosts and moderators. */
export interface WaitingCard {
	readonly cardId: CardId;
	readonly tableId: TableId;
	readonly question: string;
	readonly text: string;
	readonly lang: string;
	readonly state: 'waiting' | 'late';
}

/** [TL2] A card that one interpreter translates, and nobody else until then. */
export interface Translating {
	readonly interpreterId: InterpreterId;
	readonly tableId: TableId;
	readonly cardId: CardId;
	/** On the server's clock. */
	readonly untilMs: number;
}

export interface HelpCall {
	readonly tableId: TableId;
	/** One of `HELP_REASONS`, or words of the caller's own; null: none was given. */
	readonly reason: string | null;
	readonly atMs: number;
	readonly answered: boolean;
}

/** Who is at one table. */
export interface TablePresence {
	/** Devices of participants that are connected and say that they are here. */
	readonly seats: number;
	/** Connections of hosts. */
	readonly hosts: number;
	/**
	 * For each device that was here and has gone silent: when it was last heard of, ms since 1970, to ten seconds, the
	 * latest first. For hosts and those who conduct; absent: none, or not for this role.
	 */
	readonly lostAtMs?: readonly number[];
}

/** Connected devices per table, at most once a second. No identity. */
export interface Presence {
	readonly tables: Readonly<Record<TableId, TablePresence>>;
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
	/** Of two messages with the same words both are shown. */
	readonly id?: string;
	readonly text: string;
	/** Of which sentence that every page knows in its own language the text is one; who does not know it shows the text. */
	readonly ready?: ReadyMessage;
	readonly atMs: number;
}
