import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RedisServer } from '#tests/support/redis-server.ts';

/** Entries and snapshots in this server's own file. */
export function bytesInSqlite(file: string): number {
	const db = new DatabaseSync(file, { readOnly: true });
	try {
		const sum = (what: string): number => Number(db.prepare(what).get()?.['bytes'] ?? 0);
		return (
			sum('SELECT sum(length(bytes)) AS bytes FROM entry') +
			sum('SELECT sum(length(state)) AS bytes FROM snapshot')
		);
	} finally {
		db.close();
	}
}

/** What all keys take in memory. */
export async function bytesInRedis(redis: RedisServer): Promise<number> {
	const script = `
		local bytes = 0
		for _, key in ipairs(redis.call('KEYS', '*')) do
			bytes = bytes + (redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0') or 0)
		end
		return bytes`;
	const answer = await redis.ask('EVAL', script, '0');
	const bytes = /^:(\d+)/.exec(answer)?.[1];
	if (bytes === undefined) throw new Error(`Redis answered ${answer.slice(0, 100)}`);
	return Number(bytes);
}

/** All files below a folder. */
export function bytesInFolder(folder: string): number {
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
