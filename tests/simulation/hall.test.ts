import { expect, test, vi } from 'vitest';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { SimulatedHall } from './simulated-hall.ts';
import { holdsAlways, holdsInTheEnd } from './what-holds.ts';

const chance = vi.hoisted(() => ({ next: (): number => 0 }));
// the one chance that is not the seed's: the names under which servers write
vi.mock('lib0/random', () => ({ uint32: () => Math.floor(chance.next() * 2 ** 32) }));

/** SEED runs one afternoon again; SEEDS says how many, from a fresh beginning. */
const ONE = process.env['SEED'];
const SEEDS = ONE === undefined ? Number(process.env['SEEDS'] ?? 1_000) : 1;
const FIRST = seedOf(ONE);
const THINGS = 40;
const LOOK = 0.25;

async function afternoon(seed: number): Promise<SimulatedHall> {
	const writers = new SeededRandom(~seed);
	chance.next = () => writers.next();
	const hall = await SimulatedHall.open(seed);
	try {
		for (let i = 0; i < THINGS; i++) {
			await hall.happen();
			if (hall.chance.chance(LOOK)) await holdsAlways(hall);
		}
		await hall.calmDown();
		await holdsAlways(hall);
		await holdsInTheEnd(hall);
	} catch (error) {
		const told = hall.story.join('\n');
		throw new Error(`SEED=${seed}\n${told}\n${(error as Error).message}`, { cause: error });
	}
	return hall;
}

test(`[SI1, SI2, SI3, SI4, SI5, SI6] ${SEEDS} afternoons: nothing lost, nothing doubled, nothing claimed too early`, async () => {
	let cards = 0;
	for (let i = 0; i < SEEDS; i++) {
		const hall = await afternoon((FIRST + i) >>> 0);
		cards += (await hall.log.ledgerOf(hall.dialogue.id)).size;
	}
	expect(cards).toBeGreaterThan(SEEDS);
}, 7_200_000);
