import { viewOf } from '#lib/projector/view-of.ts';
import type { ProjectorView } from '#shared/commands.ts';
import type { ProjectorId } from '#shared/ids.ts';
import type { Presence, State } from '#shared/state.ts';

/** A projector as the moderator sees it. */
export interface ListedProjector {
	readonly id: ProjectorId;
	/** Undefined: nobody has named it. */
	readonly label: string | undefined;
	readonly isConnected: boolean;
	/** What it is told to show. */
	readonly view: ProjectorView;
	/** It was sent something of its own, or is dark alone. */
	readonly isOwn: boolean;
}

/** [CK7] All projectors that are there or have a name: those that are there first, then by name. */
export function listProjectors(
	hall: Pick<State, 'projector' | 'projectors' | 'spotlight'>,
	presence: Pick<Presence, 'projectors'> | undefined,
): readonly ListedProjector[] {
	const known = hall.projectors ?? [];
	const connected = new Set(presence?.projectors);
	const named = known.filter(({ label }) => label !== null).map(({ id }) => id);
	return [...new Set([...connected, ...named])]
		.map((id): ListedProjector => {
			const own = known.find((one) => one.id === id);
			return {
				id,
				label: own?.label ?? undefined,
				isConnected: connected.has(id),
				view: viewOf(hall, id),
				isOwn: own !== undefined && (own.view !== null || own.black),
			};
		})
		.sort(
			(a, b) =>
				Number(b.isConnected) - Number(a.isConnected) ||
				(a.label ?? '\uffff').localeCompare(b.label ?? '\uffff') ||
				(a.id < b.id ? -1 : 1),
		);
}
