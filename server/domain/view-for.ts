import type { Deed } from '#shared/deeds.ts';
import type { SeatId, TableId } from '#shared/ids.ts';
import type { Role } from '#shared/roles.ts';
import type {
	State,
	TableState,
	Translating,
	TypedCount,
	Vote,
	WaitingCard,
} from '#shared/state.ts';
import { capability, isFrozen, type Actor } from './capability.ts';
import type { Dialogue, Running } from './dialogue.ts';
import { asksNow } from './evaluation.ts';

/** Somebody who looks. `seat`: a participant's own. */
export interface Viewer extends Actor {
	readonly seat?: SeatId;
}

/** What a state needs beside the dialogue's record. */
export interface Extras {
	/** All cards of the dialogue that wait or are late. */
	readonly waiting: readonly WaitingCard[];
	/** How many ballots lie in the box of the vote. */
	readonly ballots: number;
	/** What was typed in as counted by hand. */
	readonly counts: readonly TypedCount[];
	/** Cards that interpreters have in hand. */
	readonly translating: readonly Translating[];
	/** What was decided last, newest first. */
	readonly deeds: readonly Deed[];
}

const SEES_CODE: readonly Role[] = ['participant', 'host', 'moderator', 'organiser', 'projector'];

/** [VI2] Whether this role conducts the dialogue: sees what waits at all tables, all calls for help, the number of ballots. */
export function conducts(role: Role): boolean {
	return role === 'moderator' || role === 'organiser';
}

/** [VI7] Whether this role is told what each projector shows, and the way into the hall's network. */
function seesProjectors(role: Role): boolean {
	return role === 'projector' || conducts(role);
}

/** [TL2] Whether this role is told which cards are being translated. */
export function seesTranslating(role: Role): boolean {
	return role === 'interpreter' || conducts(role);
}

/** [VI2] Whether this role is shown cards that wait, of its own table or of all. */
export function seesWaiting(role: Role): boolean {
	return role === 'host' || conducts(role);
}

/**
 * The dialogue as this viewer may see it: rules VI1–VI6 in SPEC.md. Built field by field, so that what is added to a
 * record reaches nobody before somebody has decided it here.
 *
 * @param version - of the dialogue's record
 */
export function viewFor(
	viewer: Viewer,
	dialogue: Dialogue,
	version: number,
	nowMs: number,
	extras: Extras,
): State {
	const { role, table, seat } = viewer;
	const { id, title, place, date, language, phase, code, questions, steps, settings } = dialogue;
	const now = dialogue.conduct;
	return {
		version,
		serverTimeMs: nowMs,
		dialogue: {
			id,
			title,
			place,
			date,
			language,
			phase,
			...(SEES_CODE.includes(role) && { code }),
		},
		questions,
		tables: dialogue.tables.map((one): TableState => ({
			id: one.id,
			theme: one.theme,
			frozen: isFrozen(dialogue, one.id),
			revealed: now.revealed.includes(one.id),
			...ownStepAt(dialogue, one.id),
			may: capability(viewer, dialogue, one.id),
		})),
		steps,
		step: now.step && stepFor(dialogue, now.step),
		settings,
		vote: now.vote && voteFor(viewer, now.vote, extras),
		...(asksNow(dialogue) && { evaluation: true as const }),
		spotlight: now.spotlight,
		projector: now.black ? { kind: 'black' } : now.projector,
		...(seesProjectors(role) && { projectors: now.projectors ?? [] }),
		...(seesProjectors(role) && dialogue.wlan && { wlan: dialogue.wlan }),
		...(seesWaiting(role) && {
			waiting: extras.waiting.filter((card) => conducts(role) || card.tableId === table),
			help: now.help.filter((call) => conducts(role) || call.tableId === table),
		}),
		...(seesTranslating(role) && { translating: extras.translating }),
		...(conducts(role) && { deeds: extras.deeds }),
		me: {
			role,
			...(role === 'host' && table !== undefined && { tableId: table }),
			...(role === 'participant' && seat !== undefined && { seatId: seat }),
			may: mayOf(viewer, dialogue),
		},
	};
}

/** [VI4] What somebody may do at one table at least; a host: at the own one. */
function mayOf(actor: Actor, dialogue: Dialogue): State['me']['may'] {
	const rights = dialogue.tables.map(({ id }) => capability(actor, dialogue, id));
	return {
		write: rights.some(({ write }) => write),
		sort: rights.some(({ sort }) => sort),
		vote: rights.some(({ vote }) => vote),
	};
}

/** [VI9] What runs at this table alone. */
function ownStepAt(dialogue: Dialogue, table: TableId): Pick<TableState, 'step'> {
	const own = dialogue.conduct.own?.find(({ tableId }) => tableId === table);
	const step = own && stepFor(dialogue, own);
	return step ? { step } : {};
}

function stepFor(dialogue: Dialogue, running: Running): State['step'] {
	const { id, startedAtMs, endsAtMs } = running;
	const step = dialogue.steps.find((one) => one.id === id);
	return step ? { id, kind: step.kind, startedAtMs, endsAtMs } : null;
}

function voteFor({ role, table }: Viewer, vote: Vote, { ballots, counts }: Extras): Vote {
	const { id, open, revealed, dots, perItemMax, criterion, tableIds, weighed } = vote;
	return {
		id,
		open,
		revealed,
		dots,
		perItemMax,
		criterion,
		tableIds,
		...(weighed && { weighed }),
		...(conducts(role) && { ballots }),
		...(seesWaiting(role) && {
			counts: counts.filter(({ tableId }) => conducts(role) || tableId === table),
		}),
	};
}
