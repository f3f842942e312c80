import type * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { DocName } from '#shared/document.ts';
import { FaultyUpdateLog, type Fate } from './faulty-update-log.ts';
import { board, newNode, Screen } from './room-screens.ts';
import { settled } from './virtual-clock.ts';

/** A room with a host's screen and one that only reads, on a log whose script begins when both are there. */
export async function smallHall(doc: DocName = board, ...script: Fate[]) {
	const memory = new MemoryUpdateLog();
	const log = new FaultyUpdateLog(memory);
	const node = newNode(log);
	const { room } = await node.registry.hold(doc);
	const [host, screen] = [new Screen(room, 'write'), new Screen(room, 'read')];
	await settled();
	log.next(...script);
	return { ...node, memory, log, room, host, screen };
}

/** One key that is written over and over: what these tests look at. */
export const info = (doc: Y.Doc) => doc.getMap('info').toJSON();
export const write = (doc: Y.Doc, value: number) => void doc.getMap('info').set('schema', value);
