import type { Dialogue } from '#server/domain/dialogue.ts';
import { voteOf } from '#server/domain/conduct.ts';
import type { Logger } from '#server/ports/logger.ts';
import { BoardEnds, putCard } from '#server/rooms/board-writing.ts';
import { newBoard } from '#server/rooms/new-board.ts';
import { Registry } from '#server/rooms/registry.ts';
import type { CarryOut, KeptCommand, Sender } from '#server/services/carry-out-command.ts';
import { createMoveRights } from '#server/services/move-rights.ts';
import { createReadBox } from '#server/services/read-box.ts';
import { wireCommands } from '#server/transport/live/wire-commands.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import type { Stores } from '#server/stores.ts';
import type { CardId, DialogueId, SeatId } from '#shared/ids.ts';
import type { SeededRandom } from './seeded-random.ts';
import { pause } from './until.ts';
import { sampleDialogue } from './sample-dialogue.ts';

export type PollStores = Pick<Stores, 'records' | 'log' | 'ballots' | 'bus'>;

const CARDS: readonly CardId[] = ['c_1', 'c_2', 'c_3'];
const DOTS = 3;
const DUPLICATES = 10;
/** The same press again and again; the others say the same under an id of their own. */
const SAME_PRESS = 8;
const MODERATOR = { role: 'moderator' } as const;
const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What a node's program makes of commands, over these stores. It is as dead as the test says. */
export class PollNode {
	readonly registry: Registry;
	readonly #carryOut: CarryOut;
	readonly #isDead: () => boolean;

	constructor(stores: PollStores, isDead: () => boolean = () => false) {
		const clock = new SystemClock();
		this.registry = new Registry({ ...stores, clock, logger: silent });
		const intake = { rejudge: () => Promise.resolve(), seatChanged: () => undefined };
		const judged = { ...stores, registry: this.registry, intake };
		const needs = { ...judged, clock, moveRights: createMoveRights(judged) };
		this.#carryOut = wireCommands(needs).carryOut;
		this.#isDead = isDead;
	}

