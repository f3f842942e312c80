import { webAddress } from '#shared/addresses.ts';
import { expect, test } from 'vitest';
import { spellCode } from '#shared/ids.ts';
import { PatchDialogueBody } from '#shared/api.ts';
import { no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';

const here = { address: '192.0.2.7' };

test('[JN1] a right code gives a fresh seat each time, however it is typed', async () => {
	const { create, join, authenticate } = setUpUseCases();
	const { dialogue } = await create();
	const { code } = dialogue;
	const dashed = `${code.slice(0, 3)}-${code.slice(3)}`;
	const typed = [code, code.toLowerCase(), spellCode(code), dashed, ` ${code} `];
	const seats = [];
	for (const text of typed) seats.push(yes(await join({ code: text }, here)));
	expect(new Set(seats.map(({ seatId }) => seatId)).size).toBe(typed.length);
	for (const { seatId, token, dialogueId } of seats)
		expect(await authenticate(token)).toEqual({
			role: 'participant',
			dialogue: dialogueId,
			seat: seatId,
		});
});

test('[JN2] a seat’s token gives the same seat again, but no seat of another dialogue', async () => {
	const { create, join, authenticate } = setUpUseCases();
	const { code } = (await create()).dialogue;
	const other = (await create()).dialogue;
	const first = yes(await join({ code }, here));
	const grant = await authenticate(first.token);
	const again = { ...here, token: first.token, grant };
	expect(yes(await join({ code }, again))).toEqual(first);
	const elsewhere = yes(await join({ code: other.code }, again));
	expect(elsewhere).toMatchObject({ dialogueId: other.id });
	expect(elsewhere.token).not.toBe(first.token);
	const unknown = yes(await join({ code }, { ...here, token: 'unknown', grant: undefined }));
	expect(unknown.seatId).not.toBe(first.seatId);
});

test('[JN3] wrong, malformed and erased codes answer alike', async () => {
	const { create, join, eraseDialogue } = setUpUseCases();
	const { dialogue } = await create();
	yes(await eraseDialogue(ORGANISER, dialogue.id));
	const answers = [];
	for (const code of ['222222', '', '12', 'ABCDEFGH', 'O0I1LL', '__proto__', dialogue.code])
		answers.push(await join({ code }, here));
	expect(no(answers[0]!)).toBe('code/unknown');
	for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test('[JN4] a dialogue that has ended takes nobody in and says so; who has a seat keeps it', async () => {
	const { create, join, authenticate, changeDialogue } = setUpUseCases();
	const { dialogue } = await create();
	const { code } = dialogue;
	const seat = yes(await join({ code }, here));
	const closed = PatchDialogueBody.parse({ phase: 'closed' });
	yes(await changeDialogue(ORGANISER, dialogue.id, closed));
	const answer = await join({ code }, here);
	expect(no(answer)).toBe('dialogue/closed');
	expect(answer).toMatchObject({
		rejection: { detail: expect.stringContaining('over') as string },
		about: { title: dialogue.title, place: dialogue.place, date: dialogue.date },
	});
	const grant = await authenticate(seat.token);
	expect(yes(await join({ code }, { ...here, token: seat.token, grant }))).toEqual(seat);
});

test('[JN4] of a dialogue that has ended is told where its results are, as far as that is public', async () => {
	const { create, join, changeDialogue, factSheetDialogue } = setUpUseCases();
	const { dialogue } = await create();
	const { id, code } = dialogue;
	const settings = { resultsUrl: 'https://www.musterstadt.example/dialog' };
	const closed = PatchDialogueBody.parse({ phase: 'closed', settings });
	yes(await changeDialogue(ORGANISER, id, closed));
	const about = async () => {
		const answer = await join({ code }, here);
		return 'about' in answer ? answer.about : undefined;
	};
	expect(await about()).toEqual({
		title: dialogue.title,
		place: dialogue.place,
		date: dialogue.date,
		...settings,
	});
	yes(await factSheetDialogue.change(ORGANISER, id, { published: true, listed: false }));
	expect(await about()).toMatchObject({ ...settings, sheetPath: `/s/${id}` });
	const none = PatchDialogueBody.parse({ settings: { resultsUrl: ' ' } });
	yes(await changeDialogue(ORGANISER, id, none));
	expect(await about()).not.toHaveProperty('resultsUrl');
});

test('an address of results that no link should lead to is not taken', () => {
	for (const resultsUrl of [
		'javascript:alert(1)',
		'data:text/html,x',
		'ftp://example.org',
		'www.example.org',
		'https://a:b@example.org',
		`https://example.org/${'x'.repeat(600)}`,
	])
		expect(PatchDialogueBody.safeParse({ settings: { resultsUrl } }).success, resultsUrl).toBe(
			false,
		);
	expect(webAddress(' www.example.org/a ')).toBe('https://www.example.org/a');
	expect(webAddress('javascript:alert(1)')).toBe('javascript:alert(1)');
});

test('[JN5] a seat that was taken while the dialogue was being erased leaves nothing', async () => {
	const { create, join, eraseDialogue, records } = setUpUseCases();
	const { dialogue } = await create();
	const write = records.write.bind(records);
	let erased = false;
	records.write = async (writes) => {
		if (!erased && writes.some(({ kind }) => kind === 'token')) {
			erased = true;
			yes(await eraseDialogue(ORGANISER, dialogue.id));
		}
		return write(writes);
	};
	expect(no(await join({ code: dialogue.code }, here))).toBe('code/unknown');
	expect(await records.list('token')).toEqual([]);
});
