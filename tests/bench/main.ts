// npm run bench: what this server costs beside a bare relay, on the same machine in the same run.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { HostScreen } from '#tests/support/clients.ts';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { syncFrame } from '#tests/support/raw-socket.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import * as Y from 'yjs';
import { boardOf } from './boards.ts';
import { fanOut, SOCKETS_PER_BOARD, type FanOut } from './fan-out.ts';
import { joinAll, type JoinBench } from './joining.ts';
import { startRelay, type Target } from './peers.ts';
import { returning } from './returning.ts';

const { values: asked } = parseArgs({
	options: {
		/** How long each load lasts. */
		seconds: { type: 'string', default: '10' },
		json: { type: 'string' },
		'skip-store': { type: 'boolean', default: false },
	},
});
const SECONDS = Number(asked.seconds);
const BOARDS = 5;
const TYPING_KEYS_PER_SECOND = 5;
/** Just below the published limit of frames a second, on every socket at once. */
const SATURATION_KEYS_PER_SECOND = 28;
const JOINERS = 150;
const JOINED_CARDS = 600;
const RETURNING_SEATS = 250;

process.setMaxListeners(0); // each y-websocket client listens for the end of the process
const [cpu] = os.cpus();
const machine = `${os.availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), Node ${process.version}, load ${os.loadavg()[0]!.toFixed(2)}`;
console.log(machine);

const fans: FanOut[] = [];
for (const keysPerSecond of [TYPING_KEYS_PER_SECOND, SATURATION_KEYS_PER_SECOND]) {
	const board = boardOf(SOCKETS_PER_BOARD, () => '');
	const how = { keysPerSecond, seconds: SECONDS, board };
	const server = await startServer();
	const ours = await fanOut(await boardsOn(server, board), how);
	await server.remove();
	const relay = await startRelay();
	const boards = Array.from({ length: BOARDS }, (_, nth) => ({ path: `/${nth}`, token: 'x' }));
	const plain = await fanOut({ ...relay, name: 'bare ws relay', boards }, how);
	relay.end();
	fans.push(ours, plain);
	printFanOut(ours, plain);
}
const joins = await joinBoth();
printJoins(joins);
const back = await returning(RETURNING_SEATS);
console.log(
	`\nkill -9 and restart: ready after ${back.startedInMs.toFixed(0)} ms; ${back.clients} unchanged clients back after ` +
		`p50 ${back.backMs.p50.toFixed(0)} ms, p99 ${back.backMs.p99.toFixed(0)} ms, last ${back.backMs.max.toFixed(0)} ms`,
);
if (asked.json !== undefined)
	fs.writeFileSync(asked.json, JSON.stringify({ machine, fans, joins, back }, null, '\t'));
if (!asked['skip-store']) await storeBench();

/** Five boards with a card for each typist, ready on a fresh server. */
async function boardsOn(server: ServerProcess, board: Uint8Array): Promise<Target> {
	const tables = Array.from({ length: BOARDS }, (_, nth) => ({ theme: `Tisch ${nth + 1}` }));
	const dialogue = await createDialogue(server.base, server.adminToken, { tables });
	const boards = dialogue.tables.map(({ id }) => ({
		path: `/sync/${dialogue.id}/board/${id}`,
		token: dialogue.links.hosts[id]!.token,
	}));
	for (const { id } of dialogue.tables)
		await fill(server, dialogue.id, id, dialogue.links.hosts[id]!.token, board);
	const base = server.base.replace('http', 'ws');
	return { name: 'Thementisch (durable, embedded)', base, pid: server.pid, boards };
}

/** A host brings a whole board. */
async function fill(
	server: ServerProcess,
	dialogueId: string,
	tableId: `t_${string}`,
	token: string,
	board: Uint8Array,
): Promise<void> {
	const host = new HostScreen(server.base, { dialogueId, tableId, token }, { saved: true });
	await host.whenSynced();
	host.sendRaw(syncFrame('two', board)); // as a host's offline work comes: bounded by the board, not by an update
	await host.whenSaved();
	host.leave();
}

