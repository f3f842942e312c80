import { describe, expect, test } from 'vitest';
import type { Kind, Records, Write } from '#server/ports/records.ts';
import type { DialogueId } from '#shared/ids.ts';
import { settled } from '#tests/support/virtual-clock.ts';

/** What a runner gives for one test: a fresh, empty store. */
export interface RecordsRig {
	readonly records: Records;
	/** The same store as another node sees it; `records` itself where there is one node only. */
	readonly other: Records;
	/** The store after a restart of everything; absent where nothing outlives the process. */
	readonly restart?: () => Promise<Records>;
}

const DIALOGUE: DialogueId = 'd_Fest';
const NEIGHBOUR: DialogueId = 'd_Festung';

const link = (
	id: string,
	was: Write['was'],
	tokenHash: string | null,
	dialogue: DialogueId | undefined = DIALOGUE,
): Write => ({ kind: 'link', id, dialogue, was, value: tokenHash === null ? null : { tokenHash } });
const code = (id: string, was: Write['was'], dialogue: DialogueId = DIALOGUE): Write => ({
	kind: 'code',
	id,
	dialogue,
	was,
	value: { dialogue },
});
const sorted = async (records: Records, kind: Kind) =>
	(await records.list(kind)).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Call once per implementation. `open` gives a fresh, empty store. */
