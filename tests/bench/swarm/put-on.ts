import * as Y from 'yjs';
import { until } from '#tests/support/until.ts';
import { Line } from './line.ts';
import { NOTHING, Wire, type Dialect, type Place } from './wire.ts';

interface At {
	readonly base: string;
	readonly dialect: Dialect;
}

/**
 * Puts all of this on a fresh board, and looks from another connection whether it is there. The line stays open: a server
 * without a store forgets a board that nobody looks at.
 */
export async function putOn(at: At, place: Place, content: Uint8Array): Promise<Line> {
	const wire = new Wire(at.dialect, place);
	const line = new Line(at.base, wire.path, wire.protocols, {
		message: () => undefined,
		closed: () => undefined,
	});
	await line.whenOpen();
	for (const message of wire.hello(NOTHING)) line.send(message);
	// as a client's offline work comes: bounded by the board, not by an update
	line.send(wire.content('two', content));
	const wanted = clocksOf(content);
	await until(
		async () => {
			const there = clocksOf(await stateOf(at, place));
			return [...wanted].every(([client, clock]) => (there.get(client) ?? 0) >= clock);
		},
		{ what: `a board's content at ${place.path}`, everyMs: 10 },
	);
	return line;
}

/**
 * The whole document, as a fresh client gets it. `listenMs`: how long it stays to hear more, for servers that answer before
 * they have read their store.
 */
export function stateOf(at: At, place: Place, listenMs = 0): Promise<Uint8Array> {
	const wire = new Wire(at.dialect, place);
	const got: Uint8Array[] = [];
	return new Promise((resolve, reject) => {
		const done = () => {
			line.leave();
			resolve(got.length === 1 ? got[0]! : Y.mergeUpdates(got));
		};
		const line = new Line(at.base, wire.path, wire.protocols, {
			message: (bytes) => {
				const found = wire.read(bytes);
				if (found === undefined) return;
				got.push(Uint8Array.from(bytes.subarray(found.from, found.to)));
				if (found.step !== 'two') return;
				if (listenMs === 0) done();
				else setTimeout(done, listenMs);
			},
			closed: (code) => reject(new Error(`closed with ${code}`)),
		});
		line.whenOpen().then(() => {
			for (const message of wire.hello(NOTHING)) line.send(message);
		}, reject);
	});
}

const clocksOf = (update: Uint8Array): ReadonlyMap<number, number> => Y.parseUpdateMeta(update).to;
