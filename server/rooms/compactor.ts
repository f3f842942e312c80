import * as Y from 'yjs';
import { docPath, type DocName } from '#shared/document.ts';
import { Copy } from './copy.ts';
import type { Keeper } from './keeper.ts';
import type { RoomNeeds } from './room-needs.ts';
import { haveSameContent } from './same-content.ts';
import { ROOTS } from './scan.ts';

/** Entries that stay in the log below a snapshot, for nodes that are a little behind. */
const KEEP_TAIL = 256;

/**
 * [RE4] Keeps a snapshot of the document as it is now. It is loaded afresh and compared by content first: what two
 * replicas show can differ although their encodings are equal. `diverged`: it did; the snapshot holds what a fresh load
 * shows, and the copy in memory must go.
 */
export async function compactTail(
	name: DocName,
	keeper: Pick<Keeper, 'copy' | 'seq' | 'length'>,
	{ log, logger }: Pick<RoomNeeds, 'log' | 'logger'>,
): Promise<'ok' | 'stale' | 'refused' | 'diverged'> {
	const { seq, copy } = keeper;
	const state = copy.state();
	const doc = docPath(name);
	const verdict = verify(name.kind, copy, state);
	if (verdict === 'unfit') {
		logger.error(
			{ event: 'snapshot.refused', doc, seq },
			'a snapshot does not load; the log stays',
		);
		return 'refused';
	}
	const { entries } = keeper.length;
	const answer = await log.compact(name, { seq, state }, KEEP_TAIL);
	if (answer === 'ok') {
		keeper.length = {
			entries: keeper.length.entries - entries,
			bytes: 0,
			snapshotBytes: state.byteLength,
		};
		logger.info(
			{ event: 'snapshot.kept', doc, seq, bytes: state.byteLength },
			'a snapshot was kept',
		);
	}
	if (verdict === 'other') {
		logger.error(
			{ event: 'snapshot.diverged', doc, seq },
			'a document showed what a load does not',
		);
		return 'diverged';
	}
	return answer;
}

/** `unfit`: it cannot be loaded whole. `other`: it can, and shows something else than the live copy. */
function verify(kind: DocName['kind'], live: Copy, state: Uint8Array): 'same' | 'other' | 'unfit' {
	try {
		const fresh = new Copy(kind, [state]);
		if (fresh.isPending || !areVectorsEqual(fresh.doc, live.doc)) return 'unfit';
		return haveSameContent(fresh.doc, live.doc, ROOTS[kind]) ? 'same' : 'other';
	} catch {
		return 'unfit';
	}
}

function areVectorsEqual(a: Y.Doc, b: Y.Doc): boolean {
	const [ofA, ofB] = [Y.snapshot(a).sv, Y.snapshot(b).sv];
	return ofA.size === ofB.size && [...ofA].every(([client, clock]) => ofB.get(client) === clock);
}
