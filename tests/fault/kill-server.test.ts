import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDialogue } from '#tests/support/outside-api.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { COMPILED_DIR, startServer, type ServerProcess } from '#tests/support/server.ts';
import { pause } from '#tests/support/until.ts';
import { readEvidence, type Evidence } from './kill/evidence.ts';
import type { Answer, Orders } from './kill/orders.ts';
import { judge } from './kill/verdict.ts';

const KILLS = Number(process.env['KILLS'] ?? 50);
const LOAD_MS = [150, 900] as const;
/** A start that hangs ends the test; a slow one on a crowded machine does not. */
const START_MS = 120_000;
const TOLD_EVERY = 25;
/** In so many rounds the server is killed again while it starts. */
const KILLED_AT_START = 0.2;
const random = new SeededRandom(seedOf(process.env['SEED']));

let server: ServerProcess | undefined;
const children = new Set<ChildProcess>();
afterAll(async () => {
	for (const child of children) child.kill('SIGKILL');
	await server?.remove();
});

/** A process of the load: boots at once, works when it is told to. */
class Load {
	readonly #child: ChildProcess;
	readonly #heard: Answer[] = [];
	readonly #gone: Promise<unknown>;
	#complained = '';

	constructor(program: string) {
		this.#child = fork(path.join(import.meta.dirname, 'kill', program), {
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			execArgv: [],
			env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILED_DIR },
		});
		children.add(this.#child);
		this.#gone = once(this.#child, 'exit').then(() => children.delete(this.#child));
		this.#child.on('message', (message: Answer) => this.#heard.push(message));
		this.#child.stderr!.on('data', (chunk: Buffer) => (this.#complained += chunk.toString()));
	}

	/** Gives the orders and waits until it works. */
	async begin(orders: Orders): Promise<void> {
		this.#child.send(orders);
		await this.#hears('going');
	}

	/** Tells it that the server is gone; waits until it has read what lay in its sockets, and has ended. */
	async over(): Promise<Extract<Answer, { is: 'over' }> | undefined> {
		if (this.#child.connected) this.#child.send('over', () => undefined);
		const inTime = await Promise.race([
			this.#gone.then(() => true),
			pause(5_000).then(() => false),
		]);
		if (!inTime) throw new Error(`a process of the load does not end\n${this.#complained}`);
		return this.#heard.find((message) => message.is === 'over');
	}

	/** Ends it although it never worked. */
	async drop(): Promise<void> {
		this.#child.kill('SIGKILL');
		await this.#gone;
	}

	async #hears(what: Answer['is']): Promise<void> {
		const endMs = performance.now() + 15_000;
		while (!this.#heard.some(({ is }) => is === what)) {
			if (!children.has(this.#child) || performance.now() > endMs)
				throw new Error(`a process of the load never said "${what}"\n${this.#complained}`);
			await pause(5);
		}
	}
}

test(
	`[F1] what any screen showed, a receipt said or type 100 counted survives ${KILLS} times kill -9 under load`,
	{ timeout: START_MS + KILLS * 20_000 },
	async () => {
		server = await startServer({ startMs: START_MS });
		const { id, code, tables, links } = await createDialogue(server.base, server.adminToken);
		const at = { code, tables: tables.map((table) => table.id) };
		const all: Evidence[] = [];
		const figures = { kills: 0, killsAtStart: 0, operations: 0, loadMs: 0, startMs: 0 };
		const beganMs = performance.now();

		/** What is proved by now; told now and then, so that a run that is ended has proved something, too. */
		const soFar = () => {
			const cards = new Set(all.flatMap((one) => (one.kind === 'card' ? [one.id] : [])));
			const line = {
				...{ seed: random.seed, kills: figures.kills, killsAtStart: figures.killsAtStart },
				...{ cardsSeen: cards.size, evidence: all.length, operations: figures.operations },
				operationsPerSecond: Math.round((figures.operations / figures.loadMs) * 1_000),
				meanStartMs: Math.round(figures.startMs / figures.kills),
				tookS: Math.round((performance.now() - beganMs) / 1_000),
			};
			process.stdout.write(`kill -9: ${JSON.stringify(line)}\n`);
			const report = process.env['KILL_REPORT'];
			if (report !== undefined) fs.appendFileSync(report, `${JSON.stringify(line)}\n`);
			return line;
		};

		let load = { writers: new Load('writers.ts'), observer: new Load('observer.ts') };
		for (let round = 1; round <= KILLS; round++) {
			const evidence = (who: string) => path.join(server!.storeDir, `${who}-${round}.jsonl`);
			const orders = {
				...{ base: server.base, dialogueId: id, code, round, seed: random.whole(0, 2 ** 32) },
				tables: tables.map(({ id }) => ({ id, hostToken: links.hosts[id]!.token })),
			};
			await load.observer.begin({ ...orders, evidence: evidence('observer') });
			await load.writers.begin({ ...orders, evidence: evidence('writers') });
			await pause(random.between(...LOAD_MS)); // the moment of the kill is drawn, nothing is waited for
			await server.kill9();
			figures.kills++;
			const [worked] = await Promise.all([load.writers.over(), load.observer.over()]);
			figures.operations += worked?.operations ?? 0;
			figures.loadMs += worked?.tookMs ?? 0;
			expect(children.size, 'processes of old clients').toBe(0);

			load = { writers: new Load('writers.ts'), observer: new Load('observer.ts') };
			if (random.chance(KILLED_AT_START)) {
				server.launch();
				await pause(random.between(50, 700));
				await server.kill9();
				figures.killsAtStart++;
			}
			await server.start();
			figures.startMs += server.startedInMs;

			const seen = [...readEvidence(evidence('observer')), ...readEvidence(evidence('writers'))];
			const faults = await judge(server.base, at, seen);
			expect(faults, `round ${round} of seed ${random.seed}`).toEqual([]);
			all.push(...seen);
			if (round % TOLD_EVERY === 0) soFar();
		}
		await Promise.all([load.writers.drop(), load.observer.drop()]);

		// what was seen in the first round must have survived all later ones
		expect(
			await judge(
				server.base,
				at,
				all.filter(({ kind }) => kind !== 'key'),
			),
		).toEqual([]);

		const { cardsSeen, operationsPerSecond } = soFar();
		expect(figures.kills).toBeGreaterThanOrEqual(KILLS);
		expect(cardsSeen).toBeGreaterThan(KILLS); // a load that showed nothing has proved nothing
		expect(operationsPerSecond).toBeGreaterThanOrEqual(60);
	},
);
