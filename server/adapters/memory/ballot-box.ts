import type { BallotBox, Dots, HandCount } from '#server/ports/ballot-box.ts';
import type { DialogueId, SeatId, TableId, VoteId } from '#shared/ids.ts';

/** A seat that repeats a command has not sent this many others since. */
export const COMMANDS_REMEMBERED = 16;

interface Paper {
	readonly dots: Dots;
	/** The last commands that had an effect, oldest first. */
	readonly commands: readonly string[];
}

interface Box {
	open: boolean;
	readonly ballots: Map<SeatId, Paper>;
	readonly counts: Map<TableId, Paper>;
}

/** The reference: as short as the rules allow, gone with the process. */
export class MemoryBallotBox implements BallotBox {
	readonly #boxes = new Map<DialogueId, Map<VoteId, Box>>();

	open(dialogue: DialogueId, vote: VoteId): Promise<void> {
		this.#box(dialogue, vote).open = true;
		return Promise.resolve();
	}

	close(dialogue: DialogueId, vote: VoteId): Promise<void> {
		const box = this.#boxes.get(dialogue)?.get(vote);
		if (box) box.open = false;
		return Promise.resolve();
	}

	put(
		dialogue: DialogueId,
		vote: VoteId,
		seat: SeatId,
		command: string,
		dots: Dots,
	): Promise<'ok' | 'repeated' | 'closed'> {
		const box = this.#boxes.get(dialogue)?.get(vote);
		if (!box) return Promise.resolve('closed');
		// a repeat of what was taken in time is answered as such, also after the vote has closed
		if (box.ballots.get(seat)?.commands.includes(command)) return Promise.resolve('repeated');
		if (!box.open) return Promise.resolve('closed');
		return Promise.resolve(replace(box.ballots, seat, command, dots));
	}

	count(
		dialogue: DialogueId,
		vote: VoteId,
		command: string,
		{ table, dots }: HandCount,
	): Promise<'ok' | 'repeated'> {
		return Promise.resolve(replace(this.#box(dialogue, vote).counts, table, command, dots));
	}

	read(
		dialogue: DialogueId,
		vote: VoteId,
	): Promise<{
		readonly ballots: ReadonlyMap<SeatId, Dots>;
		readonly counts: readonly HandCount[];
	}> {
		const box = this.#boxes.get(dialogue)?.get(vote);
		const ballots = new Map<SeatId, Dots>();
		for (const [seat, { dots }] of box?.ballots ?? []) ballots.set(seat, dots);
		const counts: HandCount[] = [];
		for (const [table, { dots }] of box?.counts ?? []) counts.push({ table, dots });
		return Promise.resolve({ ballots, counts });
	}

	forgetSeats(dialogue: DialogueId): Promise<void> {
		for (const { ballots } of this.#boxes.get(dialogue)?.values() ?? []) {
			// in the order of what stands on them, which is nobody's
			const papers = [...ballots.values()].map(({ dots }) => JSON.stringify(dots)).sort();
			ballots.clear();
			for (const [n, dots] of papers.entries())
				ballots.set(`s_nobody${n}`, { dots: JSON.parse(dots) as Dots, commands: [] });
		}
		return Promise.resolve();
	}

	erase(dialogue: DialogueId): Promise<void> {
		this.#boxes.delete(dialogue);
		return Promise.resolve();
	}

	#box(dialogue: DialogueId, vote: VoteId): Box {
		const votes = this.#boxes.get(dialogue) ?? new Map<VoteId, Box>();
		this.#boxes.set(dialogue, votes);
		const box = votes.get(vote) ?? { open: false, ballots: new Map(), counts: new Map() };
		votes.set(vote, box);
		return box;
	}
}

function replace<Id>(
	papers: Map<Id, Paper>,
	id: Id,
	command: string,
	dots: Dots,
): 'ok' | 'repeated' {
	const before = papers.get(id)?.commands ?? [];
	if (before.includes(command)) return 'repeated';
	const commands = [...before, command].slice(-COMMANDS_REMEMBERED);
	papers.set(id, { dots: { ...dots }, commands });
	return 'ok';
}
