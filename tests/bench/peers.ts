import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A process to measure. */
export interface Target {
	readonly name: string;
	/** `ws://127.0.0.1:<port>` */
	readonly base: string;
	readonly pid: number;
	/** Address of a board's sync socket. */
	readonly boards: readonly { readonly path: string; readonly token: string }[];
}

/** The bare relay in its own process; `state`: the frame with which it answers sync step 1. */
export async function startRelay(
	state?: string,
): Promise<{ base: string; pid: number; end: () => void }> {
	const child = fork(
		path.join(import.meta.dirname, 'relay.ts'),
		state === undefined ? [] : [state],
		{
			execArgv: [],
		},
	);
	const [port] = (await once(child, 'message')) as [number];
	return {
		base: `ws://127.0.0.1:${port}`,
		pid: child.pid!,
		end: () => child.kill('SIGKILL'),
	};
}
