import type { SeatId } from '#shared/ids.ts';
import type { Role } from '#shared/roles.ts';
import type { State, TableState, Vote, WaitingCard } from '#shared/state.ts';
import { capability, isFrozen, type Actor } from './capability.ts';
import type { Dialogue } from './dialogue.ts';

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
}

const SEES_CODE: readonly Role[] = ['participant', 'host', 'moderator', 'organiser', 'projector'];

/** [VI2] Whether this role conducts the dialogue: sees what waits at all tables, all calls for help, the number of ballots. */
export function conducts(role: Role): boolean {
	return role === 'moderator' || role === 'organiser';
}

/** [VI7] Whether this role is told what each projector shows, and the way into the hall's network. */
export function seesProjectors(role: Role): boolean {
	return role === 'projector' || conducts(role);
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
		})),
		steps,
		step: runningStep(dialogue),
		settings,
		vote: now.vote && voteFor(role, now.vote, extras.ballots),
		spotlight: now.spotlight,
		projector: now.black ? { kind: 'black' } : now.projector,
		...(seesProjectors(role) && { projectors: now.projectors ?? [] }),
		...(seesProjectors(role) && dialogue.wlan && { wlan: dialogue.wlan }),
		...(seesWaiting(role) && {
			waiting: extras.waiting.filter((card) => conducts(role) || card.tableId === table),
			help: now.help.filter((call) => conducts(role) || call.tableId === table),
		}),
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

function runningStep(dialogue: Dialogue): State['step'] {
	const running = dialogue.conduct.step;
	const step = running && dialogue.steps.find(({ id }) => id === running.id);
	return step ? { ...running, kind: step.kind } : null;
}

function voteFor(role: Role, vote: Vote, ballots: number): Vote {
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
	};
}
