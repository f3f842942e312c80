import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openHall } from '#tests/support/hall.ts';
import { startRedis } from '#tests/support/redis-server.ts';
import { startServer, type ServerProcess } from '#tests/support/server.ts';
import { newDataDir } from './store/data-dir.ts';

/** A store with its own way to be copied while it is used, and to go back. */
interface Restorable {
	readonly server: ServerProcess;
	/** While the server runs. */
	readonly backup: () => void;
	/** While it does not. */
	readonly restore: () => Promise<void>;
}

function infra(script: string, argument: string, env: Record<string, string> = {}): string {
	return execFileSync(process.execPath, [`infra/${script}.mjs`, argument], {
		env: { ...process.env, ...env },
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

async function embedded(): Promise<Restorable> {
	const server = await startServer();
	onTestFinished(() => server.remove());
	const copy = path.join(newDataDir(), 'copy.db');
	const env = { DATA_DIR: server.storeDir };
	return {
		server,
		backup: () => {
			expect(infra('backup', copy, env)).toContain('checked');
			expect(() => infra('restore', copy, env)).toThrow('Another Thementisch server is running');
		},
		restore: () => {
			expect(infra('restore', copy, env)).toContain('1 dialogue has a new generation');
			return Promise.resolve();
		},
	};
}

async function redis(): Promise<Restorable> {
	// no rewriting while the files are copied, as the decision says
	const store = await startRedis({ config: { 'auto-aof-rewrite-percentage': '0' } });
	onTestFinished(() => store.remove());
	const server = await startServer({ env: { REDIS_URL: store.url } });
	onTestFinished(() => server.remove());
	const copy = newDataDir();
	const folder = path.join(store.dir, 'appendonlydir');
	return {
		server,
		backup: () => fs.cpSync(folder, copy, { recursive: true }),
		restore: async () => {
			await store.kill9();
			fs.rmSync(folder, { recursive: true });
			fs.cpSync(copy, folder, { recursive: true });
			await store.start();
			expect(infra('restore', store.url)).toContain('1 dialogue has a new generation');
		},
	};
}

test.each([
	['embedded', embedded],
	['Redis', redis],
] as const)(
	'[UL13, RO19] %s goes back to a backup: who holds the other history is told so and starts afresh, nothing is merged twice',
	async (_, open) => {
		const { server, backup, restore } = await open();
		const hall = await openHall(server);
		const write = (words: string) => ({ table: hall.table, question: 'need', text: words });
		const seat = await hall.join();
		const tablet = await hall.tablet(seat, { saved: true });
		const first = tablet.write(write('vorher'));
		await tablet.whenReceipt(first, 'shown');
		backup();
		const second = tablet.write(write('nachher'));
		await tablet.whenReceipt(second, 'shown');
		const host = await hall.host(undefined, undefined, { saved: true });
		host.append(second, '!');
		await host.whenSaved();
		expect([tablet.generation, host.generation]).toEqual([1, 1]);

		await server.kill9();
		await restore();
		await server.start();
		// they come back by themselves
		for (const client of [tablet, host]) {
			await expect.poll(() => client.closes.at(-1), { timeout: 25_000 }).toBe(4409);
			client.leave();
		}
		const screen = await hall.screen(undefined, undefined, { saved: true });
		expect(screen.cards().map(({ text }) => text)).toEqual(['vorher']);
		expect(screen.generation).toBe(2);

		const afresh = await hall.tablet(seat, { saved: true });
		expect([...afresh.cards.keys()]).toEqual([first]);
		const again = afresh.write(write('nachher'));
		await afresh.whenReceipt(again, 'shown');
		await screen.whenCard(again, ({ number }) => number === 2);
		expect(screen.cards()).toHaveLength(2);
	},
	90_000,
);

test('what is no copy, or lies in the way, is refused in a sentence and changes nothing', async () => {
	const dir = newDataDir();
	const env = { DATA_DIR: dir };
	const file = path.join(dir, 'x');
	fs.writeFileSync(file, 'no database at all, but some bytes');
	expect(() => infra('restore', file, env)).toThrow('is no copy of a store');
	expect(() => infra('restore', path.join(dir, 'y'), env)).toThrow('There is no file');
	expect(() => infra('backup', file, env)).toThrow('There is no store');
	expect(fs.readdirSync(dir)).toEqual(['x']);
	const server = await startServer({ storeDir: dir });
	onTestFinished(() => server.remove());
	expect(() => infra('backup', file, env)).toThrow('is there already');
});
