import { createHash } from 'node:crypto';
import { conducts, type Viewer } from '#server/domain/view-for.ts';
import type { ProjectorId, SeatId, TableId } from '#shared/ids.ts';
import type { Role } from '#shared/roles.ts';
import type { Presence, TablePresence } from '#shared/state.ts';
import type { NodeCounts } from '#server/ports/presence.ts';
import type { Screen } from './screen.ts';

/** [LV8] Everybody but participants sees how many are where: of a table with one device it would say who wrote. */
export function seesPresence(role: Role): boolean {
	return role !== 'participant';
}

/** [LV8] Devices on this node: a seat with two connections is one device, at the table that it named last. */
export function countPresence(screens: Iterable<Screen>): NodeCounts {
	const seats = new Map<SeatId, TableId | undefined>();
	const tables: Record<TableId, { seats: number; hosts: number }> = {};
	const at = (table: TableId) => (tables[table] ??= { seats: 0, hosts: 0 });
	const projectors = new Set<ProjectorId>();
	for (const { viewer, at: place, projector } of screens) {
		if (projector !== undefined) projectors.add(projector);
		if (viewer.seat !== undefined) seats.set(viewer.seat, place ?? seats.get(viewer.seat));
		if (viewer.role === 'host' && viewer.table !== undefined) at(viewer.table).hosts += 1;
	}
	for (const table of seats.values()) if (table !== undefined) at(table).seats += 1;
	return {
		...inOrder({ tables, seats: seats.size, projectors: [...projectors] }),
		here: [...seats.keys()].map(markOf).sort(),
	};
}

/** [LV16] By this nodes know a device of each other's; it leads to no seat but that of who knows the seat already. */
export function markOf(seat: SeatId): string {
	return createHash('sha256').update(seat).digest('base64url').slice(0, 8);
}

/** [LV16] When devices were lost is for hosts, of their own table, and those who conduct. */
export function presenceFor({ role, table }: Viewer, counts: Presence): Presence {
	if (conducts(role)) return counts;
	const tables = Object.entries(counts.tables) as [TableId, TablePresence][];
	const own = role === 'host' ? table : undefined;
	return {
		...counts,
		tables: Object.fromEntries(
			tables.map(([id, one]) => [id, id === own ? one : { seats: one.seats, hosts: one.hosts }]),
		),
	};
}

/** The same counts with the tables in one order, so that equal counts have equal texts. */
export function inOrder({ tables, seats, projectors = [] }: Presence): Presence {
	const sorted = Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		tables: Object.fromEntries(sorted),
		seats,
		...(projectors.length > 0 && { projectors: projectors.toSorted() }),
	};
}

/** [LV10] Whether a message to these tables concerns this screen. A device that has named no table may be at any. */
export function isConcerned(screen: Screen, tables: readonly TableId[] | undefined): boolean {
	if (tables === undefined) return true;
	const { role, table } = screen.viewer;
	if (conducts(role)) return true;
	if (role === 'host') return table !== undefined && tables.includes(table);
	return role === 'participant' && (screen.at === undefined || tables.includes(screen.at));
}
