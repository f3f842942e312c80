import { docPath, type DocName } from '#shared/document.ts';
import type { DialogueId } from '#shared/ids.ts';
import { MemoryBudget } from './memory-budget.ts';

/** What a room asks about its own document. */
export interface Memory {
	/** The document weighs so much now, in bytes. */
	weigh(bytes: number): void;
	/** Whether it may weigh so much. */
	allows(bytes: number): boolean;
	/** Whether what can be let go should be let go. */
	readonly isTight: boolean;
	/** It is in memory no more. */
	forget(): void;
}

/** The seats in memory: of one dialogue, since anybody may take any number of them, and of all. [RE6] */
export class SeatMemory {
	readonly #perDialogueBytesMax: number;
	readonly #all: MemoryBudget;
	readonly #dialogues = new Map<DialogueId, MemoryBudget>();

	constructor(most: {
		readonly seatsMemoryPerDialogueBytesMax: number;
		readonly seatsMemoryBytesMax: number;
	}) {
		this.#perDialogueBytesMax = most.seatsMemoryPerDialogueBytesMax;
		this.#all = new MemoryBudget(most.seatsMemoryBytesMax);
	}

	/** What all of them weigh, in bytes. */
	get bytes(): number {
		return this.#all.bytes;
	}

	/** Undefined for what is no seat: boards are few and written by few, their own limits are enough. */
	of(doc: DocName): Memory | undefined {
		if (doc.kind !== 'seat') return undefined;
		const path = docPath(doc);
		const all = this.#all;
		const ofDialogue = (): MemoryBudget => {
			const budget = this.#dialogues.get(doc.dialogue);
			if (budget) return budget;
			const fresh = new MemoryBudget(this.#perDialogueBytesMax);
			this.#dialogues.set(doc.dialogue, fresh);
			return fresh;
		};
		return {
			weigh: (bytes) => {
				all.weigh(path, bytes);
				ofDialogue().weigh(path, bytes);
			},
			allows: (bytes) => all.allows(path, bytes) && ofDialogue().allows(path, bytes),
			get isTight() {
				return all.isTight || ofDialogue().isTight;
			},
			forget: () => {
				all.forget(path);
				ofDialogue().forget(path);
				if (ofDialogue().size === 0) this.#dialogues.delete(doc.dialogue);
			},
		};
	}
}
