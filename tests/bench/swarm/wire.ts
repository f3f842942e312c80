import * as encoding from 'lib0/encoding';
import * as awarenessProtocol from 'y-protocols/awareness';
import * as Y from 'yjs';
import { MESSAGE, SUBPROTOCOL, SYNC_STEP, TOKEN_PREFIX } from '#shared/wire.ts';

/** Which wire a server speaks. */
export type Dialect = 'y-websocket' | 'hocuspocus';

/** Where a document is, for whom. */
export interface Place {
	/** Path of the websocket. */
	readonly path: string;
	/** Goes into the subprotocol; undefined: the server asks for none. */
	readonly token?: string;
}

/** A sync message from a server: `two` or `update`, and where in the frame its update stands. */
export interface Content {
	readonly step: 'two' | 'update';
	readonly from: number;
	readonly to: number;
}

/** Hocuspocus' numbers, where they are not y-websocket's. */
const HOCUSPOCUS = { auth: 2, syncReply: 4, token: 0 } as const;

/** The messages of one place in its server's wire: Hocuspocus puts the document's name before everything. */
export class Wire {
	readonly path: string;
	readonly protocols: readonly string[];
	readonly #dialect: Dialect;
	readonly #prefix: Uint8Array;

	constructor(dialect: Dialect, { path, token }: Place) {
		this.path = path;
		this.protocols = token === undefined ? [] : [SUBPROTOCOL, TOKEN_PREFIX + token];
		this.#dialect = dialect;
		this.#prefix =
			dialect === 'hocuspocus'
				? encoding.encode((encoder) => encoding.writeVarString(encoder, path.slice(1)))
				: new Uint8Array();
	}

	/** What a client says first: who it is, and what it has. */
	hello(stateVector: Uint8Array): Uint8Array[] {
		const step = this.#message((encoder) => writeSync(encoder, SYNC_STEP.one, stateVector));
		if (this.#dialect === 'y-websocket') return [step];
		const auth = this.#message((encoder) => {
			encoding.writeVarUint(encoder, HOCUSPOCUS.auth);
			encoding.writeVarUint(encoder, HOCUSPOCUS.token);
			encoding.writeVarString(encoder, 'x');
		});
		return [auth, step];
	}

	/** A change, or (`two`) all that a client has. */
	content(step: 'two' | 'update', update: Uint8Array): Uint8Array {
		return this.#message((encoder) => writeSync(encoder, SYNC_STEP[step], update));
	}

	/** The renewal of a client's presence, as every unchanged client sends it each 15 s. */
	awareness(awareness: awarenessProtocol.Awareness): Uint8Array {
		const { clientID } = awareness.doc;
		return this.#message((encoder) => {
			encoding.writeVarUint(encoder, MESSAGE.awareness);
			const update = awarenessProtocol.encodeAwarenessUpdate(awareness, [clientID]);
			encoding.writeVarUint8Array(encoder, update);
		});
	}

	/** Undefined: something else. */
	read(frame: Uint8Array): Content | undefined {
		let at = this.#prefix.length;
		const type = frame[at++];
		const isSync =
			type === MESSAGE.sync || (this.#dialect === 'hocuspocus' && type === HOCUSPOCUS.syncReply);
		const step = frame[at++];
		if (!isSync || (step !== SYNC_STEP.two && step !== SYNC_STEP.update)) return undefined;
		while (frame[at]! >= 128) at++; // the length, which is that of what is left
		at++;
		return { step: step === SYNC_STEP.two ? 'two' : 'update', from: at, to: frame.length };
	}

	#message(write: (encoder: encoding.Encoder) => void): Uint8Array {
		return encoding.encode((encoder) => {
			encoding.writeUint8Array(encoder, this.#prefix);
			write(encoder);
		});
	}
}

function writeSync(encoder: encoding.Encoder, step: number, body: Uint8Array): void {
	encoding.writeVarUint(encoder, MESSAGE.sync);
	encoding.writeVarUint(encoder, step);
	encoding.writeVarUint8Array(encoder, body);
}

/** What a client has that has nothing. */
export const NOTHING: Uint8Array = Y.encodeStateVector(new Y.Doc());
