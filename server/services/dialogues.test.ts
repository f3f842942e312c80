import { expect, test } from 'vitest';
import { readBoard } from '#server/rooms/board-reading.ts';
import { DEFAULT_SETTINGS } from '#shared/schemas.ts';
import { hangCard, no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';

test('[DI1] a new dialogue is open, with defaults, and its code leads to it', async () => {
	const { create, records } = setUpUseCases();
	const { dialogue } = await create();
	expect(dialogue).toMatchObject({ phase: 'open', language: 'de', settings: DEFAULT_SETTINGS });
	expect(dialogue.questions.map(({ id }) => id)).toEqual(['good', 'improve', 'need']);
	expect(dialogue.questions[0]!.text['de']).toBe('Was läuft gut?');
	expect(dialogue.code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
	expect((await records.get('code', dialogue.code))?.value.dialogue).toBe(dialogue.id);
	expect((await records.get('dialogue', dialogue.id))?.value).toEqual(dialogue);
});

test('[DI1] a code that is in use is not given out again', async () => {
	const house = setUpUseCases();
	const { records } = house;
	const refused: string[] = [];
	const write = records.write.bind(records);
	records.write = (writes) => {
		const code = writes.find(({ kind }) => kind === 'code');
		if (!code || refused.length === 3) return write(writes);
		refused.push(code.id); // as if others had these codes
		return Promise.resolve(false);
	};
	const { dialogue } = await house.create();
	expect(new Set([...refused, dialogue.code]).size).toBe(4);
});

test('[DI2] every board begins with its schema, and each table has one', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	for (const { id } of dialogue.tables) {
		const name = { dialogue: dialogue.id, kind: 'board', id } as const;
		expect((await house.log.open(name)).tail).toHaveLength(1);
		const info = await house.registry.use(name, (room) =>
			room.read((doc) => doc.getMap('info').toJSON()),
		);
		expect(info).toEqual({ schema: 1 });
	}
});

test('[DI9] erasing leaves nothing behind and closes the screens', async () => {
	const house = setUpUseCases();
	const { dialogue, tokens } = await house.create();
	const other = await house.create();
	const { id, tables, code } = dialogue;
	await hangCard(house, id, tables[0]!.id);
	yes(await house.join({ code }, { address: 'x' }));
	await house.ballots.open(id, 'v_1');
	await house.ballots.put(id, 'v_1', 's_1', 'once', {});
	expect(no(await house.eraseDialogue((await house.authenticate(tokens.moderator))!, id))).toBe(
		'dialogue/not-found',
	);
	yes(await house.eraseDialogue(ORGANISER, id));

	expect(house.erased).toEqual([id]);
	for (const kind of ['dialogue', 'code', 'link', 'token'] as const)
		for (const record of await house.records.list(kind))
			expect(JSON.stringify(record)).not.toContain(id);
	const board = { dialogue: id, kind: 'board', id: tables[0]!.id } as const;
	expect((await house.log.open(board)).tail).toEqual([]);
	expect((await house.ballots.read(id, 'v_1')).ballots.size).toBe(0);
	expect(await house.records.get('dialogue', other.dialogue.id)).toBeDefined();
});

test('[DI10] an erasure that is cut off can be asked for again', async () => {
	const house = setUpUseCases();
	const { dialogue } = await house.create();
	const erase = house.ballots.erase.bind(house.ballots);
	house.ballots.erase = () => Promise.reject(new Error('the store is away'));
	await expect(house.eraseDialogue(ORGANISER, dialogue.id)).rejects.toThrow('away');
	expect(yes(await house.listDialogues(ORGANISER)).dialogues).toHaveLength(1);
	house.ballots.erase = erase;
	yes(await house.eraseDialogue(ORGANISER, dialogue.id));
	expect(yes(await house.listDialogues(ORGANISER)).dialogues).toHaveLength(0);
});

test('[DI11] the code is for those who show others the way in', async () => {
	const house = setUpUseCases();
	const { dialogue, tokens } = await house.create();
	const interpreter = yes(await house.renewLink(ORGANISER, dialogue.id, { role: 'interpreter' }));
	const seen = async (token: string) => {
		const caller = (await house.authenticate(token))!;
		return yes(await house.readDialogue(caller, dialogue.id)).code;
	};
	const seat = yes(await house.join({ code: dialogue.code }, { address: 'x' }));
	const [host] = Object.values(tokens.hosts);
	for (const token of [tokens.moderator, tokens.projector, host!, seat.token])
		expect(await seen(token)).toBe(dialogue.code);
	for (const token of [tokens.observer, interpreter.token])
		expect(await seen(token)).toBeUndefined();
});

test('[DI12] results are for those who conduct and observe, files for moderators and organisers', async () => {
	const house = setUpUseCases();
	const { dialogue, tokens } = await house.create();
	const { id, tables, code } = dialogue;
	await hangCard(house, id, tables[0]!.id);
	const seat = yes(await house.join({ code }, { address: 'x' }));
	const callers = {
		organiser: ORGANISER,
		moderator: await house.authenticate(tokens.moderator),
		host: await house.authenticate(tokens.hosts[tables[0]!.id]!),
		observer: await house.authenticate(tokens.observer),
		projector: await house.authenticate(tokens.projector),
		participant: await house.authenticate(seat.token),
	};
	const order = { edition: 'full', language: 'de' } as const;
	const may: Record<string, [results: boolean, file: boolean, internal: boolean]> = {};
	for (const [role, caller] of Object.entries(callers))
		may[role] = [
			(await house.readResults(caller!, id)).ok,
			(await house.readReport(caller!, id, { ...order, format: 'csv' })).ok,
			(await house.readReport(caller!, id, { ...order, edition: 'internal', format: 'csv' })).ok,
		];
	expect(may).toEqual({
		organiser: [true, true, true],
		moderator: [true, true, false],
		host: [true, false, false],
		observer: [true, false, false],
		projector: [false, false, false],
		participant: [false, false, false],
	});
	const pages = { ...order, format: 'pages' };
	expect(no(await house.readReport(ORGANISER, id, pages))).toBe('export/format-unknown');
	expect(no(await house.readReport(callers.participant!, id, pages))).toBe('dialogue/not-found');
	const name = { dialogue: id, kind: 'board', id: tables[0]!.id } as const;
	const { cards } = await house.registry.use(name, (room) => room.read(readBoard));
	expect(yes(await house.readResults(ORGANISER, id)).counts.cards).toBe(cards.length);
});
