import { expect } from 'vitest';

/**
 * A time that was promised, in milliseconds: said beside the promise. A crowded machine is forgiven ten times as long; what is
 * slower still is no crowd but a wrong way (a poll where a bell should ring, a timeout where something should be closed).
 */
export function keptTime(what: string, tookMs: number, promisedMs: number): void {
	process.stdout.write(`${what}: ${Math.round(tookMs)} ms, promised ${promisedMs}\n`);
	expect(tookMs, what).toBeLessThan(10 * promisedMs);
}
