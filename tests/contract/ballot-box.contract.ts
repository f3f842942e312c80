import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryBallotBox } from '#server/adapters/memory/ballot-box.ts';
import type { BallotBox, Dots } from '#server/ports/ballot-box.ts';
import type { DialogueId, SeatId, TableId, VoteId } from '#shared/ids.ts';

/** What a runner gives for one test: a fresh, empty box. */
export interface BallotBoxRig {
	readonly box: BallotBox;
	/** The same box as another node sees it; `box` itself where there is one node only. */
	readonly other: BallotBox;
	/** The box after a restart of everything; absent where nothing outlives the process. */
	readonly restart?: () => Promise<BallotBox>;
}

const DIALOGUE: DialogueId = 'd_Fest';
const NEIGHBOUR: DialogueId = 'd_Festung';
const VOTE: VoteId = 'v_1';
const SEAT: SeatId = 's_1';
const SEAT_2: SeatId = 's_2';
const TABLE: TableId = 't_1';
const dots = (n: number): Dots => ({ c_1: n, g_1: 1 });

/** Call once per implementation. `open` gives a fresh, empty box. */
export function ballotBoxContract(name: string, open: () => Promise<BallotBoxRig>): void {
	describe(`BallotBox: ${name}`, () => {
		const put = (box: BallotBox, seat: SeatId, command: string, n: number) =>
			box.put(DIALOGUE, VOTE, seat, command, dots(n));
		const ballots = async (box: BallotBox) =>
			Object.fromEntries((await box.read(DIALOGUE, VOTE)).ballots);

		test('[BB1] ballots are taken between open and close only', async () => {
			const { box, other } = await open();
			expect(await put(box, SEAT, 'x', 1)).toBe('closed');
			await box.open(DIALOGUE, VOTE);
			expect(await put(other, SEAT, 'x', 1)).toBe('ok');
			await other.close(DIALOGUE, VOTE);
			expect(await put(box, SEAT_2, 'y', 1)).toBe('closed');
			expect(await put(box, SEAT, 'y', 3)).toBe('closed');
			expect(await ballots(box)).toEqual({ [SEAT]: dots(1) });
		});

		test('[BB6] forgotten seats: every ballot counts as before, and is nobody’s', async () => {
			const { box, other } = await open();
			await box.open(DIALOGUE, VOTE);
			await put(box, SEAT, 'x', 1);
			await put(box, SEAT_2, 'y', 1);
			await box.count(DIALOGUE, VOTE, 'z', { table: TABLE, dots: dots(7) });
			await box.open(NEIGHBOUR, VOTE);
			await box.put(NEIGHBOUR, VOTE, SEAT, 'x', dots(1));
			for (const again of [other, box]) {
				await again.forgetSeats(DIALOGUE);
				const { ballots, counts } = await box.read(DIALOGUE, VOTE);
				expect([...ballots.values()]).toEqual([dots(1), dots(1)]);
				expect(counts).toEqual([{ table: TABLE, dots: dots(7) }]);
				for (const seat of [SEAT, SEAT_2]) expect(ballots.has(seat)).toBe(false);
			}
			expect([...(await box.read(NEIGHBOUR, VOTE)).ballots.keys()]).toEqual([SEAT]);
			expect(await put(box, SEAT, 'x', 3)).toBe('ok');
		});

		test('[BB1] an open vote opens no other', async () => {
			const { box } = await open();
			await box.open(DIALOGUE, VOTE);
			expect(await box.put(DIALOGUE, 'v_2', SEAT, 'x', dots(1))).toBe('closed');
			expect(await box.put(NEIGHBOUR, VOTE, SEAT, 'x', dots(1))).toBe('closed');
			await box.open(DIALOGUE, 'v_2');
			expect(await box.put(DIALOGUE, 'v_2', SEAT, 'x', dots(2))).toBe('ok');
			expect(await ballots(box)).toEqual({});
		});

		test('[BB1] opening again takes ballots again and loses none', async () => {
			const { box } = await open();
			await box.open(DIALOGUE, VOTE);
			await put(box, SEAT, 'x', 1);
			await box.open(DIALOGUE, VOTE);
			await box.close(DIALOGUE, VOTE);
			await box.close(DIALOGUE, VOTE);
			await box.open(DIALOGUE, VOTE);
			expect(await put(box, SEAT_2, 'y', 2)).toBe('ok');
			expect(await ballots(box)).toEqual({ [SEAT]: dots(1), [SEAT_2]: dots(2) });
		});

		test('[BB2] the cut is one line: acknowledged is counted, all else is not', async () => {
			const { box, other } = await open();
			await box.open(DIALOGUE, VOTE);
			const answers: Promise<string>[] = [];
			for (let n = 0; n < 20; n++)
				answers.push((n % 2 ? box : other).put(DIALOGUE, VOTE, `s_${n}`, 'x', dots(n)));
			await box.close(DIALOGUE, VOTE);
			for (let n = 20; n < 30; n++)
				answers.push((n % 2 ? box : other).put(DIALOGUE, VOTE, `s_${n}`, 'x', dots(n)));
			const acknowledged = (await Promise.all(answers)).flatMap((answer, n) =>
				answer === 'ok' ? [`s_${n}`] : [],
			);
			expect(Object.keys(await ballots(other)).toSorted()).toEqual(acknowledged.toSorted());
			expect(await Promise.all(answers.slice(20))).toEqual(Array(10).fill('closed'));
		});

		test('[BB3] one ballot per seat, the last one', async () => {
			const { box, other, restart } = await open();
			await box.open(DIALOGUE, VOTE);
			for (const [n, store] of [box, other, box].entries())
				expect(await put(store, SEAT, `x${n}`, n)).toBe('ok');
			await put(box, SEAT_2, 'x0', 7);
			const expected = { [SEAT]: dots(2), [SEAT_2]: dots(7) };
			expect(await ballots(box)).toEqual(expected);
			if (!restart) return;
			const again = await restart();
			expect(await ballots(again)).toEqual(expected);
			expect(await put(again, SEAT, 'x0', 9)).toBe('repeated');
			expect(await put(again, SEAT, 'x9', 9)).toBe('ok');
		});

		test('[BB3] the same command again changes nothing, also after later ballots or the close', async () => {
			const { box } = await open();
			await box.open(DIALOGUE, VOTE);
			for (let n = 0; n < 16; n++) await put(box, SEAT, `x${n}`, n);
			expect(await put(box, SEAT, 'x0', 99)).toBe('repeated');
			expect(await put(box, SEAT, 'x15', 99)).toBe('repeated');
			await box.close(DIALOGUE, VOTE);
			expect(await put(box, SEAT, 'x7', 99)).toBe('repeated');
			expect(await ballots(box)).toEqual({ [SEAT]: dots(15) });
		});

		test('[BB3] an empty ballot takes the dots back', async () => {
			const { box } = await open();
			await box.open(DIALOGUE, VOTE);
			await put(box, SEAT, 'x', 3);
			expect(await box.put(DIALOGUE, VOTE, SEAT, 'y', {})).toBe('ok');
			expect(await ballots(box)).toEqual({ [SEAT]: {} });
		});

		test('[BB3] a ballot is kept as it was at the call', async () => {
			const { box } = await open();
			await box.open(DIALOGUE, VOTE);
			const mine: { [card: `c_${string}`]: number } = { c_1: 1 };
			const taken = box.put(DIALOGUE, VOTE, SEAT, 'x', mine);
			mine['c_1'] = 1_000;
			await taken;
			expect(await ballots(box)).toEqual({ [SEAT]: { c_1: 1 } });
		});

		test('[BB4] hand counts replace each other per table, open or closed', async () => {
			const { box, other } = await open();
			const count = (command: string, table: TableId, n: number) =>
				box.count(DIALOGUE, VOTE, command, { table, dots: dots(n) });
			await box.open(DIALOGUE, VOTE);
			expect(await count('x', TABLE, 4)).toBe('ok');
			expect(await count('x', TABLE, 5)).toBe('repeated');
			await box.close(DIALOGUE, VOTE);
			expect(await count('y', TABLE, 6)).toBe('ok');
			expect(await count('x', 't_2', 7)).toBe('ok');
			expect(await count('x', TABLE, 8)).toBe('repeated');
			const { counts } = await other.read(DIALOGUE, VOTE);
			expect(counts.toSorted((a, b) => (a.table < b.table ? -1 : 1))).toEqual([
				{ table: TABLE, dots: dots(6) },
				{ table: 't_2', dots: dots(7) },
			]);
		});

		test('[BB5] read answers exactly what was acknowledged, and of an erased dialogue nothing', async () => {
			const { box, other, restart } = await open();
			for (const dialogue of [DIALOGUE, NEIGHBOUR]) {
				await box.open(dialogue, VOTE);
				await box.put(dialogue, VOTE, SEAT, 'x', dots(1));
				await box.count(dialogue, VOTE, 'x', { table: TABLE, dots: dots(2) });
			}
			await box.erase(DIALOGUE);
			const isGone = async (store: BallotBox): Promise<void> => {
				expect(await store.read(DIALOGUE, VOTE)).toEqual({ ballots: new Map(), counts: [] });
				expect(await put(store, SEAT, 'y', 1)).toBe('closed');
				expect((await store.read(NEIGHBOUR, VOTE)).ballots.size).toBe(1);
				expect((await store.read(NEIGHBOUR, VOTE)).counts).toHaveLength(1);
			};
			await isGone(other);
			if (restart) await isGone(await restart());
		});

		test('[BB5] any sequence of calls is answered as by the reference', async () => {
			const votes = fc.constantFrom<VoteId>('v_1', 'v_2');
			const call = fc.oneof(
				fc.record({ call: fc.constantFrom('open' as const, 'close' as const), vote: votes }),
				{
					weight: 4,
					arbitrary: fc.record({
						call: fc.constant('put' as const),
						vote: votes,
						seat: fc.constantFrom(SEAT, SEAT_2),
						command: fc.integer({ min: 0, max: 9 }).map(String),
						n: fc.integer({ min: 0, max: 5 }),
					}),
				},
				fc.record({
					call: fc.constant('count' as const),
					vote: votes,
					command: fc.integer({ min: 0, max: 3 }).map(String),
					n: fc.integer({ min: 0, max: 5 }),
				}),
			);
			await fc.assert(
				fc.asyncProperty(
					fc.array(call, { minLength: 1, maxLength: 30, size: 'max' }),
					async (calls) => {
						const { box } = await open();
						const reference = new MemoryBallotBox();
						const answer = async (of: BallotBox): Promise<unknown[]> => {
							const answers: unknown[] = [];
							for (const c of calls)
								if (c.call === 'put')
									answers.push(await of.put(DIALOGUE, c.vote, c.seat, c.command, dots(c.n)));
								else if (c.call === 'count')
									answers.push(
										await of.count(DIALOGUE, c.vote, c.command, { table: TABLE, dots: dots(c.n) }),
									);
								else await of[c.call](DIALOGUE, c.vote);
							return [...answers, await of.read(DIALOGUE, 'v_1'), await of.read(DIALOGUE, 'v_2')];
						};
						expect(await answer(box)).toEqual(await answer(reference));
					},
				),
				{ numRuns: 30 },
			);
		});
	});
}