	/** Its answer: `ok`, or why not; undefined if the sender never hears of one. */
	async send(sender: Sender, command: KeptCommand): Promise<string | undefined> {
		if (this.#isDead()) return undefined;
		const answer = await this.#carryOut(sender, command).catch(() => undefined);
		if (!answer || this.#isDead()) return undefined;
		return answer.ok ? 'ok' : answer.rejection.code;
	}
}

/** A vote in which each seat casts one ballot ten times over, and a host types in a count. */
export class Poll {
	readonly dialogue: Dialogue;
	readonly #seats: readonly SeatId[];
	readonly #dots = new Map<SeatId, Readonly<Record<CardId, number>>>();
	/** Ids of the commands that were answered `ok`. */
	readonly acknowledged: Set<string>;
	sent = 0;

	constructor(
		id: DialogueId,
		seats: number,
		random: SeededRandom,
		acknowledged = new Set<string>(),
	) {
		this.acknowledged = acknowledged;
		this.dialogue = sampleDialogue({}, { id });
		this.#seats = Array.from({ length: seats }, (_, n) => `s_${n}` as const);
		for (const seat of this.#seats) {
			const dots: Record<CardId, number> = {};
			for (let n = 0; n < DOTS; n++) {
				const card = random.pick(CARDS)!;
				dots[card] = (dots[card] ?? 0) + 1;
			}
			this.#dots.set(seat, dots);
		}
	}

	/** The dialogue and its cards, as they are before the vote. */
	async setUp({ records, log }: PollStores): Promise<void> {
		const { id } = this.dialogue;
		await records.write([{ kind: 'dialogue', id, dialogue: id, was: null, value: this.dialogue }]);
		const board = { dialogue: id, kind: 'board', id: 't_1' } as const;
		const { epoch } = await log.open(board);
		const first = newBoard((doc) => {
			const ends = new BoardEnds(doc);
			for (const card of CARDS)
				putCard(doc, ends, card, { question: 'good', text: card, lang: 'de' });
		});
		await log.append(board, { seq: 0, epoch }, first);
	}

	/** Does what was not acknowledged yet. False: the node died before it was through. */
	async go(node: PollNode): Promise<boolean> {
		const body = { dots: DOTS, perItemMax: DOTS, criterion: 'wichtig' };
		if (!(await this.#must(node, { name: 'vote:open', id: uuid(1), ...body }))) return false;
		const cast = await Promise.all(this.#seats.map((seat, n) => this.#cast(node, seat, n)));
		if (cast.includes(false)) return false;
		const tableId = 't_1' as const;
		const count = { name: 'vote:count', id: uuid(2), voteId: this.voteId, tableId } as const;
		return (
			(await this.#must(node, { ...count, dots: { c_2: 17 } })) &&
			(await this.#must(node, { name: 'vote:close', id: uuid(3) })) &&
			(await this.#must(node, { name: 'vote:reveal', id: uuid(4) }))
		);
	}

	/** Every press once more, after the end: each is answered, none changes anything; and nothing new is taken. */
	async replay(node: PollNode): Promise<readonly (string | undefined)[]> {
		const again = this.#seats.map((seat, n) => this.#ballot(node, seat, uuid(1_000 * (n + 1))));
		const late = this.#ballot(node, this.#seats[0]!, uuid(999_999_999));
		return [...new Set([...(await Promise.all(again)), await late])];
	}

	/** What is in the box, and what has to be. */
	async tallies({ records, ballots }: PollStores): Promise<{ found: unknown; expected: unknown }> {
		const { value } = (await records.get('dialogue', this.dialogue.id))!;
		const box = await createReadBox({ ballots })(value);
		const items: Record<CardId, { dots: number; counted: number }> = {};
		for (const card of CARDS) {
			let dots = 0;
			for (const ballot of this.#dots.values()) dots += ballot[card] ?? 0;
			const counted = card === 'c_2' ? 17 : 0;
			if (dots + counted > 0) items[card] = { dots, counted };
		}
		const expected = { voteId: this.voteId, items, ballots: this.#seats.length };
		return { found: box.tally, expected };
	}

	get voteId() {
		return voteOf(uuid(1));
	}

	async #must(node: PollNode, command: KeptCommand): Promise<boolean> {
		const { id } = command;
		if (this.acknowledged.has(id)) return true;
		const answer = await node.send({ dialogue: this.dialogue.id, actor: MODERATOR }, command);
		if (answer === 'ok') this.acknowledged.add(id);
		else if (answer !== undefined) throw new Error(`${command.name}: ${answer}`);
		return answer === 'ok';
	}

	async #cast(node: PollNode, seat: SeatId, n: number): Promise<boolean> {
		const own = uuid(1_000 * (n + 1));
		if (this.acknowledged.has(own)) return true;
		const answers = await Promise.all(
			Array.from({ length: DUPLICATES }, async (_, k) => {
				// not all in one packet: death comes in between
				await pause(6 * k + (n % 6));
				return this.#ballot(node, seat, k < SAME_PRESS ? own : uuid(1_000 * (n + 1) + k));
			}),
		);
		const wrong = answers.find((answer) => answer !== undefined && answer !== 'ok');
		if (wrong !== undefined) throw new Error(`vote:cast: ${wrong}`);
		if (answers.includes('ok')) this.acknowledged.add(own);
		return answers.includes('ok');
	}

	#ballot(node: PollNode, seat: SeatId, id: string): Promise<string | undefined> {
		this.sent++;
		const { voteId, dialogue } = this;
		return node.send(
			{ dialogue: dialogue.id, actor: { role: 'participant' }, seat },
			{ name: 'vote:cast', id, voteId, dots: this.#dots.get(seat)! },
		);
	}
}

function uuid(n: number): string {
	return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
