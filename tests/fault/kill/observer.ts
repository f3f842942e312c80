// A process of its own that looks at the boards and keeps on disk what it has seen, until the server is gone.
import type * as Y from 'yjs';
import type { GroupId } from '#shared/ids.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { Screen } from '#tests/support/clients.ts';
import { EvidenceFile, type CardEvidence, type GroupEvidence } from './evidence.ts';
import { answer, orders } from './orders.ts';

const { base, code, tables, evidence } = await orders();
const file = new EvidenceFile(evidence);
const seat = await joinSeat(base, code);
const screens = tables.map(({ id }) => {
	const screen = new Screen(base, { ...seat, tableId: id }, { once: true });
	screen.board.observeDeep((events) =>
		file.write(changed(screen.board, events).map((card) => cardEvidence(screen, card))),
	);
	screen.boardGroups.observeDeep((events) =>
		file.write(
			changed(screen.boardGroups, events).map((group): GroupEvidence => {
				const title = screen.title(group).toJSON();
				return { kind: 'group', table: id, id: group as GroupId, title };
			}),
		),
	);
	return screen;
});
for (const screen of screens) await screen.whenSynced();
await answer({ is: 'going' });
// what came before the kill may still lie in the sockets: read to the end of each
for (const screen of screens) await screen.whenClosed(60_000);
process.exit(0);

/** The entries of a root map in which something has changed. */
function changed(root: object, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) {
	const ids = new Set<string>();
	for (const { target, path, keys } of events)
		if (target === root) for (const id of keys.keys()) ids.add(id);
		else ids.add(String(path[0]));
	return [...ids];
}

function cardEvidence(screen: Screen, card: string): CardEvidence {
	const { id, text, rank, state, number, group } = screen.card(card)!;
	return { kind: 'card', table: screen.table, id, text, rank, state, number, group };
}
