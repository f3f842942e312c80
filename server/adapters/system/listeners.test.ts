import { expect, test } from 'vitest';
import { settled } from '#tests/support/virtual-clock.ts';
import { Listeners } from './listeners.ts';

test('all are told, in a later turn, in the order of telling', async () => {
	const listeners = new Listeners<[number]>();
	const heard: string[] = [];
	listeners.add((n) => heard.push(`a${n}`));
	listeners.add((n) => heard.push(`b${n}`));
	listeners.tell(1);
	listeners.tell(2);
	expect(heard).toEqual([]);
	await settled();
	expect(heard).toEqual(['a1', 'b1', 'a2', 'b2']);
});

test('who has stopped listening is not told, not even of what was told before', async () => {
	const listeners = new Listeners<[number]>();
	const heard: number[] = [];
	const listen = (n: number) => heard.push(n);
	const stop = listeners.add(listen);
	listeners.add(listen);
	listeners.tell(1);
	stop();
	await settled();
	expect(heard).toEqual([1]);
});
