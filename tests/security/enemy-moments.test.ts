import { expect, test } from 'vitest';
import { BoardEnds, putCard } from '#server/rooms/board-writing.ts';
import { PatchDialogueBody } from '#shared/api.ts';
import { no, ORGANISER, setUpUseCases } from '#tests/support/use-cases.ts';

// What happens between two steps of a change, one moment at a time.

test('[DI6] a change that is refused after all has taken nothing: the table keeps its freeze and its host', async () => {
	const house = setUpUseCases();
	const { records, registry } = house;
	const { dialogue, tokens } = await house.create();
	const [table, other] = dialogue.tables;
	const steps = [{ kind: 'write', minutes: 5, table: table!.id }];
	await house.changeDialogue(ORGANISER, dialogue.id, PatchDialogueBody.parse({ steps }));
	const { value: then } = (await records.get('dialogue', dialogue.id))!;
	const value = { ...then, conduct: { ...then.conduct, frozen: [table!.id] } };
	const { id } = dialogue;
	await records.write([{ kind: 'dialogue', id, dialogue: id, was: 'any', value }]);

	// a card comes onto the board just before the record without its table is written
	const write = records.write.bind(records);
	let isFirst = true;
	records.write = async (writes) => {
		if (isFirst) {
			isFirst = false;
			await registry.use({ dialogue: id, kind: 'board', id: table!.id }, (room) =>
				room.write(room.epoch, (doc) => {
					const words = { question: 'good', text: 'Mehr Bänke', lang: 'de' };
					putCard(doc, new BoardEnds(doc), 'c_1', words);
					return {};
				}),
			);
		}
		return write(writes);
	};
	const patch = PatchDialogueBody.parse({ tables: [other] });
	expect(no(await house.changeDialogue(ORGANISER, id, patch))).toBe('dialogue/table-in-use');
	expect((await records.get('dialogue', id))?.value).toEqual(value);
	expect(await house.authenticate(tokens.hosts[table!.id]!)).toMatchObject({ table: table!.id });

	// and a table that goes takes its host's link with it
	const alone = PatchDialogueBody.parse({ tables: [table] });
	expect(await house.changeDialogue(ORGANISER, id, alone)).toMatchObject({ ok: true });
	expect(await house.authenticate(tokens.hosts[other!.id]!)).toBeUndefined();
});

test('[DI9] a table that is added while the dialogue is erased: there is no such dialogue, and nothing of it is left', async () => {
	const house = setUpUseCases();
	const { records, log } = house;
	const { dialogue } = await house.create();
	const open = log.open.bind(log);
	log.open = async (name) => {
		const opened = await open(name);
		log.open = open;
		await house.eraseDialogue(ORGANISER, dialogue.id);
		return opened;
	};
	const patch = PatchDialogueBody.parse({ tables: [...dialogue.tables, { theme: 'Neu' }] });
	expect(no(await house.changeDialogue(ORGANISER, dialogue.id, patch))).toBe('dialogue/not-found');
	expect(await records.get('dialogue', dialogue.id)).toBeUndefined();
});
