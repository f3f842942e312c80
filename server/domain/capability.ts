import type { ProjectorId, TableId } from '#shared/ids.ts';
import type { Role } from '#shared/roles.ts';
import type { Step } from '#shared/schemas.ts';
import type { Dialogue } from './dialogue.ts';
import { runningAt } from './steps.ts';

/** What a role may do at one table now. Reading is not asked: every role of a dialogue reads every board. */
export interface Capability {
	/** Participants: send cards. Hosts, moderators, organisers: write the board document. */
	readonly write: boolean;
	/** Place, group and name: in the board document, or for participants by command. */
	readonly sort: boolean;
	readonly vote: boolean;
}

/** Somebody as the rules see them. `table`: a host's own table; `projector`: which one this connection said that it is. */
export interface Actor {
	readonly role: Role;
	readonly table?: TableId;
	readonly projector?: ProjectorId;
}

const NOTHING: Capability = { write: false, sort: false, vote: false };
const WRITING: readonly Step['kind'][] = ['write', 'arrival', 'commit'];

/** Rules CA1–CA6 in SPEC.md. */
export function capability(actor: Actor, dialogue: Dialogue, table: TableId): Capability {
	const open = !isFrozen(dialogue, table);
	switch (actor.role) {
		case 'participant': {
			const kind = stepAt(dialogue, table)?.kind;
			return {
				write: open && (kind === undefined || WRITING.includes(kind)),
				sort:
					open &&
					dialogue.settings.sorting === 'everyone' &&
					(kind === undefined || kind === 'sort'),
				vote: mayVote(dialogue, table),
			};
		}
		case 'host':
			return actor.table === table ? { write: open, sort: open, vote: false } : NOTHING;
		case 'moderator':
		case 'organiser':
			return { write: open, sort: open, vote: false };
		case 'projector':
		case 'observer':
		case 'interpreter':
			return NOTHING;
	}
}

/** CA4: frozen by decision, or because the dialogue has ended. */
export function isFrozen(dialogue: Dialogue, table: TableId): boolean {
	return dialogue.phase === 'closed' || dialogue.conduct.frozen.includes(table);
}

/** The step that this table is in (CA1, ST4). */
export function stepAt(dialogue: Dialogue, table: TableId): Step | undefined {
	const running = runningAt(dialogue, table);
	return running ? dialogue.steps.find(({ id }) => id === running.id) : undefined;
}

function mayVote(dialogue: Dialogue, table: TableId): boolean {
	const { vote } = dialogue.conduct;
	return dialogue.phase === 'open' && vote?.open === true && vote.tableIds.includes(table);
}
