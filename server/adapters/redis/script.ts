import { createHash } from 'node:crypto';

/** A Lua script as Redis keeps it. */
export interface Script {
	readonly source: string;
	readonly sha: string;
	/** It changes nothing, and is answered also when nothing may be written. */
	readonly isReadonly: boolean;
}

/**
 * `takes writes`: refused as a whole when memory is full. `frees`: done also then, because it gives memory back.
 * `reads`: done also on a server that takes no writes.
 */
export function script(kind: 'writes' | 'frees' | 'reads', body: string): Script {
	const flags = { writes: '', frees: ' flags=allow-oom', reads: ' flags=no-writes' }[kind];
	const source = `#!lua${flags}\n${body}`;
	return {
		source,
		sha: createHash('sha1').update(source).digest('hex'),
		isReadonly: kind === 'reads',
	};
}
