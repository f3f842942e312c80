import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { EmbeddedBallotBox } from '#server/adapters/embedded/ballot-box.ts';
import { EmbeddedRecords } from '#server/adapters/embedded/records.ts';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import { MemoryBallotBox } from '#server/adapters/memory/ballot-box.ts';
import { MemoryPresence, type Seen } from '#server/adapters/memory/presence.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { ballotBoxContract } from './ballot-box.contract.ts';
import { presenceContract } from './presence.contract.ts';
import { recordsContract } from './records.contract.ts';
import { updateLogContract } from './update-log.contract.ts';

const opened: { store: EmbeddedStore; dir: string }[] = [];

function openStore(dir = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-'))): {
	store: EmbeddedStore;
	again: () => EmbeddedStore;
} {
	const store = EmbeddedStore.open(dir);
	opened.push({ store, dir });
	return {
		store,
		again: () => {
			store.close();
			return openStore(dir).store;
		},
	};
}

afterEach(() => {
	for (const { store } of opened) store.close();
	for (const { dir } of opened.splice(0)) fs.rmSync(dir, { recursive: true, force: true });
});

updateLogContract('memory', () => {
	const log = new MemoryUpdateLog();
	return Promise.resolve({ log, other: log });
});
updateLogContract('embedded', () => {
	const { store, again } = openStore();
	const log = new EmbeddedUpdateLog(store);
	const restart = () => Promise.resolve(new EmbeddedUpdateLog(again()));
	return Promise.resolve({ log, other: log, restart });
});

recordsContract('memory', () => {
	const records = new MemoryRecords();
	return Promise.resolve({ records, other: records });
});
recordsContract('embedded', () => {
	const { store, again } = openStore();
	const records = new EmbeddedRecords(store);
	const restart = () => Promise.resolve(new EmbeddedRecords(again()));
	return Promise.resolve({ records, other: records, restart });
});

ballotBoxContract('memory', () => {
	const box = new MemoryBallotBox();
	return Promise.resolve({ box, other: box });
});
ballotBoxContract('embedded', () => {
	const { store, again } = openStore();
	const box = new EmbeddedBallotBox(store);
	const restart = () => Promise.resolve(new EmbeddedBallotBox(again()));
	return Promise.resolve({ box, other: box, restart });
});

presenceContract('memory', (clock) => {
	const seen: Seen = new Map();
	const nodes = ['a', 'b', 'c'].map((node) => new MemoryPresence(clock, node, seen));
	return Promise.resolve(nodes);
});
