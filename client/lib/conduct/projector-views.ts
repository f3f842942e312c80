import type { ProjectorView } from '#shared/commands.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { State } from '#shared/state.ts';

type M = Messages<'cockpit'>;

/** What a projector shows, in words. */
export function viewName(
	view: ProjectorView,
	{ tables }: Pick<State, 'tables'>,
	m: M,
	themeTitle: (id: string) => string | undefined = () => undefined,
): string {
	if (view.kind === 'table')
		return tables.find(({ id }) => id === view.tableId)?.theme ?? m.showTable();
	if (view.kind === 'theme') return themeTitle(view.themeId) || m.showTheme();
	return kindName(view.kind, m);
}

/** The same of the kind alone, as the record of conduct has it. */
export function kindName(kind: string | undefined, m: M): string {
	const names: Readonly<Record<ProjectorView['kind'], () => string>> = {
		table: m.showTable,
		tables: m.showTables,
		join: m.showJoin,
		spotlight: m.showLight,
		themes: m.showThemes,
		theme: m.showTheme,
		vote: m.showVote,
		countdown: m.showCountdown,
		agenda: m.showAgenda,
		message: m.showMessage,
		black: m.black,
	};
	return kind && Object.hasOwn(names, kind) ? names[kind as ProjectorView['kind']]() : '';
}

/** Two views that show the same. */
export function isSameView(one: ProjectorView, other: ProjectorView): boolean {
	if (one.kind === 'table') return other.kind === 'table' && one.tableId === other.tableId;
	if (one.kind === 'theme') return other.kind === 'theme' && one.themeId === other.themeId;
	return one.kind === other.kind;
}
