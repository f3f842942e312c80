import type { ProjectorView } from '#shared/commands.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { State } from '#shared/state.ts';

/** What a projector shows, in words. */
export function viewName(
	view: ProjectorView,
	{ tables }: Pick<State, 'tables'>,
	m: Messages<'cockpit'>,
): string {
	switch (view.kind) {
		case 'table':
			return tables.find(({ id }) => id === view.tableId)?.theme ?? m.showTable();
		case 'tables':
			return m.showTables();
		case 'join':
			return m.showJoin();
		case 'spotlight':
			return m.showLight();
		case 'themes':
		case 'theme':
			return m.showThemes();
		case 'countdown':
			return m.showCountdown();
		case 'vote':
			return m.showVote();
		case 'agenda':
			return m.showAgenda();
		case 'message':
			return m.showMessage();
		case 'black':
			return m.black();
	}
}

/** Whether the projectors show this now; while nobody has chosen, they show the tables in turn. */
export function isShown(view: ProjectorView, { projector }: Pick<State, 'projector'>): boolean {
	const now = projector ?? { kind: 'tables' };
	if (now.kind === 'table') return view.kind === 'table' && view.tableId === now.tableId;
	return view.kind === now.kind;
}
