import type { ProjectorView } from '#shared/commands.ts';
import type { ProjectorId } from '#shared/ids.ts';
import type { State } from '#shared/state.ts';

type Shown = Pick<State, 'projector' | 'projectors' | 'spotlight'>;

const BLACK: ProjectorView = { kind: 'black' };
const IN_TURN: ProjectorView = { kind: 'tables' };

/** [PJ6] What one projector is told to show: black covers everything, what it was sent alone goes before what all were sent. */
export function viewOf({ projector, projectors }: Shown, id: ProjectorId): ProjectorView {
	const own = projectors?.find((one) => one.id === id);
	if (projector?.kind === 'black' || own?.black) return BLACK;
	return own?.view ?? projector ?? IN_TURN;
}

/** [PJ7] What stands in the light is shown in place of tables, and of nothing else. */
export function withLight(view: ProjectorView, { spotlight }: Shown): ProjectorView {
	if (!spotlight || (view.kind !== 'tables' && view.kind !== 'table')) return view;
	if (spotlight.cardId === undefined && spotlight.groupId === undefined)
		return { kind: 'table', tableId: spotlight.tableId };
	return { kind: 'spotlight' };
}
