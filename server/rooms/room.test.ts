import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { board, newNode, Screen } from '#tests/support/room-screens.ts';

test('[RO1] a screen that writes is kept, acknowledged, and shown to the others', async () => {
	const node = newNode();
	const { room } = await node.registry.hold(board);
	const [host, hall] = [new Screen(room, 'write'), new Screen(room, 'read')];
	await host.settled();
	host.doc.getMap('info').set('schema', 1);
	await host.settled();
	expect(room.seq).toBe(1);
	expect(host.saved).toBe(2);
	expect(hall.doc.getMap('info').get('schema')).toBe(1);
	expect(Y.encodeStateAsUpdate(hall.doc)).toEqual(room.state().update);
});

test('[RO1] the server writes, too', async () => {
	const node = newNode();
	const { room } = await node.registry.hold(board);
	const hall = new Screen(room, 'read');
	const kept: string[] = [];
	room.onKept(({ seq, by }) => kept.push(`${seq} ${by}`));
	const answer = await room.write(room.epoch, (doc) => {
		doc.getMap('info').set('schema', 1);
		return {};
	});
	await hall.settled();
	expect(answer).toBe('ok');
	expect(kept).toEqual(['1 server']);
	expect(hall.doc.getMap('info').get('schema')).toBe(1);
	expect(await room.write('9.9', () => ({}))).toBe('stale-epoch');
	expect(await room.write(room.epoch, () => null)).toBe('nothing');
});
