import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import { addCard, workedBoard } from '#tests/support/worked-documents.ts';
import { condensed } from './condense.ts';
import { Condenser } from './condenser.ts';
import { contentDigest } from './content-digest.ts';
import { Copy } from './copy.ts';
import { ROOTS } from './scan.ts';

const digestOf = (doc: Y.Doc): string => contentDigest(doc, ROOTS.board);

test('[RE4] the digest is that of what is shown: no matter in which order it came, and moved by every change', () => {
	const doc = workedBoard(20);
	const before = digestOf(doc);
	const all = doc.getMap<Y.Map<unknown>>('cards');
	const mirrored = new Y.Doc();
	const cards = mirrored.getMap('cards');
	for (const [id, card] of [...all].reverse())
		cards.set(id, new Y.Map([...card].reverse().map(([key, value]) => [key, cloneOf(value)])));
	expect(digestOf(mirrored)).toBe(before);
	const changes: ((card: Y.Map<unknown>) => void)[] = [
		(card) => card.set('rank', '1'),
		(card) => card.set('rank', 1),
		(card) => card.delete('rank'),
		(card) => (card.get('text') as Y.Text).insert(0, 'x'),
		(card) => card.set('text', 'x'),
		(card) => card.set('x', { a: [1] }),
		(card) => card.set('"', '}'),
	];
	const seen = new Set([before]);
	for (const change of changes) {
		change(all.get('c_3')!);
		seen.add(digestOf(doc));
	}
	addCard(all, 99);
	expect(seen.add(digestOf(doc)).size).toBe(changes.length + 2);
});

function cloneOf(value: unknown): unknown {
	return value instanceof Y.AbstractType ? value.clone() : value;
}

test('[RE4] a thread of its own gives what this one gives, and says when something is unfit', async () => {
	const condenser = new Condenser();
	onTestFinished(() => condenser.stop());
	const updates: Uint8Array[] = [];
	const doc = new Y.Doc();
	doc.on('update', (update: Uint8Array) => updates.push(update));
	for (let n = 0; n < 50; n++) doc.transact(() => addCard(doc.getMap('cards'), n));
	const here = condensed('board', updates);
	const there = await condenser.condense('board', updates);
	expect(there).toEqual(here);
	if (there === 'unfit') throw new Error('unfit');
	expect(there.digest).toBe(digestOf(doc));
	expect(digestOf(new Copy('board', [there.state]).doc)).toBe(there.digest);
	expect(await condenser.condense('board', updates.slice(1))).toBe('unfit');
	expect(await condenser.condense('board', [Uint8Array.of(9, 9, 9)])).toBe('unfit');
});

test('[RE4] a thread that ends fails what waited, and the next task has another one', async () => {
	const condenser = new Condenser();
	onTestFinished(() => condenser.stop());
	const state = Y.encodeStateAsUpdate(workedBoard(300));
	await condenser.condense('board', [state]);
	vi.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
		void this.terminate();
	});
	await expect(condenser.condense('board', [state])).rejects.toThrow('the thread has ended');
	expect(await condenser.condense('board', [state])).toMatchObject({
		digest: expect.any(String) as string,
	});
	await condenser.stop();
	await expect(condenser.condense('board', [state])).rejects.toThrow('nothing is condensed');
});
