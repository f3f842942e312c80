import type { ServerResponse } from 'node:http';
import { CLOSE } from '#shared/close-codes.ts';

/** The status beside a close code, for whoever looks at answers from outside; the code itself stands in the body. */
const STATUS: Readonly<Record<number, number>> = {
	[CLOSE.malformed]: 400,
	[CLOSE.unauthorised]: 401,
	[CLOSE.notAllowed]: 403,
	[CLOSE.notFound]: 404,
	[CLOSE.restored]: 409,
	[CLOSE.erased]: 410,
	[CLOSE.tooLarge]: 413,
	[CLOSE.goingDown]: 503,
	[CLOSE.busy]: 503,
};

export function answerOpened(response: ServerResponse, line: string): void {
	end(response, 201, 'application/json', JSON.stringify({ line }));
}

/** `frames`: one behind the other, each with its length. */
export function answerFrames(response: ServerResponse, frames: Uint8Array): void {
	end(response, 200, 'application/octet-stream', frames);
}

export function answerNothing(response: ServerResponse): void {
	end(response, 204);
}

/** Not now: the same request again in a moment. */
export function answerLater(response: ServerResponse): void {
	response.setHeader('Retry-After', 1);
	end(response, 429);
}

/** The line has ended, with a code or without; undefined also where there never was one. */
export function answerClosed(response: ServerResponse, code: number | undefined): void {
	const status = code === undefined ? 404 : (STATUS[code] ?? 503);
	end(response, status, 'application/json', JSON.stringify({ close: code ?? null }));
}

function end(
	response: ServerResponse,
	status: number,
	type?: string,
	body?: string | Uint8Array,
): void {
	if (response.headersSent || response.destroyed) return;
	if (type !== undefined) response.setHeader('Content-Type', type);
	response.setHeader('Cache-Control', 'no-store');
	response.statusCode = status;
	response.end(body);
}
