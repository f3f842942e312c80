import type { DocName } from '#shared/document.ts';
import type { DialogueId } from '#shared/ids.ts';

/**
 * The names of all keys. What stands in braces is the hash tag: one slot for everything of a dialogue that is written
 * together, one for all records of the installation. Decision 0005 describes each.
 */
const ofDialogue = (dialogue: DialogueId, rest: string): string => `tt:{${dialogue}}:${rest}`;
const ofHouse = (rest: string): string => `tt:{house}:${rest}`;

/** The log of one dialogue. */
export const logKeys = (dialogue: DialogueId) => ({
	/** HASH document → number of its last entry. */
	docs: ofDialogue(dialogue, 'docs'),
	/** HASH `whole`, table, `seats`, `generation` → counter; `gone` once it is erased. */
	fence: ofDialogue(dialogue, 'fence'),
	/** HASH card → `<rev> <row as JSON>`. */
	ledger: ofDialogue(dialogue, 'ledger'),
	/** HASH seat → number of the last debt, settled or not. */
	debts: ofDialogue(dialogue, 'debts'),
	/** HASH seat → number of the debt, as long as it is owed. */
	due: ofDialogue(dialogue, 'due'),
	/** Sharded channel: `<node> <document> <number>`. */
	bell: ofDialogue(dialogue, 'bell'),
});

const LETTERS = { board: 'b', seat: 's', desk: 'd' } as const;

/** How a document is called within its dialogue: `b:t_…`, `s:s_…` or `d:themes`. */
export const docField = ({ kind, id }: DocName): string => `${LETTERS[kind]}:${id}`;

export const isSeatField = (field: string): boolean => field.startsWith(`${LETTERS.seat}:`);

/** What stands for a document in the book of fences; the desk is never fenced. */
export function placeOf({ kind, id }: DocName): string {
	if (kind === 'board') return id;
	return kind === 'seat' ? 'seats' : '';
}

/** STREAM `<number>-0`, field `u`: checksum and bytes. */
export const streamKey = (dialogue: DialogueId, field: string): string =>
	ofDialogue(dialogue, `${field}:log`);
/** HASH `seq`, `packed` (checksum and bytes in fewer; `state`: as they are). */
export const snapshotKey = (dialogue: DialogueId, field: string): string =>
	ofDialogue(dialogue, `${field}:snap`);

/** docs, fence, snapshot, log: what the scripts ask for that read a document. */
export function docKeys(name: DocName): string[] {
	const { docs, fence } = logKeys(name.dialogue);
	const field = docField(name);
	return [docs, fence, snapshotKey(name.dialogue, field), streamKey(name.dialogue, field)];
}

export const ballotKeys = (dialogue: DialogueId) => ({
	/** HASH vote → 1 (open) or 0. */
	votes: ofDialogue(dialogue, 'votes'),
	/** The log's: a dialogue that is gone takes no ballots. */
	fence: logKeys(dialogue).fence,
});
/** HASH seat or table → dots as JSON. */
export const papersKey = (dialogue: DialogueId, vote: string): string =>
	ofDialogue(dialogue, `v:${vote}:papers`);
/** HASH seat or table → the last commands as JSON. */
export const commandsKey = (dialogue: DialogueId, vote: string): string =>
	ofDialogue(dialogue, `v:${vote}:commands`);

/** HASH node → what it sees, and until when that holds. */
export const presenceKey = (dialogue: DialogueId): string => ofDialogue(dialogue, 'presence');

export const houseKeys = {
	/** HASH id → `<version> <dialogue or -> <value as JSON>`, one for each kind. */
	live: (kind: string): string => ofHouse(`r:${kind}`),
	/** HASH `<kind> <id>` → last version of what was deleted. */
	deleted: ofHouse('deleted'),
	/** ZSET of `<dialogue> <kind> <id>`, in the order of its letters. */
	of: ofHouse('of'),
	/** How many records were ever changed. */
	changed: ofHouse('changed'),
	/** STREAM `<number>-0`, fields `k`, `i`: the last changes. */
	changes: ofHouse('changes'),
	/** Sharded channel: something was changed. */
	bell: ofHouse('bell'),
	/** Sharded channel: what nodes call out to each other. */
	calls: ofHouse('calls'),
	/** SET of the dialogues that may owe something. */
	dialogues: ofHouse('dialogues'),
	/** There since an erasure, until the append-only file was rewritten. */
	rewriting: ofHouse('rewriting'),
} as const;

/**
 * Counters that are raised to see whether writes are taken. Their slots lie evenly over the whole range, so that in a
 * cluster each master has at least one as long as there are no more than sixteen.
 */
export const PROBE_KEYS: readonly string[] = [
	64, 126, 19, 3, 65, 127, 18, 2, 66, 48, 160, 1, 67, 49, 161, 0,
].map((tag) => `tt:{p${tag}}:probe`);
