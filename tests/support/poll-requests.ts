import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding';

/** What came back: the status, the messages in it, or the word about the end of the line. */
export interface PollAnswer {
	readonly status: number;
	readonly messages: readonly Uint8Array[];
	readonly close: number | null | undefined;
	readonly line: string | undefined;
}

/** Requests of sync over HTTP, one by one, with whatever token and numbers a test likes. */
export class PollRequests {
	readonly #base: string;
	readonly #token: string | undefined;
	readonly #origin: string | undefined;

	constructor(base: string, token?: string, origin?: string) {
		this.#base = base;
		this.#token = token;
		this.#origin = origin;
	}

	open(path: string): Promise<PollAnswer> {
		return this.ask('POST', path);
	}
	/** Opens and gives the line's id. */
	async opened(path: string): Promise<string> {
		const { line, status } = await this.open(path);
		if (line === undefined) throw new Error(`no line: ${status}`);
		return line;
	}
	fetch(line: string, after: number | string, wait = false): Promise<PollAnswer> {
		return this.ask('GET', `lines/${line}?after=${after}${wait ? '' : '&wait=0'}`);
	}
	send(line: string, from: number | string, ...messages: Uint8Array[]): Promise<PollAnswer> {
		const encoder = createEncoder();
		for (const message of messages) writeVarUint8Array(encoder, message);
		return this.sendBytes(line, from, toUint8Array(encoder));
	}
	sendBytes(line: string, from: number | string, body: Uint8Array): Promise<PollAnswer> {
		return this.ask('POST', `lines/${line}?from=${from}`, body);
	}

	async ask(method: string, address: string, body?: Uint8Array): Promise<PollAnswer> {
		const response = await fetch(`${this.#base}/sync-http/${address}`, {
			method,
			headers: {
				...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
				...(this.#origin !== undefined && { origin: this.#origin }),
			},
			body: body ? Buffer.from(body) : null,
		});
		const bytes = new Uint8Array(await response.arrayBuffer());
		const isJson = response.headers.get('content-type')?.includes('json') === true;
		const told = isJson ? (JSON.parse(Buffer.from(bytes).toString()) as Partial<PollAnswer>) : {};
		return {
			status: response.status,
			messages: response.status === 200 ? messagesIn(bytes) : [],
			close: told.close,
			line: told.line,
		};
	}
}

function messagesIn(body: Uint8Array): Uint8Array[] {
	const messages: Uint8Array[] = [];
	const decoder = createDecoder(body);
	while (hasContent(decoder)) messages.push(readVarUint8Array(decoder));
	return messages;
}
