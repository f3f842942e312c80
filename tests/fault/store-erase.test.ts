import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { EmbeddedBallotBox } from '#server/adapters/embedded/ballot-box.ts';
import { EmbeddedRecords } from '#server/adapters/embedded/records.ts';
import { STORE_FILE } from '#server/adapters/embedded/database.ts';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import type { DialogueId } from '#shared/ids.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { newDataDir } from './store/data-dir.ts';

const ERASED: DialogueId = 'd_erased';
const STAYS: DialogueId = 'd_stays';
const CANARY = 'KANARIENVOGEL';

function open(dir: string) {
	const clock = new VirtualClock();
	const store = EmbeddedStore.open(dir, { clock });
	return {
		clock,
		store,
		log: new EmbeddedUpdateLog(store),
		records: new EmbeddedRecords(store),
		box: new EmbeddedBallotBox(store),
	};
}
type Opened = ReturnType<typeof open>;

/** How often the text stands in the raw bytes of all files of the store. */
function traces(dir: string, text: string): number {
	let count = 0;
	for (const file of fs.readdirSync(dir)) {
		const bytes = fs.readFileSync(path.join(dir, file));
		for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) count += 1;
	}
	return count;
}

/** Writes both dialogues interleaved, small and large, replaced and compacted, so that pages split, merge and are freed. */
async function fill({ log, records, box }: Opened): Promise<void> {
	for (const dialogue of [ERASED, STAYS]) await box.open(dialogue, 'v_1');
	for (let seq = 0; seq < 400; seq++)
		await Promise.all(
			[ERASED, STAYS].flatMap((dialogue) => {
				const words = `${dialogue === ERASED ? CANARY : 'BLEIBT'} ${seq} `;
				const held = { question: 'q', text: words.repeat(3), lang: 'de', sinceMs: 1 };
				const long = words.repeat(seq % 50 === 0 ? 2_000 : 1 + (seq % 20));
				return [
					log.append(
						{ dialogue, kind: 'board', id: `t_${seq % 3}` },
						{ seq: Math.floor(seq / 3), epoch: '0.0' },
						Buffer.from(long),
						{
							ledger: [
								{
									card: `c_${seq % 90}`,
									was: seq < 90 ? null : Math.floor(seq / 90),
									row: {
										rev: Math.floor(seq / 90) + 1,
										seat: 's_1',
										table: 't_1',
										outcome: 'waiting',
										seen: words,
										held,
									},
								},
							],
						},
					),
					records.write([
						{
							kind: 'link',
							id: `${dialogue}/${seq % 7}`,
							dialogue,
							was: 'any',
							value: { tokenHash: words },
						},
					]),
					box.put(dialogue, 'v_1', `s_${seq % 40}`, words, {
						[`c_${words.trim().replace(' ', '-')}`]: 1,
					}),
				];
			}),
		);
	for (const dialogue of [ERASED, STAYS])
		await log.compact(
			{ dialogue, kind: 'board', id: 't_0' },
			{ seq: 100, state: Buffer.from((dialogue === ERASED ? CANARY : 'BLEIBT').repeat(3_000)) },
			10,
		);
}

async function erase({ log, records, box }: Opened): Promise<void> {
	await records.erase(ERASED);
	await log.erase(ERASED);
	await box.erase(ERASED);
}

/** Its rows, freed pages and the log ahead are overwritten at once; fragments in the gaps of living pages take until the store is quiet. */
const FRAGMENTS_MAX = 40;

test('[UL8] of an erased dialogue nearly nothing is left at once, and no word in any byte of any file once the store was quiet', async () => {
	const dir = newDataDir();
	const opened = open(dir);
	await fill(opened);
	expect(traces(dir, CANARY)).toBeGreaterThan(100 * FRAGMENTS_MAX); // the search does find it
	await erase(opened);
	expect(traces(dir, CANARY)).toBeLessThanOrEqual(FRAGMENTS_MAX);
	await opened.clock.pass(40_000);
	expect(traces(dir, CANARY)).toBe(0);
	expect(traces(dir, 'BLEIBT')).toBeGreaterThan(1_000);
	for (const table of ['t_0', 't_1', 't_2'] as const) {
		const { tail, snapshot } = await opened.log.open({ dialogue: STAYS, kind: 'board', id: table });
		expect(tail.at(-1)?.seq ?? snapshot?.seq).toBe(table === 't_0' ? 134 : 133);
	}
	opened.store.close();
	expect(traces(dir, CANARY)).toBe(0);
});

