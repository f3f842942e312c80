import { expect, test } from 'vitest';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import type { Deed } from '#shared/deeds.ts';
import { LIMITS } from '#shared/limits.ts';
import { changed } from '#tests/support/late-records.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { setUpUseCases, no, ORGANISER, yes } from '#tests/support/use-cases.ts';
import { createLastDeeds, deedWrites, noteDeeds, readDeeds } from './deeds.ts';

const deed = (n: number): Deed => ({ id: `deed-${n}`, atMs: n, role: 'host', what: 'card:aside' });
async function setup() {
	const records = new MemoryRecords();
	await records.write([{ kind: 'dialogue', id: 'd_1', was: null, value: sampleDialogue() }]);
	return records;
}
/** All that is on record, newest first. */
async function all(records: MemoryRecords) {
	const deeds: Deed[] = [];
	let before: number | undefined;
	for (;;) {
		const page = await readDeeds(records, 'd_1', before);
		deeds.push(...page.deeds);
		if (page.before === undefined) return { deeds, dropped: page.dropped };
		before = page.before;
	}
}

test('[DE3] [DE4] page by page, newest first, nothing is lost or double, whoever writes at once', async () => {
	const records = await setup();
	expect(await readDeeds(records, 'd_1', undefined)).toEqual({ deeds: [], dropped: 0 });
	const COUNT = 300;
	for (let n = 0; n < COUNT; n += 10)
		await Promise.all(
			Array.from({ length: 10 }, (_, k) => noteDeeds(records, 'd_1', [deed(n + k)])),
		);
	const { deeds, dropped } = await all(records);
	expect(dropped).toBe(0);
	expect(new Set(deeds.map(({ id }) => id)).size).toBe(COUNT);
	expect(deeds).toHaveLength(COUNT);
	const ten = deeds.map(({ atMs }) => Math.floor(atMs / 10));
	expect(ten).toEqual(ten.toSorted((a, b) => b - a));
	const last = await createLastDeeds({ records })('d_1');
	expect(last).toEqual(deeds.slice(0, 20));
});

test('[DE3] the same one told again is passed over', async () => {
	const records = await setup();
	for (let n = 0; n < 70; n++) await noteDeeds(records, 'd_1', [deed(n)]);
	await noteDeeds(records, 'd_1', [deed(69), deed(63), deed(70)]);
	expect((await all(records)).deeds.map(({ atMs }) => atMs).slice(0, 3)).toEqual([70, 69, 68]);
	expect((await all(records)).deeds).toHaveLength(71);
});

test('[DE3] with the deed itself or not at all', async () => {
	const records = await setup();
	const { version } = (await records.get('dialogue', 'd_1'))!;
	const write = async (was: number) =>
		records.write([
			{ kind: 'dialogue', id: 'd_1', was, value: sampleDialogue() },
			...(await deedWrites(records, 'd_1', [deed(1)])),
		]);
	expect(await write(version + 7)).toBe(false);
	expect((await all(records)).deeds).toEqual([]);
	expect(await write(version)).toBe(true);
	expect((await all(records)).deeds).toEqual([deed(1)]);
});

test('[DE4] the last 20,000 are kept, the older ones counted, and it is no more than that', async () => {
	const records = await setup();
	const COUNT = LIMITS.deedsPerDialogueMax + 500;
	for (let n = 0; n < COUNT; n += 50) {
		const some = Array.from({ length: 50 }, (_, k) => deed(n + k));
		expect(await records.write(await deedWrites(records, 'd_1', some))).toBe(true);
	}
	const { deeds, dropped } = await all(records);
	expect(deeds.length + dropped).toBe(COUNT);
	expect(deeds.length).toBeGreaterThan(LIMITS.deedsPerDialogueMax - 64);
	expect(deeds.length).toBeLessThanOrEqual(LIMITS.deedsPerDialogueMax + 64);
	expect((await records.list('deeds')).length).toBeLessThanOrEqual(
		LIMITS.deedsPerDialogueMax / 64 + 1,
	);
});

test('[DE4] it goes with the dialogue, also if that is erased in between', async () => {
	const records = await setup();
	const erasing = changed(records, {
		write: async (writes) => {
			await records.erase('d_1');
			await records.write([{ kind: 'dialogue', id: 'd_1', was: 'any', value: null }]);
			return records.write(writes);
		},
	});
	expect(await noteDeeds(erasing, 'd_1', [deed(1)])).toBe(false);
	expect(await records.list('deeds')).toEqual([]);
});

test('[DE1] [DE5] links and the organiser’s changes are on it; only those who conduct read it', async () => {
	const { create, renewLink, changeDialogue, readLog, eraseDialogue, records, authenticate } =
		setUpUseCases();
	const { dialogue, tokens } = await create();
	const { id } = dialogue;
	const table = dialogue.tables[0]!.id;
	yes(await renewLink(ORGANISER, id, { role: 'host', tableId: table }));
	yes(
		await changeDialogue(ORGANISER, id, {
			title: 'Kanarienvogel',
			settings: { sorting: 'everyone' },
		}),
	);
	const { deeds } = yes(await readLog(ORGANISER, id, undefined));
	expect(deeds).toMatchObject([
		{ what: 'dialogue:change', role: 'organiser', parts: ['settings', 'title'] },
		{ what: 'link:renew', linkRole: 'host', tableId: table },
	]);
	expect(JSON.stringify(deeds)).not.toContain('Kanarienvogel');
	for (const [role, token] of Object.entries({
		...tokens,
		host: Object.values(tokens.hosts)[1]!,
	})) {
		if (typeof token !== 'string') continue;
		const caller = (await authenticate(token))!;
		const answer = await readLog(caller, id, undefined);
		expect([role, answer.ok]).toEqual([role, role === 'moderator']);
	}
	expect(no(await readLog(ORGANISER, 'd_other', undefined))).toBe('dialogue/not-found');
	yes(await readLog(ORGANISER, id, 1_000_000));
	yes(await eraseDialogue(ORGANISER, id));
	expect(await records.list('deeds')).toEqual([]);
});
