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

/** One that runs on one node only, and what it is after a restart. */
function rig<P, Name extends string>(
	name: Name,
	make: (store: EmbeddedStore) => P,
): { readonly [N in Name | 'other']: P } & { readonly restart: () => Promise<P> } {
	const { store, again } = openStore();
	const port = make(store);
	return { [name]: port, other: port, restart: () => Promise.resolve(make(again())) } as {
		readonly [N in Name | 'other']: P;
	} & { readonly restart: () => Promise<P> };
}

updateLogContract('memory', () => {
	const log = new MemoryUpdateLog();
	return Promise.resolve({ log, other: log });
});
updateLogContract('embedded', () =>
	Promise.resolve(rig('log', (store) => new EmbeddedUpdateLog(store))),
);

recordsContract('memory', () => {
	const records = new MemoryRecords();
	return Promise.resolve({ records, other: records });
});
recordsContract('embedded', () =>
	Promise.resolve(rig('records', (store) => new EmbeddedRecords(store))),
);

ballotBoxContract('memory', () => {
	const box = new MemoryBallotBox();
	return Promise.resolve({ box, other: box });
});
ballotBoxContract('embedded', () =>
	Promise.resolve(rig('box', (store) => new EmbeddedBallotBox(store))),
);

presenceContract('memory', (clock) => {
	const seen: Seen = new Map();
	const nodes = ['a', 'b', 'c'].map((node) => new MemoryPresence(clock, node, seen));
	return Promise.resolve(nodes);
});
