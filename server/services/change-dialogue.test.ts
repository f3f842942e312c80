import { expect, test } from 'vitest';
import type { Grant } from '#server/ports/records.ts';
import { PatchDialogueBody } from '#shared/api.ts';
import type { TableId } from '#shared/ids.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import { hangCard, no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';

type House = ReturnType<typeof setUpUseCases>;

function change(house: House, id: string, patch: object, caller: Grant = ORGANISER) {
	return house.changeDialogue(caller, id, PatchDialogueBody.parse(patch));
}

test('[DI3] ids are used once, are no words of the language, and steps name tables of this dialogue', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	const write = { kind: 'write', minutes: 10 };
	for (const patch of [
		{
			questions: [
				{ id: 'a', text: 'A' },
				{ id: 'a', text: 'B' },
			],
		},
		{ questions: [{ id: '__proto__', text: 'A' }] },
		{ steps: [{ ...write, id: 'constructor' }] },
		{
			steps: [
				{ ...write, id: 'x' },
				{ ...write, id: 'x' },
			],
		},
		{ steps: [{ ...write, table: 't_elsewhere' }] },
		{ tables: [{ id: 't_elsewhere', theme: 'X' }] },
		{ tables: [1, 2].map(() => ({ id: dialogue.tables[0]!.id, theme: 'X' })) },
	])
		expect([patch, no(await change(house, dialogue.id, patch))]).toEqual([
			patch,
			'request/invalid',
		]);
	const steps = [write, { ...write, table: dialogue.tables[0]!.id }];
	const changed = yes(await change(house, dialogue.id, { steps }));
	expect(new Set(changed.steps.map(({ id }) => id)).size).toBe(2);
});

test('[DI4] a change touches what it names and nothing else', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create({ settings: { moderation: 'before' } });
	const changed = yes(
		await change(house, dialogue.id, { title: 'Neu', settings: { sorting: 'everyone' } }),
	);
	expect(changed).toEqual({
		...dialogue,
		title: 'Neu',
		settings: { ...DEFAULT_SETTINGS, moderation: 'before', sorting: 'everyone' },
	});
});

test('[DI4] changes at the same time do not undo each other', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	await Promise.all([
		change(house, dialogue.id, { title: 'Neu' }),
		change(house, dialogue.id, { place: 'Neustadt' }),
		change(house, dialogue.id, { settings: { hideUntilReveal: true } }),
		change(house, dialogue.id, { questions: [{ id: 'why', text: 'Warum?' }] }),
	]);
	expect((await house.records.get('dialogue', dialogue.id))?.value).toMatchObject({
		title: 'Neu',
		place: 'Neustadt',
		settings: { hideUntilReveal: true },
		questions: [{ id: 'why', text: { de: 'Warum?' } }],
	});
});

test('[DI5] a change of rights moves every board’s epoch before it is answered, a new title does not', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	const board = { dialogue: dialogue.id, kind: 'board', id: dialogue.tables[0]!.id } as const;
	const epoch = async () => (await house.log.open(board)).epoch;
	const before = await epoch();
	yes(await change(house, dialogue.id, { title: 'Neu' }));
	expect(await epoch()).toBe(before);
	yes(await change(house, dialogue.id, { settings: { moderation: 'before' } }));
	const moderated = await epoch();
	expect(moderated).not.toBe(before);
	yes(await change(house, dialogue.id, { phase: 'closed' }));
	expect(await epoch()).not.toBe(moderated);
	const late = await house.log.append(board, { seq: 1, epoch: moderated }, new Uint8Array([0, 0]));
	expect(late).toEqual({ ok: false, why: 'stale-epoch' });
});

test('[DI6] a table or question with cards stays, one without goes', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	const [first, second] = dialogue.tables;
	await hangCard(house, dialogue.id, first!.id, 'improve');
	const questions = dialogue.questions.filter(({ id }) => id !== 'improve');
	expect(no(await change(house, dialogue.id, { tables: [second] }))).toBe('dialogue/table-in-use');
	expect(no(await change(house, dialogue.id, { questions }))).toBe('dialogue/question-in-use');
	const good = dialogue.questions.filter(({ id }) => id === 'improve');
	const changed = yes(await change(house, dialogue.id, { tables: [first], questions: good }));
	expect(changed.tables).toEqual([first]);
	expect(changed.questions).toEqual(good);
});

