import {
	COMMANDS_REMEMBERED,
	boxOf,
	type BallotBox,
	type Box,
	type Dots,
	type HandCount,
} from '#server/ports/ballot-box.ts';
import type { DialogueId, SeatId, TableId, VoteId } from '#shared/ids.ts';
import { ballotKeys, commandsKey, papersKey } from './keys.ts';
import type { RedisLink } from './link.ts';
import { numberOf, pairsOf, textOf, textsOf } from './replies.ts';
import { script } from './script.ts';

/** KEYS votes fence. ARGV vote. An erased dialogue opens nothing. */
const OPEN = script(
	'writes',
	`
if redis.call('HEXISTS', KEYS[2], 'gone') == 0 then redis.call('HSET', KEYS[1], ARGV[1], 1) end
return 'ok'
`,
);

/** KEYS votes. ARGV vote. What was never opened stays unknown. */
const CLOSE = script(
	'frees',
	`
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[1], 0) end
return 'ok'
`,
);

/**
 * KEYS votes papers commands fence. ARGV vote, voter, command, dots, '1' if the vote has to be open.
 * A repeat of what was taken in time is answered as such, also after the vote has closed.
 */
const PUT = script(
	'writes',
	`
local text = redis.call('HGET', KEYS[3], ARGV[2])
local commands = text and cjson.decode(text) or {}
for _, command in ipairs(commands) do if command == ARGV[3] then return 'repeated' end end
if redis.call('HEXISTS', KEYS[4], 'gone') == 1 then return 'closed' end
if ARGV[5] == '1' and redis.call('HGET', KEYS[1], ARGV[1]) ~= '1' then return 'closed' end
table.insert(commands, ARGV[3])
while #commands > ${COMMANDS_REMEMBERED} do table.remove(commands, 1) end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[4])
redis.call('HSET', KEYS[3], ARGV[2], cjson.encode(commands))
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then redis.call('HSET', KEYS[1], ARGV[1], 0) end
return 'ok'
`,
);

/** KEYS papers commands. Ballots in the order of what stands on them, which is nobody's; hand counts stay. */
const FORGET = script(
	'frees',
	`
local all = redis.call('HGETALL', KEYS[1])
local dots = {}
for i = 1, #all, 2 do
	if string.sub(all[i], 1, 2) ~= 't_' then
		table.insert(dots, all[i + 1])
		redis.call('HDEL', KEYS[1], all[i])
		redis.call('HDEL', KEYS[2], all[i])
	end
end
table.sort(dots)
for i, text in ipairs(dots) do redis.call('HSET', KEYS[1], 's_nobody' .. i, text) end
return 'ok'
`,
);

/** The ballots in Redis. */
export class RedisBallotBox implements BallotBox {
	readonly #link: RedisLink;

	constructor(link: RedisLink) {
		this.#link = link;
	}

	async open(dialogue: DialogueId, vote: VoteId): Promise<void> {
		const { votes, fence } = ballotKeys(dialogue);
		await this.#link.run(OPEN, [votes, fence], [vote]);
	}

	async close(dialogue: DialogueId, vote: VoteId): Promise<void> {
		await this.#link.run(CLOSE, [ballotKeys(dialogue).votes], [vote]);
	}

	put(
		dialogue: DialogueId,
		vote: VoteId,
		seat: SeatId,
		command: string,
		dots: Dots,
	): Promise<'ok' | 'repeated' | 'closed'> {
		return this.#replace(dialogue, vote, seat, command, dots, true);
	}

	async count(
		dialogue: DialogueId,
		vote: VoteId,
		command: string,
		{ table, dots }: HandCount,
	): Promise<'ok' | 'repeated'> {
		const answer = await this.#replace(dialogue, vote, table, command, dots, false);
		// of an erased dialogue nobody counts anything any more
		return answer === 'repeated' ? 'repeated' : 'ok';
	}

	async read(dialogue: DialogueId, vote: VoteId): Promise<Box> {
		const key = papersKey(dialogue, vote);
		const papers = pairsOf(await this.#link.send(key, true, ['HGETALL', key]));
		return boxOf(
			papers.map(([voter, dots]) => [
				voter as SeatId | TableId,
				JSON.parse(dots.toString()) as Dots,
			]),
		);
	}

	async forgetSeats(dialogue: DialogueId): Promise<void> {
		const { votes } = ballotKeys(dialogue);
		for (const vote of textsOf(await this.#link.send(votes, true, ['HKEYS', votes])))
			await this.#link.run(FORGET, [papersKey(dialogue, vote), commandsKey(dialogue, vote)]);
	}

	async erase(dialogue: DialogueId): Promise<void> {
		const { votes } = ballotKeys(dialogue);
		// another node may have opened a vote meanwhile
		for (;;) {
			const known = textsOf(await this.#link.send(votes, true, ['HKEYS', votes]));
			if (known.length === 0) return;
			const keys = known.flatMap((vote) => [
				papersKey(dialogue, vote),
				commandsKey(dialogue, vote),
			]);
			const deleted = await this.#link.send(votes, false, ['DEL', votes, ...keys]);
			if (numberOf(deleted) === 0) return;
		}
	}

	async #replace(
		dialogue: DialogueId,
		vote: VoteId,
		voter: SeatId | TableId,
		command: string,
		dots: Dots,
		mustBeOpen: boolean,
	): Promise<'ok' | 'repeated' | 'closed'> {
		const { votes, fence } = ballotKeys(dialogue);
		const keys = [votes, papersKey(dialogue, vote), commandsKey(dialogue, vote), fence];
		const args = [vote, voter, command, JSON.stringify(dots), mustBeOpen ? '1' : ''];
		const answer = textOf(await this.#link.run(PUT, keys, args));
		return answer === 'ok' || answer === 'repeated' ? answer : 'closed';
	}
}
