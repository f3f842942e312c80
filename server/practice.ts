import type { Clock } from './ports/clock.ts';
import type { Records } from './ports/records.ts';
import { createGroup } from './rooms/board-placing.ts';
import { BoardEnds, putCard } from './rooms/board-writing.ts';
import { newBoard } from './rooms/new-board.ts';
import { PRACTICE_TABLES, type PracticeCard } from './practice-cards.ts';
import type { createCreateDialogue, CreatedDialogue } from './services/create-dialogue.ts';
import { newId, type CardId, type Random } from '#shared/ids.ts';
import { RejectedError } from '#shared/rejections.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly random: Random;
	readonly createDialogue: ReturnType<typeof createCreateDialogue>;
}

/**
 * Makes the practice dialogue on an empty store, with its cards on the boards, and remembers which one it is in the same
 * step. Undefined: the store is not empty.
 */
export async function makePractice(needs: Needs): Promise<CreatedDialogue | undefined> {
	const { records, clock, random, createDialogue } = needs;
	const installation = await records.get('installation', 'self');
	if (!installation || installation.value.practice) return undefined;
	if ((await records.list('dialogue')).length > 0) return undefined;
	const made = await createDialogue(
		{ role: 'organiser', account: 'automation' },
		{
			title: 'Probe-Dialog',
			place: 'Musterstadt',
			date: new Date(clock.nowMs()).toISOString().slice(0, 10),
			tables: PRACTICE_TABLES.map(({ theme }) => ({ theme })),
			steps: [
				{ kind: 'arrival', minutes: 15 },
				{ kind: 'write', minutes: 30 },
				{ kind: 'sort', minutes: 20 },
				{ kind: 'vote', minutes: 10 },
				{ kind: 'plenary', minutes: 30 },
				{ kind: 'commit', minutes: 15 },
				{ kind: 'feedback', minutes: 5 },
			],
		},
		{
			firstEntry: ({ theme }) => {
				const table = PRACTICE_TABLES.find((other) => other.theme === theme);
				return practiceBoard(table?.cards ?? [], random);
			},
			also: (practice) => [
				{
					kind: 'installation',
					id: 'self',
					was: installation.version,
					value: { ...installation.value, practice },
				},
			],
		},
	);
	if (!made.ok) throw new RejectedError(made.rejection);
	return made.value;
}

/** A board with these cards, as the intake would have put them there, and their groups. */
export function practiceBoard(cards: readonly PracticeCard[], random: Random): Uint8Array {
	return newBoard((doc) => {
		const ends = new BoardEnds(doc);
		const groups = new Map<string, CardId[]>();
		for (const { question, text, lang, group } of cards) {
			const id = newId('c_', random);
			putCard(doc, ends, id, { question, text, lang });
			if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), id]);
		}
		for (const [title, ids] of groups) createGroup(doc, newId('g_', random), ids, title);
	});
}
