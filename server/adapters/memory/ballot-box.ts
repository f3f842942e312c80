import {
	COMMANDS_REMEMBERED,
	boxOf,
	type BallotBox,
	type Box,
	type Dots,
	type HandCount,
} from '#server/ports/ballot-box.ts';
import type { DialogueId, SeatId, TableId, VoteId } from '#shared/ids.ts';

interface Paper {
	readonly dots: Dots;
	/** The last commands that had an effect, oldest first. */
	readonly commands: readonly string[];
}

/** A vote with the paper of each voter. */
interface Vote {
	isOpen: boolean;
	readonly papers: Map<SeatId | TableId, Paper>;
}

/** The reference: as short as the rules allow, gone with the process. */
export class MemoryBallotBox implements BallotBox {
	readonly #votes = new Map<DialogueId, Map<VoteId, Vote>>();

	open(dialogue: DialogueId, vote: VoteId): Promise<void> {
		this.#vote(dialogue, vote).isOpen = true;
		return Promise.resolve();
	}

	close(dialogue: DialogueId, vote: VoteId): Promise<void> {
		const known = this.#votes.get(dialogue)?.get(vote);
		if (known) known.isOpen = false;
		return Promise.resolve();
	}

	put(
		dialogue: DialogueId,
		vote: VoteId,
		seat: SeatId,
		command: string,
		dots: Dots,
	): Promise<'ok' | 'repeated' | 'closed'> {
		const known = this.#votes.get(dialogue)?.get(vote);
		if (!known) return Promise.resolve('closed');
		// a repeat of what was taken in time is answered as such, also after the vote has closed
		if (known.papers.get(seat)?.commands.includes(command)) return Promise.resolve('repeated');
		if (!known.isOpen) return Promise.resolve('closed');
		return Promise.resolve(replace(known, seat, command, dots));
	}

	count(
		dialogue: DialogueId,
		vote: VoteId,
		command: string,
		{ table, dots }: HandCount,
	): Promise<'ok' | 'repeated'> {
		return Promise.resolve(replace(this.#vote(dialogue, vote), table, command, dots));
	}

	read(dialogue: DialogueId, vote: VoteId): Promise<Box> {
		const papers = [...(this.#votes.get(dialogue)?.get(vote)?.papers ?? [])];
		return Promise.resolve(boxOf(papers.map(([voter, { dots }]) => [voter, dots])));
	}

	forgetSeats(dialogue: DialogueId): Promise<void> {
		for (const { papers } of this.#votes.get(dialogue)?.values() ?? []) {
			const { ballots } = boxOf([...papers].map(([voter, { dots }]) => [voter, dots]));
			for (const seat of ballots.keys()) papers.delete(seat);
			// in the order of what stands on them, which is nobody's
			const sorted = [...ballots.values()].map((dots) => JSON.stringify(dots)).sort();
			for (const [n, dots] of sorted.entries())
				papers.set(`s_nobody${n}`, { dots: JSON.parse(dots) as Dots, commands: [] });
		}
		return Promise.resolve();
	}

	erase(dialogue: DialogueId): Promise<void> {
		this.#votes.delete(dialogue);
		return Promise.resolve();
	}

	#vote(dialogue: DialogueId, vote: VoteId): Vote {
		const votes = this.#votes.get(dialogue) ?? new Map<VoteId, Vote>();
		this.#votes.set(dialogue, votes);
		const known = votes.get(vote) ?? { isOpen: false, papers: new Map() };
		votes.set(vote, known);
		return known;
	}
}

function replace(
	{ papers }: Vote,
	voter: SeatId | TableId,
	command: string,
	dots: Dots,
): 'ok' | 'repeated' {
	const before = papers.get(voter)?.commands ?? [];
	if (before.includes(command)) return 'repeated';
	const commands = [...before, command].slice(-COMMANDS_REMEMBERED);
	papers.set(voter, { dots: { ...dots }, commands });
	return 'ok';
}
