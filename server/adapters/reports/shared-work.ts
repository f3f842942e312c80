import { NotDoneError, type TaskWatcher } from '#server/adapters/system/work-process.ts';

interface UnderWay<Done> {
	readonly done: Promise<Done>;
	readonly stage: () => Stage | undefined;
	readonly watchers: Set<NonNullable<TaskWatcher['told']>>;
	/** One of those who wait has gone; with the last one the work is given up. */
	readonly leave: () => void;
	readonly enter: () => void;
}
type Stage = Parameters<NonNullable<TaskWatcher['told']>>[0];

/** Work that several people wait for is done once: who asks for the same while it is under way shares it. */
export class SharedWork<Done> {
	readonly #underWay = new Map<string, UnderWay<Done>>();

	/**
	 * Rejects with NotDoneError (`given-up`) for whoever gives it up, at once; the work itself goes on while anybody waits.
	 *
	 * @param key - equal keys are the same work
	 * @param begin - does it
	 */
	join(
		key: string,
		begin: (watcher: TaskWatcher) => Promise<Done>,
		{ signal, told }: TaskWatcher,
	): Promise<Done> {
		const work = this.#underWay.get(key) ?? this.#begin(key, begin);
		const stage = work.stage();
		if (told) {
			if (stage) told(stage);
			work.watchers.add(told);
		}
		work.enter();
		return new Promise<Done>((resolve, reject) => {
			const settle = (then: () => void): void => {
				signal?.removeEventListener('abort', onGivenUp);
				if (told) work.watchers.delete(told);
				then();
			};
			const onGivenUp = (): void => {
				settle(() => reject(new NotDoneError('given-up')));
				work.leave();
			};
			signal?.addEventListener('abort', onGivenUp);
			if (signal?.aborted) onGivenUp();
			work.done.then(
				(done) => settle(() => resolve(done)),
				(error: Error) => settle(() => reject(error)),
			);
		});
	}

	#begin(key: string, begin: (watcher: TaskWatcher) => Promise<Done>): UnderWay<Done> {
		const watchers: UnderWay<Done>['watchers'] = new Set();
		const givenUp = new AbortController();
		let stage: Stage | undefined;
		let waiting = 0;
		const told = (now: Stage): void => {
			stage = now;
			for (const watcher of [...watchers]) watcher(now);
		};
		const forget = (): void => {
			if (this.#underWay.get(key) === work) this.#underWay.delete(key);
		};
		const work: UnderWay<Done> = {
			// begun a moment later, when whoever asked is among the watchers
			done: Promise.resolve().then(() => begin({ signal: givenUp.signal, told })),
			stage: () => stage,
			watchers,
			enter: () => void waiting++,
			leave: () => {
				if (--waiting > 0) return;
				forget();
				givenUp.abort();
			},
		};
		work.done.then(forget, forget);
		this.#underWay.set(key, work);
		return work;
	}
}
