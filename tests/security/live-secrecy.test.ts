import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { VoteId } from '#shared/ids.ts';
import { ROLES } from '#shared/roles.ts';
import { openHall } from '#tests/support/hall.ts';
import { request } from '#tests/support/outside-api.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

/** So many dots that the number is found nowhere by chance. */
const PEOPLE = 13;
const DOTS = 17;
const SUM = PEOPLE * DOTS;

/** Every place where something of a card's weight could stand, whatever it is called there. */
function weights(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null)
		return value === SUM || value === DOTS ? [`${path}=${String(value)}`] : [];
	return Object.entries(value).flatMap(([name, one]) => {
		const isWeight =
			/^[cg]_/.test(name) && (typeof one === 'number' || /dots/.test(JSON.stringify(one)));
		return [...(isWeight ? [`${path}.${name}`] : []), ...weights(one, `${path}.${name}`)];
	});
}

test('SV06 before the reveal no frame and no answer of any role says how cards are weighed; after it all do', async () => {
	const hall = await openHall(server);
	const tablet = await hall.tablet();
	const card = tablet.write({ table: hall.table, question: 'good', text: 'Mehr Bänke' });
	await tablet.whenReceipt(card, 'shown');
	const { token: interpreter } = await request<{ token: string }>(
		hall.base,
		'POST',
		`/api/dialogues/${hall.dialogue.id}/links`,
		{ token: server.adminToken, body: { role: 'interpreter' } },
	);
	const { links } = hall.dialogue;
	const tokens: Record<(typeof ROLES)[number], string> = {
		participant: (await hall.join()).token,
		host: hall.hostToken(),
		moderator: hall.moderatorToken,
		organiser: server.adminToken,
		projector: links.projector.token,
		observer: links.observer.token,
		interpreter,
	};
	/** Everything that came over sockets, as text; of a board as bytes, a letter each. */
	const frames: string[] = [];
	const moderator = await hall.live(hall.moderatorToken);
	for (const role of ROLES) {
		const socket = new WebSocket(
			`${hall.base.replace('http', 'ws')}/live/?EIO=4&transport=websocket`,
		);
		onTestFinished(() => socket.terminate());
		socket.on('message', (bytes: Buffer) => {
			const text = bytes.toString();
			frames.push(`${role} ${text}`);
			const auth = { token: tokens[role], dialogueId: hall.dialogue.id };
			if (text.startsWith('0')) socket.send(`40${JSON.stringify(auth)}`);
			if (text === '2') socket.send('3');
		});
		const board = new WebSocket(`${hall.base.replace('http', 'ws')}/sync/${hall.boardPath()}`, [
			'thementisch',
			`token.${tokens[role]}`,
		]);
		onTestFinished(() => board.terminate());
		board.on('message', (bytes: Buffer) =>
			frames.push(`${role} board ${bytes.toString('latin1')}`),
		);
		board.on('error', () => undefined);
	}
	const came = (role: string, what: string) => () =>
		frames.some((frame) => frame.startsWith(`${role} `) && frame.includes(what));
	for (const role of ROLES) await until(came(role, '"state"'), { what: `a state for ${role}` });
	const answers = async () => {
		const texts: string[] = [];
		const { id } = hall.dialogue;
		for (const role of ROLES)
			for (const path of [
				'',
				'/results',
				'/log',
				...['json', 'csv', 'md'].map((f) => `/export?format=${f}`),
			])
				texts.push(
					await (
						await fetch(`${hall.base}/api/dialogues/${id}${path}`, {
							headers: { authorization: `Bearer ${tokens[role]}` },
						})
					).text(),
				);
		return texts;
	};
	const saysIn = (texts: readonly string[]) =>
		texts.flatMap((text) => {
			const start = text.search(/[[{]/);
			try {
				return weights(JSON.parse(text.slice(start)));
			} catch {
				// CSV and Markdown: the number stands for itself
				return text.match(new RegExp(`\\b(${SUM}|${DOTS})\\b`)) ?? [];
			}
		});

	const { voteId } = (await moderator.must('vote:open', {
		dots: DOTS,
		perItemMax: DOTS,
		criterion: 'wichtig',
	})) as { voteId: VoteId };
	// what the vote itself says of its rules is known to all
	const rules = new RegExp(`"(dots|perItemMax)":${DOTS}[,}]`, 'g');
	const plain = (texts: readonly string[]) =>
		texts.map((text) =>
			text.replaceAll(rules, '"rule":0,').replaceAll(',}', '}').replaceAll(',,', ','),
		);
	for (let n = 0; n < PEOPLE; n++) {
		const voter = await hall.live((await hall.join()).token);
		await voter.must('vote:cast', { voteId, dots: { [card]: DOTS } });
		voter.leave();
	}
	await moderator.whenState(({ vote }) => vote?.ballots === PEOPLE);
	await moderator.must('vote:close', {});
	await moderator.must('message:send', { text: 'bis hierher' });
	await until(came('projector', 'bis hierher'), { what: 'all frames so far' });
	const live = frames.filter((frame) => frame.includes('42['));
	expect(live.length).toBeGreaterThan(ROLES.length * 2);
	expect(saysIn(plain(live))).toEqual([]);
	expect(frames.filter((frame) => /tally|ballot.*:\d+.*board/.test(frame))).toEqual([]);
	expect(saysIn(plain(await answers()))).toEqual([]);

	await moderator.must('vote:reveal', {});
	for (const role of ROLES) await until(came(role, '"tally"'), { what: `the tally for ${role}` });
	const after = frames.filter((frame) => frame.includes('"tally"'));
	expect(saysIn(after).length).toBeGreaterThanOrEqual(ROLES.length);
	expect(saysIn(await answers()).length).toBeGreaterThan(0);
});
