// node tests/bench/reports.ts [--cards 600,5000]: how long every format takes, in how much memory, and whether the hall notices.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { OfficeReports } from '#server/adapters/reports/office-reports.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import { EXPORT_FORMATS, type CreateDialogueAnswer } from '#shared/api.ts';
import { BOARD } from '#shared/board.ts';
import type { ResultsModel } from '#shared/results.ts';
import { HostScreen, Screen } from '#tests/support/clients.ts';
import { manyCards } from '#tests/support/hostile-results.ts';
import { createDialogue } from '#tests/support/outside-api.ts';
import { spreadOf } from '#tests/support/percentiles.ts';
import { startServer } from '#tests/support/server.ts';
import { pause } from '#tests/support/until.ts';

const { values: asked } = parseArgs({
	options: { cards: { type: 'string', default: '600,5000' } },
});
const TABLES = 5;
const SCREENS_PER_TABLE = 12;
/** Each table's host changes something so often, in ms. */
const CHANGE_MS = 50;
const QUIET_MS = 5_000;
const TIMES = 5;

// the process that draws keeps nobody awake
const awake = setInterval(() => undefined, 1_000);
for (const count of asked.cards.split(',').map(Number)) {
	const results = { ...manyCards(count), steps: [] };
	await timeFormats(results);
	await hearHall(results);
}
clearInterval(awake);

/** Each format by a process of its own, so that its memory is its own; the second time without its start. */
async function timeFormats(results: ResultsModel): Promise<void> {
	const found: Record<string, Record<string, number>> = {};
	for (const format of EXPORT_FORMATS) {
		const office = new OfficeReports({ clock: new SystemClock() });
		const renderer = office.renderers.find((one) => one.format === format)!;
		const order = { edition: 'full', language: 'de', table: results.tables[0]!.id } as const;
		const [first, bytes] = await timed(() => renderer.render(results, order));
		const [second] = await timed(() => renderer.render(results, order));
		found[format] = {
			'first, s': first,
			'then, s': second,
			'memory at most, MiB': peakMiBOf(office.processId!),
			'file, kB': Math.round(bytes.bytes.length / 1_000),
		};
		office.close();
	}
	console.log(`\n${results.counts.cards} cards`);
	console.table(found);
}

async function timed<T>(deed: () => Promise<T>): Promise<[seconds: number, T]> {
	const startedMs = performance.now();
	const value = await deed();
	return [Number(((performance.now() - startedMs) / 1_000).toFixed(2)), value];
}

/** The most memory that a process has had (Linux). */
function peakMiBOf(processId: number): number {
	const status = fs.readFileSync(`/proc/${processId}/status`, 'utf8');
	return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** How long a change takes to every screen of another event, in quiet, while files are made, and while one is taken over. */
async function hearHall(results: ResultsModel): Promise<void> {
	const server = await startServer();
	const ask = (path: string, body?: string) =>
		fetch(`${server.base}${path}`, {
			headers: {
				authorization: `Bearer ${server.adminToken}`,
				...(body !== undefined && { 'content-type': 'application/json' }),
			},
			...(body !== undefined && { method: 'POST', body }),
		});
	const file = JSON.stringify(results);
	const { id } = (await (await ask('/api/dialogues/import', file)).json()) as CreateDialogueAnswer;
	const hall = await openTables(server.base, server.adminToken);
	const found: Record<string, object> = {};
	const during = async (what: string, deed: () => Promise<unknown>) => {
		hall.delaysMs.length = 0;
		const [seconds] = await timed(deed);
		const { p50, p99, max, count } = spreadOf(hall.delaysMs);
		const rounded = { p50: +p50.toFixed(1), p99: +p99.toFixed(1), max: +max.toFixed(1) };
		found[what] = { 'took, s': seconds, ...rounded, count };
	};
	await pause(QUIET_MS); // what has just started is warm
	await during('quiet', () => pause(QUIET_MS));
	for (const format of ['docx', 'pdf', 'xlsx', 'json', 'preview'])
		await during(`${format}, ${TIMES} times`, () =>
			again(async () => {
				const answer = await ask(`/api/dialogues/${id}/export?format=${format}`);
				if (!answer.ok) throw new Error(`${format}: ${answer.status}`);
				await answer.arrayBuffer();
			}),
		);
	await during(`taken over, ${TIMES} times`, () => again(() => ask('/api/dialogues/import', file)));
	hall.leave();
	await server.remove();
	console.log(
		`\n${TABLES * SCREENS_PER_TABLE} screens meanwhile, ms, with ${results.counts.cards} cards`,
	);
	console.table(found);
}

async function again(deed: () => Promise<unknown>): Promise<void> {
	for (let n = 0; n < TIMES; n++) await deed();
}

async function openTables(base: string, adminToken: string) {
	const themes = Array.from({ length: TABLES }, (_, at) => ({ theme: `Tisch ${at + 1}` }));
	const { id, tables, links } = await createDialogue(base, adminToken, { tables: themes });
	const delaysMs: number[] = [];
	const leaving: { leave(): void }[] = [];
	for (const { id: tableId } of tables) {
		const at = { dialogueId: id, tableId };
		const host = await new HostScreen(base, {
			...at,
			token: links.hosts[tableId]!.token,
		}).whenSynced();
		const sentMs: number[] = [];
		const cards = host.doc.getMap<Y.Map<unknown>>(BOARD.cards);
		cards.set('c_bench', new Y.Map([['state', 'shown']]));
		const timer = setInterval(() => {
			cards.get('c_bench')!.set('round', sentMs.push(performance.now()));
		}, CHANGE_MS);
		leaving.push(host, { leave: () => clearInterval(timer) });
		for (let n = 0; n < SCREENS_PER_TABLE; n++) {
			// a link has so many sockets
			const { token } = n % 2 === 0 ? links.projector : links.observer;
			const screen = await new Screen(base, { ...at, token }).whenSynced();
			let seen = sentMs.length;
			screen.doc.getMap<Y.Map<unknown>>(BOARD.cards).observeDeep(() => {
				const round = screen.doc.getMap<Y.Map<unknown>>(BOARD.cards).get('c_bench')?.get('round');
				const last = typeof round === 'number' ? round : 0;
				for (; seen < last; seen++) delaysMs.push(performance.now() - sentMs[seen]!);
			});
			leaving.push(screen);
		}
	}
	return { delaysMs, leave: () => leaving.forEach((one) => one.leave()) };
}
