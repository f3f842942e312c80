import { docPath, type DocName } from '#shared/document.ts';
import { contentDigest } from './content-digest.ts';
import type { Keeper } from './keeper.ts';
import type { RoomNeeds } from './room-needs.ts';
import { ROOTS } from './scan.ts';

/**
 * [RE4] Keeps a snapshot of the document as it is now, made and checked from what the log holds, away from this thread.
 * `keepTail`: so many entries stay below it, for nodes that are a little behind. `diverged`: a fresh load shows something
 * else than the copy in memory did, which must go; the snapshot holds what the load shows.
 */
export async function compactTail(
	name: DocName,
	keeper: Pick<Keeper, 'copy' | 'seq' | 'length'>,
	{ log, logger, condense }: Pick<RoomNeeds, 'log' | 'logger' | 'condense'>,
	keepTail: number,
): Promise<'ok' | 'stale' | 'refused' | 'diverged'> {
	const { seq } = keeper;
	const { entries, bytes } = keeper.length;
	const shown = contentDigest(keeper.copy.doc, ROOTS[name.kind]);
	const doc = docPath(name);
	const { snapshot, tail } = await log.open(name);
	const covered = (snapshotBytes: number): void => {
		const { length } = keeper;
		keeper.length = {
			entries: Math.max(0, length.entries - entries),
			bytes: Math.max(0, length.bytes - bytes),
			snapshotBytes,
		};
	};
	if (snapshot && snapshot.seq >= seq) {
		// another node was faster
		covered(snapshot.state.byteLength);
		return 'stale';
	}
	const updates = tail.filter((entry) => entry.seq <= seq).map(({ update }) => update);
	const made = await condense(name.kind, snapshot ? [snapshot.state, ...updates] : updates);
	if (made === 'unfit') {
		logger.error(
			{ event: 'snapshot.refused', doc, seq },
			'a snapshot does not load; the log stays',
		);
		return 'refused';
	}
	const { state, digest } = made;
	const answer = await log.compact(name, { seq, state }, keepTail);
	covered(state.byteLength);
	if (answer === 'ok')
		logger.info(
			{ event: 'snapshot.kept', doc, seq, bytes: state.byteLength },
			'a snapshot was kept',
		);
	if (digest !== shown) {
		logger.error(
			{ event: 'snapshot.diverged', doc, seq },
			'a document showed what a load does not',
		);
		return 'diverged';
	}
	return answer;
}
