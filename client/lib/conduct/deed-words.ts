import type { Messages } from '#shared/messages/messages.ts';
import type { Deed } from '#shared/deeds.ts';
import type { State } from '#shared/state.ts';
import { helpWord } from './help.ts';
import { kindName } from './projector-views.ts';
import { stepName } from './steps.ts';

/** One line of the record in words: what was decided, at which table. Who decided is a role, never a person. */
export function deedWords(
	deed: Deed,
	{ steps, tables }: Pick<State, 'steps' | 'tables'>,
	m: Messages<'cockpit'>,
	c: Messages<'conduct'>,
): { readonly what: string; readonly where: string } {
	const kind = steps.find(({ id }) => id === deed.stepId)?.kind;
	const step = kind ? stepName(kind, c) : '';
	const ids = deed.tableIds ?? (deed.tableId ? [deed.tableId] : []);
	const where = ids.flatMap((id) => tables.find((table) => table.id === id)?.theme ?? []);
	return { what: whatWas(deed, step, m), where: where.join(', ') };
}

function whatWas(deed: Deed, step: string, m: Messages<'cockpit'>): string {
	switch (deed.what) {
		case 'step:start':
			return m.didStart({ step });
		case 'step:extend':
			return m.didExtend({ n: Math.round((deed.seconds ?? 0) / 60) });
		case 'step:end':
			return m.didEnd();
		case 'step:over':
			return m.didOver();
		case 'table:freeze':
			return deed.frozen ? m.didFreeze() : m.didUnfreeze();
		case 'cards:reveal':
			return m.didReveal();
		case 'card:admit':
			return m.didAdmit();
		case 'cards:admit':
			return m.didAdmitAll({ n: deed.count ?? 0 });
		case 'card:refuse':
			return m.didRefuse();
		case 'card:aside':
			return m.didAside();
		case 'card:back':
			return m.didBack();
		case 'vote:open':
			return m.didVoteOpen();
		case 'vote:count':
			return m.didVoteCount();
		case 'vote:close':
			return m.didVoteClose();
		case 'vote:reveal':
			return m.didVoteReveal();
		case 'spotlight:set':
			return deed.cardId || deed.groupId || deed.tableId ? m.didLight() : m.didLightOff();
		case 'projector:show':
			return m.didShow({ view: kindName(deed.kind, m) });
		case 'projector:black':
			return m.didBlack();
		case 'projector:name':
			return m.didName();
		case 'help:call':
			return m.didCall({ reason: helpWord(reasonIn(deed.kind), m) });
		case 'help:answer':
			return m.didAnswer();
		case 'message:send':
			return m.didMessage();
		case 'link:renew':
			return m.didLink();
		case 'dialogue:change':
			return m.didChange();
	}
}

function reasonIn(kind: string | undefined): Parameters<typeof helpWord>[0] {
	return kind === 'technology' || kind === 'moderation' || kind === 'interpreting' ? kind : null;
}

/** Who decided it, as a role. */
export function roleWord(role: Deed['role'], m: Messages<'cockpit'>): string {
	switch (role) {
		case 'moderator':
			return m.byModerator();
		case 'organiser':
			return m.byOrganiser();
		case 'host':
			return m.byHost();
		case 'projector':
			return m.byProjector();
		default:
			return m.byServer();
	}
}
