import * as encoding from 'lib0/encoding';
import { MESSAGE, SYNC_STEP } from '#shared/wire.ts';
import { BoundedReader, MalformedError } from './bounded-reader.ts';

/** One message of the wire as it came in. The bytes inside are views and not yet looked at. */
export type Frame =
	| { readonly kind: 'step-1'; readonly stateVector: Uint8Array }
	| { readonly kind: 'content'; readonly step: 'step-2' | 'update'; readonly update: Uint8Array }
	| { readonly kind: 'awareness'; readonly states: Uint8Array }
	| { readonly kind: 'query-awareness' };

/** [SC1] Reads one whole websocket message; undefined if it is no single message of a known type. */
export function readFrame(bytes: Uint8Array): Frame | undefined {
	try {
		const reader = new BoundedReader(bytes);
		const frame = readMessage(reader);
		return reader.left === 0 ? frame : undefined;
	} catch (error) {
		if (error instanceof MalformedError) return undefined;
		throw error;
	}
}

function readMessage(reader: BoundedReader): Frame | undefined {
	switch (reader.varUint()) {
		case MESSAGE.sync:
			switch (reader.varUint()) {
				case SYNC_STEP.one:
					return { kind: 'step-1', stateVector: reader.varBytes() };
				case SYNC_STEP.two:
					return { kind: 'content', step: 'step-2', update: reader.varBytes() };
				case SYNC_STEP.update:
					return { kind: 'content', step: 'update', update: reader.varBytes() };
			}
			return undefined;
		case MESSAGE.awareness:
			return { kind: 'awareness', states: reader.varBytes() };
		case MESSAGE.queryAwareness:
			return { kind: 'query-awareness' };
	}
	return undefined;
}

/** Whether these are the bytes of a state vector, with no more clients than it says. */
export function isStateVector(bytes: Uint8Array): boolean {
	try {
		const reader = new BoundedReader(bytes);
		for (let clients = reader.varUint(); clients > 0; clients--) {
			reader.varUint();
			reader.varUint();
		}
		return reader.left === 0;
	} catch (error) {
		if (error instanceof MalformedError) return false;
		throw error;
	}
}

/** `step`: a state vector for one, a Yjs update for two and update. */
export function syncFrame(step: keyof typeof SYNC_STEP, body: Uint8Array): Uint8Array {
	const head = encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.sync);
		encoding.writeVarUint(encoder, SYNC_STEP[step]);
		encoding.writeVarUint(encoder, body.byteLength);
	});
	// a body may be a whole document: it is copied once, not as often as an encoder grows
	const frame = new Uint8Array(head.byteLength + body.byteLength);
	frame.set(head);
	frame.set(body, head.byteLength);
	return frame;
}

/** `states`: as awareness.ts writes them. */
export function awarenessFrame(states: Uint8Array): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.awareness);
		encoding.writeVarUint8Array(encoder, states);
	});
}

/** The first `count` content frames of this connection are durable. */
export function savedFrame(count: number): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.saved);
		encoding.writeVarUint(encoder, count);
	});
}

/** Which history of the document the server has. */
export function generationFrame(generation: number): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.generation);
		encoding.writeVarUint(encoder, generation);
	});
}

export function pausedFrame(paused: boolean): Uint8Array {
	return Uint8Array.of(MESSAGE.paused, paused ? 1 : 0);
}

/** Awareness of nobody: something to hear for a client that gives up after 30 s of silence. */
export const STILL_HERE_FRAME = Uint8Array.of(MESSAGE.awareness, 1, 0);