/** 150 clients open one board of 600 cards: cold (first ones after a start), warm, and the relay's one buffer. */
async function joinBoth(): Promise<JoinBench[]> {
	const board = boardOf(
		JOINED_CARDS,
		(nth) => `Karte ${nth}: mehr Bänke am Bach, bitte ${'x'.repeat(nth % 40)}`,
	);
	const server = await startServer();
	const dialogue = await createDialogue(server.base, server.adminToken);
	const tableId = dialogue.tables[0]!.id;
	await fill(server, dialogue.id, tableId, dialogue.links.hosts[tableId]!.token, board);
	const seats = await Promise.all(
		Array.from({ length: JOINERS }, () => joinSeat(server.base, dialogue.code)),
	);
	const tokens = seats.map(({ token }) => token);
	const boardPath = `/sync/${dialogue.id}/board/${tableId}`;
	const ours = (name: string) => ({
		name,
		base: server.base.replace('http', 'ws'),
		pid: server.pid,
	});
	await server.restart();
	const cold = await joinAll(ours('Thementisch, after a restart'), boardPath, tokens);
	const warm = await joinAll(ours('Thementisch, board in memory'), boardPath, tokens);

	const file = path.join(server.storeDir, 'frame.bin');
	fs.writeFileSync(file, syncFrame('two', Y.mergeUpdates([board])));
	const relay = await startRelay(file);
	const plain = await joinAll({ ...relay, name: 'bare ws, one buffer' }, '/0', tokens);
	relay.end();
	await server.remove();
	return [cold, warm, plain];
}

function printFanOut(ours: FanOut, plain: FanOut): void {
	const sockets = `${SOCKETS_PER_BOARD} sockets × ${BOARDS} boards`;
	console.log(
		`\n${sockets}, ${(ours.keysPerSecond / BOARDS / SOCKETS_PER_BOARD).toFixed(1)} keys/s each, one key per update, ${SECONDS} s`,
	);
	const rows: Record<string, Record<string, string>> = {};
	for (const fan of [ours, plain])
		rows[fan.target] = {
			'deliveries/s': fan.deliveriesPerSecond.toFixed(0),
			'delivered %': (fan.delivered * 100).toFixed(2),
			'p50 ms': fan.p50Ms.toFixed(1),
			'p99 ms': fan.p99Ms.toFixed(1),
			'CPU ms/1000': fan.cpuMsPerThousand.toFixed(2),
			'frames/delivery': fan.framesPerDelivery.toFixed(3),
			'RSS MiB': fan.residentMiB.toFixed(0),
			closed: String(fan.closed),
		};
	rows['ratio ours : relay'] = {
		'deliveries/s': ratio(ours.deliveriesPerSecond, plain.deliveriesPerSecond),
		'p50 ms': ratio(ours.p50Ms, plain.p50Ms),
		'p99 ms': ratio(ours.p99Ms, plain.p99Ms),
		'CPU ms/1000': ratio(ours.cpuMsPerThousand, plain.cpuMsPerThousand),
	};
	console.table(rows);
}

function printJoins(joins: readonly JoinBench[]): void {
	console.log(`\n${JOINERS} clients open the same board of ${joins[0]!.cards} cards at once`);
	const plain = joins.at(-1)!;
	const rows = joins.map(({ target, readyMs, cpuMs }) => [
		target,
		{
			'p50 ms': readyMs.p50.toFixed(0),
			'p99 ms': readyMs.p99.toFixed(0),
			'last ms': readyMs.max.toFixed(0),
			'CPU ms': cpuMs.toFixed(0),
			'last : relay': ratio(readyMs.max, plain.readyMs.max),
		},
	]);
	console.table(Object.fromEntries(rows));
}

function ratio(ours: number, other: number): string {
	return other === 0 ? '–' : `${(ours / other).toFixed(2)} : 1`;
}

/** The stores measure themselves, where that bench is there. */
async function storeBench(): Promise<void> {
	const { benchStore } = await import('./store.ts');
	console.log('\nstores');
	for (const { figure, value, unit, peer, ratio } of await benchStore()) {
		const beside = ratio === undefined ? '' : ` · ${ratio.toFixed(2)} × ${peer ?? 'peer'}`;
		console.log(`  ${figure}: ${value.toFixed(value < 100 ? 2 : 0)} ${unit}${beside}`);
	}
}