export function recordsContract(name: string, open: () => Promise<RecordsRig>): void {
	describe(`Records: ${name}`, () => {
		test('[RC1] get answers the newest version, on every node and after a restart', async () => {
			const { records, other, restart } = await open();
			expect(await records.get('link', 'a')).toBeUndefined();
			expect(await records.write([link('a', null, 'one')])).toBe(true);
			expect(await records.get('link', 'a')).toEqual({ version: 1, value: { tokenHash: 'one' } });
			expect(await other.write([link('a', 1, 'two')])).toBe(true);
			const newest = { version: 2, value: { tokenHash: 'two' } };
			expect(await records.get('link', 'a')).toEqual(newest);
			expect(await records.get('code', 'a')).toBeUndefined();
			if (restart) expect(await (await restart()).get('link', 'a')).toEqual(newest);
		});

		test('[RC1] a value comes back as it was at the call, with all its letters', async () => {
			const { records } = await open();
			const value = {
				id: 'a_1',
				name: 'Zoë “ß” \u{1F469}‍\u{1F33E} \u0000 العربية',
				passwordHash: '',
			} as const;
			const changed: { -readonly [K in keyof typeof value]: string } = { ...value };
			const written = records.write([
				{ kind: 'account', id: 'zoë', was: null, value: changed as typeof value },
			]);
			changed.name = 'overwritten';
			expect(await written).toBe(true);
			expect((await records.get('account', 'zoë'))?.value).toEqual(value);
		});

		test('[RC2] list answers all of a kind, without what was deleted', async () => {
			const { records } = await open();
			expect(await records.list('link')).toEqual([]);
			await records.write([link('a', null, 'A'), link('b', null, 'B'), code('c', null)]);
			await records.write([link('a', 1, null)]);
			await records.write([link('d', null, 'D')]);
			expect(await sorted(records, 'link')).toEqual([
				{ id: 'b', version: 1, value: { tokenHash: 'B' } },
				{ id: 'd', version: 1, value: { tokenHash: 'D' } },
			]);
			expect(await records.list('code')).toHaveLength(1);
		});

		test('[RC3] all writes or none', async () => {
			const { records } = await open();
			await records.write([link('a', null, 'A')]);
			expect(await records.write([link('b', null, 'B'), link('a', 7, 'X')])).toBe(false);
			expect(await records.write([link('a', 1, 'X'), code('b', 3)])).toBe(false);
			expect(await sorted(records, 'link')).toEqual([
				{ id: 'a', version: 1, value: { tokenHash: 'A' } },
			]);
			expect(await records.write([link('b', null, 'B'), link('a', 1, 'X')])).toBe(true);
			expect(await records.list('link')).toHaveLength(2);
		});

		test('[RC3] null: must not exist; any: whatever is there; a number: exactly that', async () => {
			const { records } = await open();
			expect(await records.write([link('a', 1, 'A')])).toBe(false);
			expect(await records.write([link('a', 'any', 'A')])).toBe(true);
			expect(await records.write([link('a', null, 'B')])).toBe(false);
			expect(await records.write([link('a', 2, 'B')])).toBe(false);
			expect(await records.write([link('a', 'any', 'B')])).toBe(true);
			expect(await records.write([link('a', 1, 'C')])).toBe(false);
			expect(await records.get('link', 'a')).toEqual({ version: 2, value: { tokenHash: 'B' } });
		});

		test('[RC3] of many writers of one version, one wins', async () => {
			const { records, other } = await open();
			await records.write([link('a', null, 'A')]);
			const won = await Promise.all(
				[1, 2, 3, 4, 5, 6].map((n) => (n % 2 ? records : other).write([link('a', 1, `${n}`)])),
			);
			expect(won.filter(Boolean)).toHaveLength(1);
			expect((await records.get('link', 'a'))?.version).toBe(2);
		});

		test('[RC3] a record made again goes on above its old version: nobody takes it for the old one', async () => {
			const { records, restart } = await open();
			await records.write([link('a', null, 'A')]);
			await records.write([link('a', 1, 'B')]);
			expect(await records.write([link('a', 2, null)])).toBe(true);
			expect(await records.get('link', 'a')).toBeUndefined();
			expect(await records.write([link('a', 2, 'C')])).toBe(false);
			const again = restart ? await restart() : records;
			expect(await again.write([link('a', null, 'C')])).toBe(true);
			expect((await again.get('link', 'a'))?.version).toBeGreaterThan(2);
		});

		test('[RC3] deleting what is not there needs the right expectation, too', async () => {
			const { records } = await open();
			expect(await records.write([link('a', 1, null)])).toBe(false);
			expect(await records.write([link('a', 'any', null)])).toBe(true);
			expect(await records.get('link', 'a')).toBeUndefined();
			expect(await records.write([link('a', null, 'A')])).toBe(true);
		});

		test('[RC4] erase deletes what goes away with a dialogue, and nothing else', async () => {
			const { records, other, restart } = await open();
			await records.write([
				link('a', null, 'A'),
				code('c', null),
				link('b', null, 'B', NEIGHBOUR),
				{ kind: 'installation', id: 'self', was: null, value: { setupTokenHash: 'h' } },
			]);
			await records.erase(DIALOGUE);
			const isGone = async (store: Records): Promise<void> => {
				expect(await store.get('link', 'a')).toBeUndefined();
				expect(await store.get('code', 'c')).toBeUndefined();
				expect((await sorted(store, 'link')).map(({ id }) => id)).toEqual(['b']);
				expect((await store.get('installation', 'self'))?.value.setupTokenHash).toBe('h');
				expect(await store.write([code('c', 1)])).toBe(false);
			};
			await isGone(other);
			if (restart) await isGone(await restart());
		});

		test('[RC4] a record belongs to the dialogue that it was last written with', async () => {
			const { records } = await open();
			await records.write([code('c', null, DIALOGUE)]);
			await records.write([code('c', 1, NEIGHBOUR)]);
			await records.erase(DIALOGUE);
			expect((await records.get('code', 'c'))?.value).toEqual({ dialogue: NEIGHBOUR });
		});

		test('[RC5] watchers are told of what changed, and of nothing that was refused', async () => {
			const { records } = await open();
			const told: string[] = [];
			const stop = records.watch((kind, id) => told.push(`${kind} ${id}`));
			await records.write([link('a', null, 'A'), code('c', null)]);
			await records.write([link('a', 9, 'B')]);
			await records.write([link('a', 1, null)]);
			await expect.poll(() => told.toSorted()).toEqual(['code c', 'link a', 'link a']);
			await settled();
			expect(told).toHaveLength(3);
			await records.erase(DIALOGUE);
			await expect.poll(() => told.at(-1)).toBe('code c');
			stop();
			await records.write([link('z', null, 'Z')]);
			await settled();
			expect(told).not.toContain('link z');
		});

		test('[RC6] probe resolves while the store takes writes', async () => {
			const { records } = await open();
			await Promise.all([records.probe(), records.probe()]);
			await records.probe();
			expect(await records.list('installation')).toEqual([]);
		});
	});
}
