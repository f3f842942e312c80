import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { agreementIn } from '#lib/results/agreement.ts';
import { minutesOf } from '#server/rooms/taking-over.ts';
import { DESK } from '#shared/desk.ts';
import { ResultsModelSchema } from '#shared/results.ts';
import { REPORT_STREAM, type ReportLine } from '#shared/report-line.ts';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import { manyCards } from '#tests/support/hostile-results.ts';
import { Live } from '#tests/support/live.ts';
import { joinSeat } from '#tests/support/outside-api.ts';
import { richResults } from '#tests/support/sample-results.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';

let server: ServerProcess;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.remove());

const ask = (method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) =>
	fetch(`${server.base}${path}`, {
		method,
		headers: { authorization: `Bearer ${server.adminToken}`, ...headers },
		...(body !== undefined && { body }),
	});
const asJson = { 'content-type': 'application/json' };

async function imported(cards: number): Promise<CreateDialogueAnswer> {
	const body = JSON.stringify(manyCards(cards));
	const answer = await ask('POST', '/api/dialogues/import', body, asJson);
	expect(answer.status).toBe(201);
	return (await answer.json()) as CreateDialogueAnswer;
}

test('[IM1] over HTTP: what is exported as JSON is taken over, larger than other bodies may be', async () => {
	const { id, links } = await imported(600);
	const file = await (await ask('GET', `/api/dialogues/${id}/export?format=json`)).text();
	expect(file.length).toBeGreaterThan(64 * 1024);
	const again = await ask('POST', '/api/dialogues/import', file, asJson);
	const { id: other } = (await again.json()) as CreateDialogueAnswer;
	const twin = await (await ask('GET', `/api/dialogues/${other}/export?format=json`)).text();
	const content = (text: string) => {
		const { dialogue, tables, sources: _s, ...rest } = ResultsModelSchema.parse(JSON.parse(text));
		return { ...rest, title: dialogue.title, tables: tables.map(({ source: _, ...one }) => one) };
	};
	expect(content(twin)).toEqual(content(file));
	const notMine = { ...asJson, authorization: `Bearer ${links.moderator.token}` };
	expect((await ask('POST', '/api/dialogues/import', file, notMine)).status).toBe(404);
	expect((await ask('POST', '/api/dialogues/import', '{"schema":2}', asJson)).status).toBe(400);
});

test('[RS14] the hall’s themes are weighed, and stand in the results with their dots', async () => {
	const { themes, tables, ...rest } = richResults();
	const open = tables.map(({ aside: _a, held: _h, ...table }) => table);
	const file = JSON.stringify({ ...rest, edition: 'public', themes, tables: open });
	const answer = await ask('POST', '/api/dialogues/import', file, asJson);
	const { id, code, links } = (await answer.json()) as CreateDialogueAnswer;
	const moderator = new Live(server.base, links.moderator.token);
	const guest = new Live(server.base, (await joinSeat(server.base, code)).token);
	onTestFinished(() => [moderator, guest].forEach((one) => one.leave()));
	const terms = { dots: 3, perItemMax: 3, criterion: 'Womit anfangen?' };
	await moderator.must('vote:open', { ...terms, weighed: 'themes' });
	const { vote } = await guest.whenState((state) => state.vote?.open === true);
	await guest.must('vote:cast', { voteId: vote!.id, dots: { h_1: 2 } });
	await moderator.must('vote:close', {});
	await moderator.must('vote:reveal', {});
	const results: unknown = await (await ask('GET', `/api/dialogues/${id}/results`)).json();
	// instead of the vote that came with the file
	expect(ResultsModelSchema.parse(results)).toMatchObject({
		vote: { ...terms, ballots: 1 },
		ranking: [{ place: 1, item: 'h_1', dots: 2, counted: 0 }],
		themes: [{ id: 'h_1', title: 'Sprache im Alltag', items: ['g_1', 'c_7'], dots: 2 }],
	});
	const page = await (await ask('GET', `/api/dialogues/${id}/export?format=md`)).text();
	expect(page).toContain('| 1\\. | Sprache im Alltag | Ganzer Saal | 2 |');
	expect(page).toMatch(
		/### Sprache im Alltag\n\n2 Punkte\n\n\|.*\|\n\| --- \| --- \|\n\| Sprache \| Arbeit \|\n/,
	);
	expect(page).not.toMatch(/\b0 Punkte/);
});