test('[DI6] a card that comes in the moment of the change keeps its table', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	const [first, second] = dialogue.tables;
	const write = house.records.write.bind(house.records);
	let came = false;
	house.records.write = async (writes) => {
		// after the boards were looked at, before the record is written
		if (!came && writes.some(({ kind }) => kind === 'dialogue')) {
			came = true;
			await hangCard(house, dialogue.id, first!.id);
		}
		return write(writes);
	};
	expect(no(await change(house, dialogue.id, { tables: [second] }))).toBe('dialogue/table-in-use');
	const now = (await house.records.get('dialogue', dialogue.id))?.value;
	expect(now?.tables).toEqual(dialogue.tables);
});

test('[DI6] a card that waits for a host keeps its table and question', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	const { id, tables } = dialogue;
	const held = { question: 'need', text: 'x', lang: 'de', sinceMs: 0 };
	const row = {
		rev: 1,
		seat: 's_1',
		table: tables[0]!.id,
		outcome: 'waiting',
		seen: '',
		held,
	} as const;
	const board = { dialogue: id, kind: 'board', id: tables[0]!.id } as const;
	const at = { seq: 1, epoch: (await house.log.open(board)).epoch };
	const ledger = [{ card: 'c_1', was: null, row }] as const;
	expect((await house.log.append(board, at, null, { ledger })).ok).toBe(true);
	expect(no(await change(house, id, { tables: [tables[1]] }))).toBe('dialogue/table-in-use');
	const questions = dialogue.questions.filter((question) => question.id !== 'need');
	expect(no(await change(house, id, { questions }))).toBe('dialogue/question-in-use');
});

test('[DI7] what names a removed table or step goes with it', async () => {
	const house = setUpUseCases();
	const { dialogue, tokens } = await house.create({
		steps: [{ id: 'w', kind: 'write', minutes: 9 }],
	});
	const { id, tables } = dialogue;
	const [first, second] = tables.map((table) => table.id) as [TableId, TableId];
	const found = (await house.records.get('dialogue', id))!;
	const conduct = {
		...found.value.conduct,
		step: { id: 'w', startedAtMs: 0, endsAtMs: 1 },
		frozen: [first, second],
		revealed: [first],
		spotlight: { tableId: first },
		projector: { kind: 'table', tableId: first },
		help: [{ tableId: first, reason: null, atMs: 0, answered: false }],
	} as const;
	const value = { ...found.value, conduct };
	await house.records.write([{ kind: 'dialogue', id, dialogue: id, was: found.version, value }]);
	const changed = yes(await change(house, id, { tables: [tables[1]], steps: [] }));
	expect(changed.conduct).toMatchObject({
		step: null,
		frozen: [second],
		revealed: [],
		spotlight: null,
		projector: null,
		help: [],
	});
	await house.clock.pass(0);
	expect(await house.authenticate(tokens.hosts[first]!)).toBeUndefined();
	expect(await house.authenticate(tokens.hosts[second]!)).toBeDefined();
});

test('[DI7] a new table gets a board at once and its link on demand', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	const tables = [...dialogue.tables, { theme: 'Bildung' }];
	const added = yes(await change(house, dialogue.id, { tables })).tables[2]!;
	expect(added).toMatchObject({ theme: 'Bildung' });
	await hangCard(house, dialogue.id, added.id);
	const link = { role: 'host', tableId: added.id } as const;
	const { token } = yes(await house.renewLink(ORGANISER, dialogue.id, link));
	expect(await house.authenticate(token)).toMatchObject({ role: 'host', table: added.id });
});

test('[DI8] moderators change steps and settings, organisers everything, others nothing', async () => {
	const house = setUpUseCases();
	const { dialogue, tokens } = await house.create();
	const as = async (token: string) => (await house.authenticate(token))!;
	const moderator = await as(tokens.moderator);
	const steps = [{ kind: 'write', minutes: 10 }];
	const settings = { hideUntilReveal: true };
	yes(await change(house, dialogue.id, { steps, settings }, moderator));
	for (const patch of [{ title: 'x' }, { phase: 'closed' }, { settings, date: '2026-01-01' }])
		expect(no(await change(house, dialogue.id, patch, moderator))).toBe('dialogue/not-found');
	const host = await as(Object.values(tokens.hosts)[0]!);
	for (const caller of [host, await as(tokens.projector), await as(tokens.observer)])
		expect(no(await change(house, dialogue.id, { settings }, caller))).toBe('dialogue/not-found');
	const stranger = await as((await house.create()).tokens.moderator);
	expect(no(await change(house, dialogue.id, { settings }, stranger))).toBe('dialogue/not-found');
});
