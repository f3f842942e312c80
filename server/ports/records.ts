import type { Dialogue } from '#server/domain/dialogue.ts';
import type { AboutBody, LOGO_TYPES } from '#shared/api.ts';
import type { AnyCommand } from '#shared/commands.ts';
import type { Deed } from '#shared/deeds.ts';
import type { CountedEvaluation, EvaluationSheet } from '#shared/evaluation.ts';
import type { PublishedSheet } from '#shared/fact-sheet.ts';
import type { AccountId, DialogueId, SeatId, TableId } from '#shared/ids.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { LinkRole } from '#shared/roles.ts';
import type { Tally, Translating } from '#shared/state.ts';

/** What a token stands for. Kept under the token's SHA-256, never under the token. */
export type Grant =
	| { readonly role: 'organiser'; readonly account: AccountId | 'automation' }
	| { readonly role: 'participant'; readonly dialogue: DialogueId; readonly seat: SeatId }
	| {
			readonly role: LinkRole;
			readonly dialogue: DialogueId;
			/** For hosts: their table. */
			readonly table?: TableId;
	  };

export interface Account {
	readonly id: AccountId;
	readonly name: string;
	/** argon2id in PHC string format. */
	readonly passwordHash: string;
	/** SHA-256 of what the last devices were given on which somebody signed in, the newest last. */
	readonly devices?: readonly string[];
}

/** Of an imported dialogue: the vote that was revealed there, and its evaluation. Ballots stay where they were cast. */
export interface Brought {
	readonly vote?: NonNullable<ResultsModel['vote']>;
	readonly items?: Tally['items'];
	readonly evaluation?: NonNullable<ResultsModel['evaluation']>;
}

/** The kinds of records: what each holds and what its id is. */
export interface RecordOf {
	/** id `self`: the installation. */
	readonly installation: {
		/** null: the first account exists. */
		readonly setupTokenHash: string | null;
		/** Those that other nodes on this store have printed, the newest first; as good until the first account exists. */
		readonly otherSetupTokenHashes?: readonly string[];
		/** The practice dialogue that was made at the first start, as long as nobody erases it. */
		readonly practice?: DialogueId;
	};
	/** id: the name in lower case. */
	readonly account: Account;
	/** id: SHA-256 of its token, hex: somebody was asked to make an account. */
	readonly invitation: { readonly untilMs: number };
	/** id: SHA-256 of the token, hex. */
	readonly token: Grant;
	/** id: `<dialogue>/<role>` or `<dialogue>/host/<table>`: the token hash that is valid for this link now. */
	readonly link: { readonly tokenHash: string };
	/** id: the join code. */
	readonly code: { readonly dialogue: DialogueId };
	/** id: the dialogue. */
	readonly dialogue: Dialogue;
	/** id: the dialogue: the newest page of its record of conduct; `<dialogue>/<n>`: the nth page, which is full. */
	readonly deeds: { readonly page: number; readonly deeds: readonly Deed[] };
	/** id: the dialogue: what its organiser says about the day, and what came with it from another installation. */
	readonly about: AboutBody & { readonly brought?: Brought };
	/** id: the dialogue: the town's logo, as base64. */
	readonly logo: { readonly type: (typeof LOGO_TYPES)[number]; readonly base64: string };
	/** id: the dialogue: the key under which slips of the questionnaire are signed, until it is counted, and what came out. */
	readonly evaluation: {
		/** How many slips the device with the most has had; absent: one. */
		readonly slipsMost?: number;
		readonly modulus: string;
		readonly key?: string;
		readonly counted?: CountedEvaluation;
	};
	/** id: `<dialogue>/<hex digit>`: which seats have had a slip signed, both by their traces. */
	readonly evaluationSlips: { readonly given: Readonly<Record<string, readonly string[]>> };
	/** id: `<dialogue>/<hex digit>`: filled-in sheets by the traces of their slips, until they are counted. */
	readonly evaluationSheets: {
		readonly sheets: Readonly<Record<string, EvaluationSheet>>;
		readonly isCounted?: boolean;
	};
	/** id: the dialogue: its fact sheet as it was published. */
	readonly factSheet: PublishedSheet;
	/** id: the dialogue: cards that interpreters have in hand, as of the last word of each. */
	readonly translating: { readonly taken: readonly Translating[] };
	/** id: `<dialogue>/<table>`: ids of the last commands that were carried out at this table, oldest first. */
	readonly tableCommands: {
		readonly ids: readonly string[];
		/** Begun, and not known to have ended. */
		readonly begun?: readonly string[];
		/** Decisions that are kept elsewhere, and not known to be on the record of conduct. */
		readonly promised?: readonly Promised[];
	};
}

/** A decision on its way to the ledger or the ballot box, with what the record of conduct is to say of it. */
export interface Promised {
	readonly command: AnyCommand<'card:admit' | 'cards:admit' | 'card:refuse' | 'vote:count'>;
	readonly deed: Deed | null;
}
export type Kind = keyof RecordOf;

export interface Versioned<T> {
	/** Counts up with every write of this record, from 1. */
	readonly version: number;
	readonly value: T;
}

/** One write of a batch. `was`: the version that the writer has seen; null: must not exist; `any`: whatever is there. */
export type Write = {
	readonly [K in Kind]: {
		readonly kind: K;
		readonly id: string;
		/** The dialogue that this record goes away with. */
		readonly dialogue?: DialogueId;
		readonly was: number | null | 'any';
		/** null: delete. */
		readonly value: RecordOf[K] | null;
	};
}[Kind];

/**
 * Small records that change seldom and must be right: dialogues, links, accounts. Rules RC1–RC6 in `server/ports/SPEC.md`.
 * Reading rejects when the store does not answer; a `write` that rejects may have been written, and `get` tells.
 */
export interface Records {
	/** [RC1] The newest version. */
	get<K extends Kind>(kind: K, id: string): Promise<Versioned<RecordOf[K]> | undefined>;
	/** [RC2] All of a kind, in no order. */
	list<K extends Kind>(
		kind: K,
	): Promise<readonly (Versioned<RecordOf[K]> & { readonly id: string })[]>;
	/** [RC3] All writes or none, in one atomic step; durable when it resolves. False: some `was` does not hold. */
	write(writes: readonly Write[]): Promise<boolean>;
	/** [RC4] Deletes every record that goes away with this dialogue. */
	erase(dialogue: DialogueId): Promise<void>;
	/**
	 * [RC5] Told after each change on any node, within a second; what is told is a hint, what `get` answers is true. Answers
	 * what ends the watching.
	 */
	watch(listener: (kind: Kind, id: string) => void): () => void;
	/** [RC6] Writes something and reads it back; rejects if the store does not take writes. */
	probe(): Promise<void>;
}