test('the schema of the export is published under its name', async () => {
	const answer = await fetch(`${server.base}/api/schemas/results-1.json`);
	expect(answer.headers.get('content-type')).toContain('application/schema+json');
	expect(await answer.json()).toMatchObject({
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		$id: '/api/schemas/results-1.json',
		required: expect.arrayContaining(['schema', 'dialogue', 'tables']) as unknown,
	});
});

test('[DI14] a logo is a PNG or JPEG of a bounded size', async () => {
	const { id } = await imported(1);
	const path = `/api/dialogues/${id}/logo`;
	const png = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
		'base64',
	);
	const set = (bytes: Uint8Array<ArrayBuffer>, type: string) =>
		ask('POST', path, bytes, { 'content-type': type }).then(({ status }) => status);
	expect((await ask('GET', path)).status).toBe(404);
	expect(await set(new Uint8Array(png), 'image/png')).toBe(204);
	expect(await set(new Uint8Array(png), 'image/jpeg')).toBe(400);
	expect(await set(new TextEncoder().encode('<svg/>'), 'image/svg+xml')).toBe(400);
	expect(await set(new Uint8Array(257 * 1024), 'image/png')).toBe(413);
	const answer = await ask('GET', path);
	expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
	const pdf = await ask('GET', `/api/dialogues/${id}/export?format=pdf`);
	expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1')).toContain('/Subtype /Image');
	expect((await ask('DELETE', path)).status).toBe(204);
});

test('[RP8] the stages of a report come before it; whoever goes away gives it up', async () => {
	const { id } = await imported(1_000);
	const path = `/api/dialogues/${id}/export?format=pdf`;
	const accept = { accept: REPORT_STREAM };
	const gone = new AbortController();
	const given = await fetch(`${server.base}${path}`, {
		headers: { authorization: `Bearer ${server.adminToken}`, ...accept },
		signal: gone.signal,
	});
	const reader = given.body!.getReader();
	await reader.read();
	gone.abort();

	// the next one does not wait for the one that nobody wants
	const bytes = Buffer.from(
		await (await ask('GET', path.replace('pdf', 'csv'), undefined, accept)).arrayBuffer(),
	);
	const lines: ReportLine[] = [];
	let at = 0;
	while (!lines.some((line) => 'file' in line)) {
		const end = bytes.indexOf('\n', at);
		lines.push(JSON.parse(bytes.toString('utf8', at, end)) as ReportLine);
		at = end + 1;
	}
	expect(lines.flatMap((line) => ('stage' in line ? line.stage : []))).toEqual([
		'reading',
		'waiting',
		'drawing',
	]);
	expect(lines.at(-1)).toMatchObject({ file: { bytes: bytes.length - at } });
	expect(bytes.subarray(at).toString('utf8').startsWith('\uFEFF"Tisch"')).toBe(true);
});

test('[ED5] agreements that are taken over are ones that the results editor knows', () => {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, minutesOf(richResults()));
	for (const kind of ['recommendations', 'measures'] as const) {
		const taken = [...doc.getMap(DESK[kind])].map(([id, fields]) => agreementIn(kind, id, fields));
		expect(taken.map((one) => one?.who.toJSON())).toEqual(
			richResults()[kind]!.map((one) => ('carer' in one ? one.carer : one.addressee)),
		);
		expect(taken.length).toBeGreaterThan(0);
	}
});
