import { describe, expect, test } from 'vitest';
import type { Clock } from '#server/ports/clock.ts';
import type { Presence } from '#server/ports/presence.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import type { Presence as Counts } from '#shared/state.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';

const DIALOGUE: DialogueId = 'd_Fest';
const NOBODY: Counts = { tables: {}, seats: 0 };
const counts = (
	seats: number,
	tables: Record<TableId, [seats: number, hosts: number]>,
): Counts => ({
	seats,
	tables: Object.fromEntries(
		Object.entries(tables).map(([id, [seats, hosts]]) => [id, { seats, hosts }]),
	),
});

/** Call once per implementation. `open` gives at least two nodes that share fresh, empty counts. */
export function presenceContract(
	name: string,
	open: (clock: Clock) => Promise<readonly Presence[]>,
): void {
	describe(`Presence: ${name}`, () => {
		const start = async () => {
			const clock = new VirtualClock();
			const [a, b] = await open(clock);
			if (!a || !b) throw new Error('the runner must give two nodes');
			return { clock, a, b };
		};

		test('[PR1] what a node told is forgotten after 28 s, unless told again', async () => {
			const { clock, a } = await start();
			const here = counts(3, { t_1: [2, 1] });
			a.tell(DIALOGUE, here);
			await expect.poll(() => a.read(DIALOGUE)).toEqual(here);
			await clock.pass(27_000);
			expect(await a.read(DIALOGUE)).toEqual(here);
			a.tell(DIALOGUE, here);
			await a.read(DIALOGUE);
			await clock.pass(27_000);
			expect(await a.read(DIALOGUE)).toEqual(here);
			await clock.pass(1_000);
			expect(await a.read(DIALOGUE)).toEqual(NOBODY);
		});

		test('[PR1] a dead node’s counts go, the others’ stay', async () => {
			const { clock, a, b } = await start();
			a.tell(DIALOGUE, counts(3, {}));
			await clock.pass(20_000);
			b.tell(DIALOGUE, counts(4, {}));
			await expect.poll(() => b.read(DIALOGUE)).toEqual(counts(7, {}));
			await clock.pass(10_000);
			expect(await b.read(DIALOGUE)).toEqual(counts(4, {}));
		});

		test('[PR2] all nodes are added up, table by table; a node’s newer counts replace its older', async () => {
			const { a, b } = await start();
			a.tell(DIALOGUE, counts(99, { t_9: [9, 9] }));
			a.tell(DIALOGUE, counts(3, { t_1: [2, 1], t_2: [1, 0] }));
			b.tell(DIALOGUE, counts(5, { t_2: [4, 2], t_3: [1, 1] }));
			const all = counts(8, { t_1: [2, 1], t_2: [5, 2], t_3: [1, 1] });
			await expect.poll(() => a.read(DIALOGUE)).toEqual(all);
			await expect.poll(() => b.read(DIALOGUE)).toEqual(all);
		});

		test('[PR3] what one node has lost and no node has is told as lost, without its mark', async () => {
			const { clock, a, b } = await start();
			const heardAtMs = clock.nowMs() - 45_678;
			const tenths = heardAtMs - (heardAtMs % 10_000);
			const lost = {
				mark_1: { table: 't_1', heardAtMs },
				mark_2: { table: 't_1', heardAtMs: heardAtMs + 20_000 },
			} as const;
			a.tell(DIALOGUE, { ...counts(0, {}), lost });
			const both = { seats: 0, hosts: 0, lostAtMs: [tenths + 20_000, tenths] };
			await expect.poll(() => b.read(DIALOGUE)).toEqual({ tables: { t_1: both }, seats: 0 });
			// one has come back on the other node; the other one was seen there later, and lost there, too
			b.tell(DIALOGUE, {
				...counts(1, { t_2: [1, 0] }),
				here: ['mark_1'],
				lost: { mark_2: { table: 't_2', heardAtMs: heardAtMs + 40_000 } },
			});
			const there = { seats: 1, hosts: 0, lostAtMs: [tenths + 40_000] };
			await expect.poll(() => a.read(DIALOGUE)).toEqual({ tables: { t_2: there }, seats: 1 });
		});

		test('[PR2] nobody is counted in another dialogue', async () => {
			const { a, b } = await start();
			a.tell(DIALOGUE, counts(3, {}));
			expect(await b.read('d_Festung')).toEqual(NOBODY);
		});
	});
}
