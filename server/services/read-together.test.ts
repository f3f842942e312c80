import { expect, test } from 'vitest';
import { settled } from '#tests/support/virtual-clock.ts';
import { readTogether } from './read-together.ts';

/** A store whose readings are answered when the test says so, with what stands there as they begin. */
function slow() {
	const store = { value: 1, reads: 0 };
	const open: { done: () => void; fail: (why: Error) => void }[] = [];
	const read = readTogether((key: string) => {
		store.reads++;
		const seen = `${key} ${store.value}`;
		return new Promise<string>((done, fail) => open.push({ done: () => done(seen), fail }));
	});
	return { store, open, read };
}

test('[LC11] three hundred who ask at once share one reading, another key has its own', async () => {
	const { store, open, read } = slow();
	const asked = Promise.all(Array.from({ length: 300 }, () => read('a')));
	const other = read('b');
	await settled();
	expect(store.reads).toBe(2);
	open.forEach(({ done }) => done());
	expect(new Set(await asked)).toEqual(new Set(['a 1']));
	expect(await other).toBe('b 1');
});

test('[LC11] who asks while a reading is under way is answered by the next one, never by an older one', async () => {
	const { store, open, read } = slow();
	const first = read('a');
	await settled();
	store.value = 2;
	const later = [read('a'), read('a')];
	await settled();
	expect(store.reads).toBe(1);
	open[0]!.done();
	expect(await first).toBe('a 1');
	await settled();
	expect(store.reads).toBe(2);
	open[1]!.done();
	expect(await Promise.all(later)).toEqual(['a 2', 'a 2']);
});

test('[LC11] a reading that fails fails those who share it, and nobody after them', async () => {
	const { open, read } = slow();
	const first = read('a');
	await settled();
	const second = read('a');
	open[0]!.fail(new Error('away'));
	await expect(first).rejects.toThrow('away');
	await settled();
	open[1]!.done();
	expect(await second).toBe('a 1');
	const third = read('a');
	await settled();
	open[2]!.done();
	expect(await third).toBe('a 1');
});
