import type { StatementSync } from 'node:sqlite';
import {
	COMMANDS_REMEMBERED,
	boxOf,
	type BallotBox,
	type Box,
	type Dots,
	type HandCount,
} from '#server/ports/ballot-box.ts';
import type { DialogueId, SeatId, TableId, VoteId } from '#shared/ids.ts';
import { allOf, firstOf } from './statements.ts';
import type { EmbeddedStore } from './store.ts';

/** The dots are JSON. */
type Paper = Readonly<{ voter: SeatId | TableId; dots: string }>;

/** The ballots in the embedded store. */
export class EmbeddedBallotBox implements BallotBox {
	readonly #store: EmbeddedStore;
	readonly #setOpen: StatementSync;
	readonly #isOpen: StatementSync;
	readonly #commands: StatementSync;
	readonly #put: StatementSync;
	readonly #all: StatementSync;
	readonly #forget: StatementSync;
	readonly #erase: readonly StatementSync[];

	constructor(store: EmbeddedStore) {
		this.#store = store;
		this.#setOpen = store.prepare(
			`INSERT INTO vote (dialogue, vote, open) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET open = excluded.open`,
		);
		this.#isOpen = store.prepare('SELECT open FROM vote WHERE dialogue = ? AND vote = ?');
		this.#commands = store.prepare(
			'SELECT commands FROM ballot WHERE dialogue = ? AND vote = ? AND voter = ?',
		);
		this.#put = store.prepare(
			'INSERT OR REPLACE INTO ballot (dialogue, vote, voter, dots, commands) VALUES (?, ?, ?, ?, ?)',
		);
		this.#all = store.prepare('SELECT voter, dots FROM ballot WHERE dialogue = ? AND vote = ?');
		this.#forget = store.prepare(
			`UPDATE ballot SET voter = 's_' || lower(hex(randomblob(12))), commands = '[]'
			WHERE dialogue = ? AND substr(voter, 1, 2) <> 't_'`,
		);
		this.#erase = [
			store.prepare('DELETE FROM ballot WHERE dialogue = ?'),
			store.prepare('DELETE FROM vote WHERE dialogue = ?'),
		];
	}

	open(dialogue: DialogueId, vote: VoteId): Promise<void> {
		return this.#store.write(() => {
			this.#setOpen.run(dialogue, vote, 1);
		});
	}

	close(dialogue: DialogueId, vote: VoteId): Promise<void> {
		return this.#store.write(() => {
			if (this.#takes(dialogue, vote)) this.#setOpen.run(dialogue, vote, 0);
		});
	}

	put(
		dialogue: DialogueId,
		vote: VoteId,
		seat: SeatId,
		command: string,
		dots: Dots,
	): Promise<'ok' | 'repeated' | 'closed'> {
		const text = JSON.stringify(dots);
		return this.#store.write(() => {
			// a repeat of what was taken in time is answered as such, also after the vote has closed
			const commands = this.#commandsOf(dialogue, vote, seat);
			if (commands.includes(command)) return 'repeated';
			if (!this.#takes(dialogue, vote)) return 'closed';
			this.#replace(dialogue, vote, seat, [...commands, command], text);
			return 'ok';
		});
	}

	count(
		dialogue: DialogueId,
		vote: VoteId,
		command: string,
		{ table, dots }: HandCount,
	): Promise<'ok' | 'repeated'> {
		const text = JSON.stringify(dots);
		return this.#store.write(() => {
			const commands = this.#commandsOf(dialogue, vote, table);
			if (commands.includes(command)) return 'repeated';
			this.#replace(dialogue, vote, table, [...commands, command], text);
			return 'ok';
		});
	}

	read(dialogue: DialogueId, vote: VoteId): Promise<Box> {
		return this.#store.read(() => {
			const rows = allOf<Paper>(this.#all, dialogue, vote);
			return boxOf(rows.map(({ voter, dots }) => [voter, JSON.parse(dots) as Dots]));
		});
	}

	forgetSeats(dialogue: DialogueId): Promise<void> {
		return this.#store.erase(() => {
			this.#forget.run(dialogue);
		});
	}

	erase(dialogue: DialogueId): Promise<void> {
		return this.#store.erase(() => {
			for (const statement of this.#erase) statement.run(dialogue);
		});
	}

	#takes(dialogue: DialogueId, vote: VoteId): boolean {
		return firstOf<{ open: number }>(this.#isOpen, dialogue, vote)?.open === 1;
	}

	#commandsOf(dialogue: DialogueId, vote: VoteId, voter: SeatId | TableId): readonly string[] {
		const found = firstOf<{ commands: string }>(this.#commands, dialogue, vote, voter);
		return found ? (JSON.parse(found.commands) as string[]) : [];
	}

	#replace(
		dialogue: DialogueId,
		vote: VoteId,
		voter: SeatId | TableId,
		commands: readonly string[],
		dots: string,
	): void {
		const last = JSON.stringify(commands.slice(-COMMANDS_REMEMBERED));
		this.#put.run(dialogue, vote, voter, dots, last);
	}
}
