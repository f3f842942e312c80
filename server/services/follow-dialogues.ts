import type { Dialogue } from '#server/domain/dialogue.ts';
import { rightsMoved } from '#server/domain/conduct-rights.ts';
import { overdueTables } from '#server/domain/steps.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { Records, Versioned } from '#server/ports/records.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import type { Judged, MoveRights } from './move-rights.ts';
import { whereOf } from './where-of.ts';

interface Needs {
	readonly records: Records;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly registry: Judged & { erased(dialogue: DialogueId): void };
	readonly moveRights: Pick<MoveRights, 'follow'>;
	readonly endOwnTime: (dialogue: DialogueId) => Promise<void>;
	/** Does to its end what a node that died has left half done. */
	readonly finish: (dialogue: DialogueId, tables: readonly TableId[]) => Promise<void>;
	/** The dialogues that this node has anything open of. */
	readonly inUse: () => Iterable<DialogueId>;
	/** A record has changed, by whichever node; versions may have been skipped. */
	readonly changed: (record: Versioned<Dialogue>) => void;
	readonly erased: (dialogue: DialogueId) => void;
}

/** The bell may be lost: so often is looked without one. */
const LOOK_EVERY_MS = 1_000;
/** In looks: how often is looked whether another node has died in the middle of something. */
const FINISH_EVERY = 60;

/**
 * Keeps this node in step with what any node has decided about the dialogues that it has open: tells of each change, and
 * judges its screens and cards again when rights have moved. Rule LV12 in `server/transport/live/SPEC.md`.
 */
export class DialogueFollower {
	readonly #needs: Needs;
	readonly #seen = new Map<DialogueId, Versioned<Dialogue>>();
	/** What is being looked up; `true`: look again afterwards. */
	readonly #looking = new Map<DialogueId, boolean>();
	readonly #stopWatching: () => void;
	#cancel: () => void = () => undefined;
	#stopped = false;
	#looks = 0;

	constructor(needs: Needs) {
		this.#needs = needs;
		this.#stopWatching = needs.records.watch((kind, id) => {
			if (kind === 'dialogue' && this.#isInUse(id as DialogueId)) this.look(id as DialogueId);
		});
		this.#next();
	}

	/** Looks at the record now and tells what is new. Never rejects: what failed is looked at again within a second. */
	look(id: DialogueId): void {
		if (this.#stopped) return;
		if (this.#looking.has(id)) {
			this.#looking.set(id, true);
			return;
		}
		this.#looking.set(id, false);
		void this.#lookUntilSeen(id);
	}

	stop(): void {
		this.#stopped = true;
		this.#stopWatching();
		this.#cancel();
	}

	async #lookUntilSeen(id: DialogueId): Promise<void> {
		try {
			do {
				this.#looking.set(id, false);
				await this.#lookOnce(id);
			} while (this.#looking.get(id) === true && !this.#stopped);
		} catch (error) {
			this.#needs.logger.warn(
				{ event: 'live.record_unread', dialogue: id, ...whereOf(error) },
				'a dialogue could not be looked at',
			);
		} finally {
			this.#looking.delete(id);
		}
	}

	async #lookOnce(id: DialogueId): Promise<void> {
		const { records, clock, registry, endOwnTime, finish, erased } = this.#needs;
		const before = this.#seen.get(id);
		let now = await records.get('dialogue', id);
		if (now && overdueTables(now.value, clock.nowMs()).length > 0) {
			await endOwnTime(id);
			now = await records.get('dialogue', id);
		}
		if (!now) {
			this.#seen.delete(id);
			registry.erased(id);
			erased(id);
			return;
		}
		if (!before || now.version > before.version) await this.#tell(id, before, now);
		if (before && this.#looks % FINISH_EVERY !== 0) return;
		await finish(
			id,
			now.value.tables.map((table) => table.id),
		);
	}

	async #tell(
		id: DialogueId,
		before: Versioned<Dialogue> | undefined,
		now: Versioned<Dialogue>,
	): Promise<void> {
		const { registry, moveRights, changed } = this.#needs;
		changed(now);
		// at the first look the screens may have been judged by an older record that nobody here has seen
		if (!before) await registry.rejudge(id);
		else {
			const moved = rightsMoved(before.value, now.value);
			await moveRights.follow(id, moved, before.version, now.version);
		}
		// only now: had it failed, the next look has to do it again
		this.#seen.set(id, now);
	}

	#isInUse(id: DialogueId): boolean {
		for (const used of this.#needs.inUse()) if (used === id) return true;
		return false;
	}

	#next(): void {
		this.#cancel = this.#needs.clock.after(LOOK_EVERY_MS, () => {
			this.#looks += 1;
			const used = new Set(this.#needs.inUse());
			for (const id of this.#seen.keys()) if (!used.has(id)) this.#seen.delete(id);
			for (const id of used) this.look(id);
			this.#next();
		});
	}
}
