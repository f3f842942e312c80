import { PinoLogger } from '#server/adapters/system/logger.ts';
import { random } from '#server/adapters/system/random.ts';
import type { Grant } from '#server/ports/records.ts';
import { BoardEnds, putCard } from '#server/rooms/board-writing.ts';
import { Intake } from '#server/rooms/intake.ts';
import { Registry } from '#server/rooms/registry.ts';
import { createAuthenticate } from '#server/services/authenticate.ts';
import type { CreatedDialogue } from '#server/services/create-dialogue.ts';
import { JoinDoor } from '#server/services/join-door.ts';
import { readImport } from '#server/services/read-import.ts';
import type { Stores } from '#server/stores.ts';
import { createUseCases } from '#server/use-cases.ts';
import { CreateDialogueBody } from '#shared/api.ts';
import { newId, type CardId, type DialogueId, type TableId } from '#shared/ids.ts';
import type { RejectionCode, Result } from '#shared/rejections.ts';
import { memoryStores } from './http-house.ts';
import { VirtualClock } from './virtual-clock.ts';

export const ORGANISER: Grant = { role: 'organiser', account: 'automation' };

/** The use cases on stores in memory, with a clock that passes when told to. */
export function setUpUseCases(stores: Stores = memoryStores()) {
	const clock = new VirtualClock();
	const logger = new PinoLogger('test', 'silent');
	const { records, log, bus } = stores;
	const door = new JoinDoor({ clock, missesMax: 50 });
	const registry = new Registry({ log, clock, logger });
	const dialogueNow = async (id: DialogueId) => (await records.get('dialogue', id))?.value;
	const intake = new Intake({ registry, log, clock, logger, bus, dialogueOf: dialogueNow });
	const authenticate = createAuthenticate({ records, clock, adminToken: undefined });
	const erased: DialogueId[] = [];
	const useCases = createUseCases({
		stores,
		clock,
		random,
		registry,
		intake,
		door,
		erased: (dialogue) => erased.push(dialogue),
		// without a process of its own: what that adds has tests of its own
		importReader: { read: (file) => Promise.resolve(readImport(file)) },
	});

	/** A dialogue of two tables, unless said otherwise. */
	async function create(body: object = {}): Promise<CreatedDialogue> {
		const parsed = CreateDialogueBody.parse({
			title: 'Zusammen leben',
			place: 'Musterstadt',
			date: '2026-11-21',
			tables: [{ theme: 'Arbeit' }, { theme: 'Frauen' }],
			...body,
		});
		return yes(await useCases.createDialogue(ORGANISER, parsed));
	}

	return {
		...useCases,
		...stores,
		stores,
		clock,
		door,
		registry,
		intake,
		authenticate,
		erased,
		create,
	};
}

/** The value of what must have worked. */
export function yes<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`${result.rejection.code}: ${result.rejection.detail}`);
	return result.value;
}

/** The code of what must not have worked. */
export function no(result: Result<unknown>): RejectionCode {
	if (result.ok) throw new Error('it was a yes');
	return result.rejection.code;
}

/** Puts a card on a board as the intake does. */
export async function hangCard(
	{ registry }: ReturnType<typeof setUpUseCases>,
	dialogue: DialogueId,
	table: TableId,
	question = 'good',
): Promise<CardId> {
	const id = newId('c_', random);
	const answer = await registry.use({ dialogue, kind: 'board', id: table }, (room) =>
		room.write(room.epoch, (doc) => {
			putCard(doc, new BoardEnds(doc), id, { question, text: 'Mehr Bänke', lang: 'de' });
			return {};
		}),
	);
	if (answer !== 'ok') throw new Error(`the board did not take the card: ${answer}`);
	return id;
}
