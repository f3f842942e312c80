import { describe, expect, test } from 'vitest';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import type { Promised } from '#server/ports/records.ts';
import type { Deed } from '#shared/deeds.ts';
import { ok, reject } from '#shared/rejections.ts';
import { changed } from '#tests/support/late-records.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { createDecideElsewhere, type Keep } from './decide-elsewhere.ts';
import { noteDeeds } from './deeds.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const admit = (n: number): Promised['command'] => ({
	name: 'card:admit',
	id: uuid(n),
	tableId: 't_1',
	cardId: `c_${n}`,
});
const deed = (n: number): Deed => ({ id: uuid(n), atMs: n, role: 'host', what: 'card:admit' });

async function setup() {
	const records = new MemoryRecords();
	await records.write([{ kind: 'dialogue', id: 'd_1', was: null, value: sampleDialogue() }]);
	/** What the ledger or the box has: the ids of the commands, in their order. */
	const kept: string[] = [];
	const keep: Keep = (_, { id }) => {
		kept.push(id);
		return Promise.resolve(ok(undefined));
	};
	const onRecord = async () =>
		(await records.get('deeds', 'd_1'))?.value.deeds.map(({ id }) => id) ?? [];
	const promised = async () =>
		(await records.get('tableCommands', 'd_1/t_1'))?.value.promised?.length ?? 0;
	return { records, kept, keep, onRecord, promised };
}

/** The process ends at the write with this number, before or after it is kept. */
function dyingAt(records: MemoryRecords, at: number, isKept: boolean): MemoryRecords {
	let writes = 0;
	return changed(records, {
		write: async (all) => {
			if (++writes > at) throw new Error('dead');
			if (writes === at && !isKept) throw new Error('killed');
			const done = await records.write(all);
			if (writes === at) throw new Error('killed');
			return done;
		},
	});
}

describe('[DE3] decisions that are kept elsewhere', () => {
	for (const [at, isKept] of [
		[1, false],
		[1, true],
		[2, false],
		[2, true],
	] as const)
		for (const how of ['its repeat', 'the next command', 'a node that opens the dialogue'] as const)
			test(`killed ${isKept ? 'after' : 'before'} write ${at}: ${how} leaves both or neither, once`, async () => {
				const { records, kept, keep, onRecord, promised } = await setup();
				const dying = createDecideElsewhere({ records: dyingAt(records, at, isKept), keep });
				await expect(dying.decide('d_1', admit(1), deed(1))).rejects.toThrow('killed');
				const next = createDecideElsewhere({ records, keep });
				if (how === 'its repeat') await next.decide('d_1', admit(1), deed(1));
				else if (how === 'the next command') await next.decide('d_1', admit(2), deed(2));
				else await next.finish('d_1', ['t_1', 't_2']);
				const wasBegun = at > 1 || isKept || how === 'its repeat';
				expect(kept.includes(uuid(1))).toBe(wasBegun);
				expect((await onRecord()).filter((id) => id === uuid(1))).toHaveLength(wasBegun ? 1 : 0);
				expect(await promised()).toBe(0);
				if (how === 'the next command' && wasBegun)
					expect(await onRecord()).toEqual([uuid(1), uuid(2)]);
			});

	test('of two nodes at once each does it, and it stands on record once', async () => {
		const { records, keep, kept, onRecord } = await setup();
		const [one, other] = [1, 2].map(() => createDecideElsewhere({ records, keep }));
		const all = [1, 2, 3, 4].flatMap((n) =>
			[one!, other!].map((node) => node.decide('d_1', admit(n), deed(n))),
		);
		for (const answer of await Promise.all(all)) expect(answer).toEqual({ ok: true });
		expect((await onRecord()).toSorted()).toEqual([1, 2, 3, 4].map(uuid));
		expect(new Set(kept).size).toBe(4);
		const before = kept.length;
		expect(await one!.decide('d_1', admit(1), deed(1))).toEqual({ ok: true });
		expect(kept).toHaveLength(before);
	});

	test('what is refused there is not on record, and is asked anew', async () => {
		const { records, onRecord, promised } = await setup();
		let isWaiting = false;
		const keep: Keep = () =>
			Promise.resolve(isWaiting ? ok(undefined) : reject('card/not-waiting', 'c_1'));
		const { decide } = createDecideElsewhere({ records, keep });
		expect((await decide('d_1', admit(1), deed(1))).ok).toBe(false);
		expect([await onRecord(), await promised()]).toEqual([[], 0]);
		isWaiting = true;
		expect((await decide('d_1', admit(1), deed(1))).ok).toBe(true);
		expect(await onRecord()).toEqual([uuid(1)]);
	});

	test('erased in between, nothing of it is left', async () => {
		const { records } = await setup();
		const keep: Keep = async () => {
			await records.erase('d_1');
			await records.write([{ kind: 'dialogue', id: 'd_1', was: 'any', value: null }]);
			return ok(undefined);
		};
		await createDecideElsewhere({ records, keep }).decide('d_1', admit(1), deed(1));
		expect(await records.list('tableCommands')).toEqual([]);
		expect(await records.list('deeds')).toEqual([]);
		expect(await noteDeeds(records, 'd_1', [deed(2)])).toBe(false);
	});
});
