import type { Clock } from './ports/clock.ts';
import type { Kind, Records } from './ports/records.ts';
import type { DialogueId } from '#shared/ids.ts';

/** Before a question that the store did not answer is asked again. */
const ASK_AGAIN_MS = 200;

/** What is open by tokens and dialogues on this node. */
export interface Doors {
	/** @param tokenHash - SHA-256 of the token, hex */
	revoked(tokenHash: string): void;
	erased(dialogue: DialogueId): void;
}

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly doors: readonly Doors[];
}

/**
 * [TK4] From now on a token or a dialogue that has ended closes what is open by it, whichever node ended it. Answers what
 * ends the watching.
 */
export function closeEnded({ records, clock, doors }: Needs): () => void {
	let isOver = false;
	const stop = records.watch((kind, id) => {
		if (kind === 'token' || kind === 'dialogue') void close(kind, id);
	});
	return () => {
		isOver = true;
		stop();
	};

	async function close(kind: Extract<Kind, 'token' | 'dialogue'>, id: string): Promise<void> {
		if (!(await hasEnded(kind, id))) return;
		for (const door of doors)
			if (kind === 'token') door.revoked(id);
			else door.erased(id as DialogueId);
	}

	/** Asks until the store answers: what it does not answer now must not leave a door open for good. */
	async function hasEnded(kind: Kind, id: string): Promise<boolean> {
		while (!isOver)
			try {
				return !(await records.get(kind, id));
			} catch {
				await new Promise<void>((done) => clock.after(ASK_AGAIN_MS, done));
			}
		return false;
	}
}
