import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { memoryDisk } from '#tests/support/memory-disk.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { CutDisk, writeImage, type Image } from './disk/cut-disk.ts';
import { needStrace, recordDisk } from './disk/recording.ts';
import { digestOf, partsOf } from './disk/story.ts';
import { newDataDir } from './store/data-dir.ts';

/** How many power cuts with another choice of what came through are tried at each point. */
const TEARS = Number(process.env['POWER_CUTS'] ?? 2);
const PROGRAM = path.join(import.meta.dirname, 'disk', 'tell-story.ts');

/** What is opened here has been through its power cut already. */
function newImageDir(): string {
	return fs.mkdtempSync(path.join(memoryDisk(), 'thementisch-image-'));
}

/** What a fresh server finds on a disk. Rejects if it cannot be opened, or not be read whole. */
async function foundOn(image: Image): Promise<string> {
	const dir = newImageDir();
	try {
		writeImage(dir, image);
		const store = EmbeddedStore.open(dir);
		try {
			return await digestOf(partsOf(store));
		} finally {
			store.close();
		}
	} finally {
		fs.rmSync(dir, { recursive: true, force: true });
	}
}

test(
	'[UL1] kill -9 and power cut at every single point of an event day in small: what was acknowledged is there, whole, and nothing in halves',
	async () => {
		needStrace();
		const dir = newDataDir();
		onTestFinished(() => fs.rmSync(`${dir}.strace`, { force: true }));
		const random = new SeededRandom(seedOf(process.env['SEED']));
		const events = recordDisk([process.execPath, PROGRAM, dir], dir).filter(
			// the index of the log ahead lives in memory and is made anew by whoever comes first
			(event) => !('file' in event && event.file.endsWith('-shm')),
		);
		const states = events.flatMap((event) => (event.is === 'said' ? event.line : []));
		expect(states.length).toBeGreaterThan(30);

		const disk = new CutDisk();
		const counted = { points: 0, kills: 0, dropped: 0, torn: 0 };
		let told = -1;
		const expectKept = async (what: keyof typeof counted, image: Image): Promise<void> => {
			counted[what]++;
			const where = `seed ${random.seed}: ${what} at event ${counted.points}, after step ${told}`;
			const found = await foundOn(image).catch((e: unknown) => {
				throw new Error(where, { cause: e });
			});
			// what is under way may have happened as a whole
			expect([states[told], states[told + 1] ?? states.at(-1)], where).toContain(found);
		};
		for (const event of events) {
			disk.tell(event);
			counted.points++;
			if (event.is === 'said') told++;
			// before it has said anything, it may stand anywhere between nothing and an empty store: both are opened alike
			if (told < 0) states[-1] = states[0]!;
			if (event.is !== 'said') await expectKept('kills', disk.killed());
			if (disk.isSettled) continue;
			await expectKept('dropped', disk.dropped());
			for (let tear = 0; tear < TEARS; tear++) await expectKept('torn', disk.torn(random));
		}
		process.stdout.write(`power cuts: ${JSON.stringify({ seed: random.seed, ...counted })}\n`);
		expect(counted.kills).toBeGreaterThan(300);
		expect(counted.torn).toBeGreaterThan(300);

		// the record is complete: replayed it gives the very files that the process left behind
		const left = new Map(
			fs.readdirSync(dir).map((name) => [name, fs.readFileSync(path.join(dir, name))]),
		);
		expect(new Map([...disk.killed()].sort())).toEqual(new Map([...left].sort()));
	},
	120_000 + TEARS * 60_000,
);
