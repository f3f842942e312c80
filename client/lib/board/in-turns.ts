/**
 * Does a long piece of work in turns: at each `yield` the page may answer and draw before it goes on.
 *
 * @param done - told what came out of it
 * @returns leaves the rest undone
 */
export function inTurns<T>(work: Generator<undefined, T>, done: (outcome: T) => void): () => void {
	let timer: ReturnType<typeof setTimeout>;
	const turn = (): void => {
		const next = work.next();
		if (next.done) done(next.value);
		else timer = setTimeout(turn);
	};
	timer = setTimeout(turn); // what asked for it has had its turn
	return () => clearTimeout(timer);
}
