import type { Clock } from '#server/ports/clock.ts';
import type { DeskDocument, DocName } from '#shared/document.ts';
import type { DialogueId, SeatId, TableId } from '#shared/ids.ts';
import type { RedisBells } from './bells.ts';
import { docField, logKeys } from './keys.ts';
import type { RedisLink } from './link.ts';
import { listOf, numberOf } from './replies.ts';

interface Needs {
	readonly link: RedisLink;
	readonly bells: RedisBells;
	readonly clock: Clock;
	readonly node: string;
	readonly tell: (doc: DocName, seq: number) => void;
}

/** How late another node's entry is shown, at most, when its bell was lost. */
const POLL_MS = 2_000;
/** A dialogue of which a document was just asked for, although no room has it yet. */
const OPENING_MS = 30_000;
/** So often in a row the poll has to find something, and no bell to ring, before the bells are taken for deaf. */
const DEAF_AFTER = 3;

interface Followed {
	readonly stop: () => void;
	openedMs: number;
	/** The highest number that was told, by document. */
	readonly told: Map<string, number>;
	/** Bells heard since the last poll, own ones included. */
	heard: number;
	/** How often in a row the poll has found something new although no bell was heard at all. */
	misses: number;
}

/**
 * Tells what other nodes append to the documents that are open here: by bell, and by asking for the last numbers every two
 * seconds, one command for each dialogue.
 */
export class LogFollower {
	readonly #needs: Needs;
	readonly #dialogues = new Map<DialogueId, Followed>();
	#open: () => Iterable<DocName> = () => [];
	#cancel: () => void;
	#isStopped = false;

	constructor(needs: Needs) {
		this.#needs = needs;
		this.#cancel = this.#next();
	}

	follow(open: () => Iterable<DocName>): void {
		this.#open = open;
	}

	/** A document of this dialogue is about to be read. */
	opening({ dialogue }: DocName): void {
		if (this.#isStopped) return;
		const openedMs = performance.now();
		const followed = this.#dialogues.get(dialogue);
		if (followed) followed.openedMs = openedMs;
		else
			this.#dialogues.set(dialogue, {
				stop: this.#needs.bells.listen(logKeys(dialogue).bell, (message) =>
					this.#heard(dialogue, message),
				),
				openedMs,
				told: new Map(),
				heard: 0,
				misses: 0,
			});
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel();
		for (const { stop } of this.#dialogues.values()) stop();
		this.#dialogues.clear();
	}

	#heard(dialogue: DialogueId, message: string): void {
		const [node, field = '', number] = message.split(' ');
		const name = nameOf(dialogue, field);
		const seq = Number(number);
		const followed = this.#dialogues.get(dialogue);
		if (!name || !followed || !Number.isSafeInteger(seq)) return;
		followed.heard++;
		if (seq <= (followed.told.get(field) ?? 0)) return;
		followed.told.set(field, seq);
		// what this node has written itself was told when it was answered
		if (node !== this.#needs.node) this.#needs.tell(name, seq);
	}

	#next(): () => void {
		return this.#needs.clock.after(POLL_MS, () => {
			void this.#look().finally(() => {
				if (!this.#isStopped) this.#cancel = this.#next();
			});
		});
	}

	async #look(): Promise<void> {
		const open = Map.groupBy(this.#open(), ({ dialogue }) => dialogue);
		const nowMs = performance.now();
		for (const [dialogue, { stop, openedMs }] of this.#dialogues)
			if (!open.has(dialogue) && nowMs - openedMs > OPENING_MS) {
				stop();
				this.#dialogues.delete(dialogue);
			}
		// whatever was not answered is asked for again in two seconds
		await Promise.allSettled([...open.values()].map((names) => this.#ask(names)));
		const deaf = [...this.#dialogues.values()].filter(({ misses }) => misses >= DEAF_AFTER);
		if (deaf.length === 0) return;
		for (const followed of deaf) followed.misses = 0;
		this.#needs.bells.renew();
	}

	/** `names`: of one dialogue. */
	async #ask(names: readonly DocName[]): Promise<void> {
		const [first] = names;
		if (!first) return;
		this.opening(first);
		const { docs } = logKeys(first.dialogue);
		const fields = names.map(docField);
		const answer = listOf(await this.#needs.link.send(docs, true, ['HMGET', docs, ...fields]));
		const followed = this.#dialogues.get(first.dialogue);
		if (!followed) return;
		const isOpen = new Set(fields);
		for (const field of followed.told.keys()) if (!isOpen.has(field)) followed.told.delete(field);
		let isMissed = false;
		for (const [i, name] of names.entries()) {
			const field = docField(name);
			const seq = answer[i] === null ? 0 : numberOf(answer[i]);
			const told = followed.told.get(field);
			if (seq <= (told ?? 0)) continue;
			// the first time nobody can have told it
			isMissed ||= told !== undefined;
			followed.told.set(field, seq);
			this.#needs.tell(name, seq);
		}
		followed.misses = isMissed && followed.heard === 0 ? followed.misses + 1 : 0;
		followed.heard = 0;
	}
}

function nameOf(dialogue: DialogueId, field: string): DocName | undefined {
	const id = field.slice(2);
	if (field.startsWith('b:')) return { dialogue, kind: 'board', id: id as TableId };
	if (field.startsWith('s:')) return { dialogue, kind: 'seat', id: id as SeatId };
	if (field.startsWith('d:')) return { dialogue, kind: 'desk', id: id as DeskDocument };
	return undefined;
}
