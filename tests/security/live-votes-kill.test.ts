import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CardId, VoteId } from '#shared/ids.ts';
import { Hall, openHall } from '#tests/support/hall.ts';
import { Live } from '#tests/support/live.ts';
import { SeededRandom, seedOf } from '#tests/support/seeded-random.ts';
import { whenReadyz } from '#tests/support/server.ts';
import { startTwoNodes, type TwoNodes } from '#tests/support/two-nodes.ts';
import { pause, until } from '#tests/support/until.ts';

/** The long run: `VOTE_ROUNDS=20`. */
const ROUNDS = Number(process.env['VOTE_ROUNDS'] ?? 1);
const SEATS = 500;
const DUPLICATES = 10;
const DOTS = 3;
/** Seats that never come back from the node that dies. */
const LOST = 20;
let both: TwoNodes;

beforeAll(async () => {
	both = await startTwoNodes();
});
afterAll(() => both.remove());

/** A seat that casts one ballot, ten times over, on whichever node lives, until it is acknowledged. */
class Voter {
	readonly #token: string;
	readonly #random: SeededRandom;
	readonly dots: Readonly<Record<CardId, number>>;
	acknowledged = 0;
	refused: string | undefined;

	constructor(token: string, cards: readonly CardId[], random: SeededRandom) {
		this.#token = token;
		this.#random = random;
		const dots: Record<CardId, number> = {};
		for (let left = DOTS; left > 0; left--) {
			const card = random.pick(cards)!;
			dots[card] = (dots[card] ?? 0) + 1;
		}
		this.dots = dots;
	}

	async cast(voteId: VoteId): Promise<void> {
		const id = randomUUID();
		const withinMs = performance.now() + 40_000;
		for (let n = this.#random.whole(0, 1); this.acknowledged === 0; n++) {
			if (performance.now() > withinMs) throw new Error('nobody took this ballot');
			const page = new Live(both.nodes[n % 2]!.base, this.#token);
			page.socket.io.reconnection(false);
			const cast = async (own: string) => {
				const sent = page.socket
					.timeout(1_500)
					.emitWithAck('vote:cast', { id: own, voteId, dots: this.dots });
				const answer = (await sent.catch(() => undefined)) as
					{ ok: boolean; rejection?: { code: string } } | undefined;
				if (answer?.ok) this.acknowledged++;
				else if (answer && !/store|fault|many/.test(answer.rejection?.code ?? ''))
					this.refused = answer.rejection?.code;
			};
			// eight times the same press, twice another one that says the same
			await Promise.all(
				Array.from({ length: DUPLICATES }, (_, k) => cast(k < 8 ? id : randomUUID())),
			);
			page.leave();
			if (this.acknowledged === 0) await pause(this.#random.whole(20, 120));
		}
	}
}

test(
	'[BB3] [TA1] [PR1] 500 seats × 10 duplicates, nodes and Redis killed meanwhile: none double, none lost',
	async () => {
		const seed = seedOf(process.env['SEED']);
		const random = new SeededRandom(seed);
		for (let round = 0; round < ROUNDS; round++) {
			const {
				redis,
				nodes: [a, b],
			} = both;
			const hall = await openHall(b);
			const onA = new Hall(a, hall.dialogue);
			const tablet = await hall.tablet();
			const cards = ['eins', 'zwei', 'drei', 'vier'].map((text) =>
				tablet.write({ table: hall.table, question: 'good', text }),
			);
			for (const card of cards) await tablet.whenReceipt(card, 'shown');
			const moderator = await hall.live(hall.moderatorToken);
			const seats = await Promise.all(Array.from({ length: SEATS }, () => hall.join()));
			const lost = await Promise.all(
				seats.slice(0, LOST).map(async ({ token }) => {
					const page = await onA.live(token);
					await page.must('seat:at', { tableId: hall.table });
					return page;
				}),
			);
			await until(() => moderator.presence?.seats === LOST, { what: 'all devices are counted' });
			const { voteId } = (await moderator.must('vote:open', {
				dots: DOTS,
				perItemMax: DOTS,
				criterion: 'wichtig',
			})) as { voteId: VoteId };
			const voters = seats.map(({ token }) => new Voter(token, cards, random));
			let running = 0;
			let next = 0;
			const casting = Promise.all(
				Array.from({ length: 40 }, async () => {
					for (let voter = voters[next++]; voter; voter = voters[next++]) {
						running++;
						await voter.cast(voteId);
					}
				}),
			);
			// what dies, dies in the middle of it
			await until(() => running > SEATS * 0.25, { what: 'a quarter', withinMs: 40_000 });
			for (const page of lost) page.socket.io.reconnection(false);
			await a.kill9();
			const killedAtMs = performance.now();
			await until(() => running > SEATS * 0.5, { what: 'a half', withinMs: 40_000 });
			await redis.kill9();
			await pause(random.whole(0, 200));
			await redis.start();
			await until(() => running > SEATS * 0.7, { what: 'two thirds', withinMs: 40_000 });
			await a.start();
			await casting;
			await whenReadyz(b.base, 200);

			await moderator.whenState(({ vote }) => vote?.ballots === SEATS, 20_000);
			expect(
				voters.filter(({ refused }) => refused !== undefined),
				`seed ${seed}`,
			).toEqual([]);
			await until(async () => (await moderator.command('vote:close', {})).ok, { what: 'closed' });
			await moderator.must('vote:reveal', {});
			const tally = await until(() => moderator.tally, { what: 'the tally' });
			const expected: Record<CardId, { dots: number; counted: number }> = {};
			for (const { dots } of voters)
				for (const [card, n] of Object.entries(dots) as [CardId, number][])
					(expected[card] ??= { dots: 0, counted: 0 }).dots += n;
			expect(tally, `seed ${seed}`).toEqual({ voteId, items: expected, ballots: SEATS });

			// the devices that hung on the dead node are forgotten within half a minute of its death
			await until(() => moderator.presence?.seats === 0, {
				what: 'nobody is counted who is gone',
				withinMs: 45_000,
			});
			const goneAfterMs = performance.now() - killedAtMs;
			const acknowledged = voters.reduce((sum, one) => sum + one.acknowledged, 0);
			process.stdout.write(
				`votes seed ${seed}: ${SEATS} ballots, ${acknowledged} acknowledgements, 0 double, 0 lost; ` +
					`presence gone ${(goneAfterMs / 1_000).toFixed(1)} s after the node's death\n`,
			);
			for (const page of lost) page.leave();
			moderator.leave();
		}
	},
	120_000 * ROUNDS,
);
