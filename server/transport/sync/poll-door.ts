import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#server/ports/clock.ts';
import type { CloseCode } from '#shared/close-codes.ts';
import { hashOf, readCaller, type Admitted, type Caller } from './admission.ts';
import type { Line } from './line.ts';
import { answerClosed, answerOpened } from './poll-answers.ts';
import { PollLine } from './poll-line.ts';

export interface PollDoorNeeds {
	readonly clock: Clock;
	readonly admit: (caller: Caller) => Promise<Admitted | CloseCode>;
	readonly largestFrameBytes: (admitted: Admitted) => number;
	/** A line is open: a screen speaks through it from now on. */
	readonly opened: (line: Line, admitted: Admitted) => void;
	readonly refused: (code: CloseCode) => void;
}

interface Open {
	readonly line: PollLine;
	readonly tokenHash: string;
}

const LINES = 'lines/';
const BEARER = /^Bearer +([\x21-\x7E]+)$/i;

/**
 * Sync over HTTP, where a network refuses websockets: the same rooms, rights and places by requests. `shared/PROTOCOL.md`
 * has the addresses; rules HL1–HL7 in SPEC.md.
 */
export class PollDoor {
	readonly #needs: PollDoorNeeds;
	readonly #lines = new Map<string, Open>();

	constructor(needs: PollDoorNeeds) {
		this.#needs = needs;
	}

	/** `address`: what stands behind `/sync-http/`, the query included. */
	async serve(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
		const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
		if (!address.startsWith(LINES)) return this.#open(request, response, address, token);
		const [id = '', query] = address.slice(LINES.length).split('?', 2);
		const open = this.#lines.get(id);
		// [HL1] a line of somebody else is none
		if (!open || open.tokenHash !== hashOf(token ?? '')) return refuse(request, response);
		const asked = new URLSearchParams(query);
		if (request.method === 'GET') {
			request.resume();
			open.line.fetch(response, countIn(asked, 'after'), asked.get('wait') !== '0');
		} else if (request.method === 'POST')
			await open.line.take(request, response, countIn(asked, 'from'));
		else if (request.method === 'DELETE') {
			open.line.terminate();
			refuse(request, response);
		} else refuse(request, response);
	}

	async #open(
		request: IncomingMessage,
		response: ServerResponse,
		address: string,
		token: string | undefined,
	): Promise<void> {
		if (request.method !== 'POST') return refuse(request, response);
		request.resume();
		const admitted = await this.#needs.admit(readCaller(address, token));
		if (typeof admitted === 'number') {
			this.#needs.refused(admitted);
			return answerClosed(response, admitted);
		}
		if (response.destroyed) return admitted.release();
		const id = randomBytes(16).toString('base64url');
		const line = new PollLine(this.#needs.clock, this.#needs.largestFrameBytes(admitted), () => {
			this.#lines.delete(id);
			admitted.release();
		});
		this.#lines.set(id, { line, tokenHash: admitted.caller.tokenHash });
		this.#needs.opened(line, admitted);
		answerOpened(response, id);
	}
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
	request.resume();
	answerClosed(response, undefined);
}

/** NaN if it is none: then it is no place in any line. */
function countIn(asked: URLSearchParams, name: string): number {
	const text = asked.get(name) ?? '';
	return /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}
