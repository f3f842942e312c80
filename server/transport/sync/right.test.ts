import { expect, test } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import { frozen, HALL, TOKENS } from '#tests/support/sync-house.ts';
import { rightOf } from './right.ts';

const board: DocName = { dialogue: 'd_hall', kind: 'board', id: 't_work' };
const seat: DocName = { dialogue: 'd_hall', kind: 'seat', id: 's_one' };
const rights = (dialogue: typeof HALL | undefined, doc: DocName) =>
	Object.fromEntries(
		Object.entries(TOKENS).map(([who, grant]) => {
			const right = rightOf(grant, dialogue, doc);
			return [who, typeof right === 'object' ? right.none : right];
		}),
	);
const nobody = Object.fromEntries(Object.keys(TOKENS).map((who) => [who, CLOSE.notFound]));

test('[SO2] a board: everybody of the dialogue reads, its hosts, moderators and organisers write', () => {
	expect(rights(HALL, board)).toEqual({
		host: 'write',
		otherHost: 'read',
		moderator: 'write',
		projector: 'read',
		seatOne: 'read',
		seatTwo: 'read',
		stranger: CLOSE.notFound,
		organiser: 'write',
	});
});

test('[SO2] a frozen board and a closed dialogue: nobody writes, everybody reads', () => {
	for (const dialogue of [frozen('t_work')(HALL), { ...HALL, phase: 'closed' as const }])
		expect(new Set(Object.values(rights(dialogue, board)))).toEqual(
			new Set(['read', CLOSE.notFound]),
		);
});

test('[SO2] a seat is its owner’s alone, also when all is frozen and closed', () => {
	const closed = { ...frozen('t_work')(HALL), phase: 'closed' as const };
	for (const dialogue of [HALL, closed])
		expect(rights(dialogue, seat)).toEqual({ ...nobody, seatOne: 'write' });
});

test('[SO2] the desk is the moderators’ and organisers’; the themes are read by all, also when all is over', () => {
	const themes: DocName = { dialogue: 'd_hall', kind: 'desk', id: 'themes' };
	const minutes: DocName = { dialogue: 'd_hall', kind: 'desk', id: 'minutes' };
	const writers = { moderator: 'write', organiser: 'write' };
	for (const dialogue of [HALL, frozen('t_work')(HALL), { ...HALL, phase: 'closed' as const }]) {
		const readers = Object.fromEntries(
			Object.keys(TOKENS).map((who) => [who, who === 'stranger' ? CLOSE.notFound : 'read']),
		);
		expect(rights(dialogue, themes)).toEqual({ ...readers, ...writers });
		expect(rights(dialogue, minutes)).toEqual({ ...nobody, ...writers });
	}
});

test('[SO2] what does not exist answers as what is forbidden', () => {
	expect(rights(HALL, { ...board, id: 't_none' })).toEqual(nobody);
	expect(rights(undefined, board)).toEqual(nobody);
	expect(rightOf(undefined, HALL, board)).toEqual({ none: CLOSE.unauthorised });
});