test('[UL8] the file is not rewritten while people write, but asking for its health does not count', async () => {
	const dir = newDataDir();
	const opened = open(dir);
	await fill(opened);
	await erase(opened);
	const left = traces(dir, CANARY);
	expect(left).toBeGreaterThan(0); // else this test proves nothing
	for (let minute = 0; minute < 5; minute++) {
		await opened.clock.pass(20_000);
		await opened.records.write([{ kind: 'code', id: 'x', was: 'any', value: { dialogue: STAYS } }]);
	}
	expect(traces(dir, CANARY)).toBe(left);
	for (let ask = 0; ask < 5; ask++) {
		await opened.clock.pass(10_000);
		await opened.records.probe();
	}
	expect(traces(dir, CANARY)).toBe(0);
	expect(opened.clock.waiting).toBe(0);
	opened.store.close();
});

test('[UL8] somebody who reads while it is erased (a backup) only delays it', async () => {
	const dir = newDataDir();
	const opened = open(dir);
	await fill(opened);
	const reader = new DatabaseSync(path.join(dir, STORE_FILE), { readOnly: true });
	reader.exec('BEGIN');
	reader.prepare('SELECT count(*) FROM entry').get();
	await erase(opened);
	expect(traces(dir, CANARY)).toBeGreaterThan(FRAGMENTS_MAX);
	expect((await opened.log.open({ dialogue: ERASED, kind: 'board', id: 't_0' })).tail).toEqual([]);
	reader.exec('COMMIT');
	await opened.clock.pass(5_000);
	expect(traces(dir, CANARY)).toBeLessThanOrEqual(FRAGMENTS_MAX);
	reader.exec('BEGIN');
	reader.prepare('SELECT count(*) FROM entry').get();
	await opened.clock.pass(60_000);
	reader.close();
	await opened.clock.pass(11 * 60_000);
	expect(traces(dir, CANARY)).toBe(0);
	opened.store.close();
});

test('[UL8] an erasure after which the process ended at once is swept after the next start', async () => {
	const dir = newDataDir();
	const opened = open(dir);
	await fill(opened);
	// the reader keeps the sweep from doing anything, as if the process had ended before
	const reader = new DatabaseSync(path.join(dir, STORE_FILE), { readOnly: true });
	reader.exec('BEGIN');
	reader.prepare('SELECT count(*) FROM entry').get();
	await erase(opened);
	const copy = newDataDir();
	for (const file of [STORE_FILE, `${STORE_FILE}-wal`])
		fs.copyFileSync(path.join(dir, file), path.join(copy, file));
	reader.close();
	opened.store.close();
	expect(traces(copy, CANARY)).toBeGreaterThan(FRAGMENTS_MAX);
	const again = open(copy);
	expect(traces(copy, CANARY)).toBeLessThanOrEqual(FRAGMENTS_MAX);
	await again.clock.pass(40_000);
	expect(traces(copy, CANARY)).toBe(0);
	again.store.close();
	const third = open(copy);
	expect(third.clock.waiting).toBe(0); // the debt is paid
	third.store.close();
});

test('[UL6] words that were deleted and compacted away: not in the log ahead within seconds, in no byte of any file once the store was quiet', async () => {
	const dir = newDataDir();
	const { clock, store, log } = open(dir);
	const board = { dialogue: STAYS, kind: 'board', id: 't_1' } as const;
	for (let seq = 0; seq < 300; seq++)
		await log.append(
			board,
			{ seq, epoch: '0.0' },
			Buffer.from(`${CANARY} ${seq} `.repeat(1 + (seq % 30))),
		);
	await log.compact(board, { seq: 200, state: Buffer.from(CANARY.repeat(2_000)) }, 20);
	await log.compact(board, { seq: 300, state: Buffer.from('BLEIBT'.repeat(2_000)) }, 0);
	await clock.pass(6_000);
	expect(traces(dir, CANARY)).toBeLessThanOrEqual(FRAGMENTS_MAX);
	await clock.pass(40_000);
	expect(traces(dir, CANARY)).toBe(0);
	expect((await log.open(board)).snapshot?.seq).toBe(300);
	store.close();
});
