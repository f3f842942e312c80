import { pino, type DestinationStream, type Level, type Logger as Pino } from 'pino';
import type { LogFields, Logger } from '#server/ports/logger.ts';

/** Fields whose text must never be written, should somebody put it there by mistake. Numbers under these names are counts. */
const FORBIDDEN = new Set(
	`token setupToken password passwordHash secret authorization cookie sec-websocket-protocol address ip userAgent
	name text title original reason message body url link joinCode dots ballot update`.split(/\s+/u),
);
const REDACTED = '[redacted]';
/** A token where it travels: in a header, in a WebSocket subprotocol, or in a link's fragment. */
const TOKEN = /(Bearer\s+|token\.|\/rolle#)[A-Za-z0-9._~+/=-]+/gu;
/** Ids and error messages are short; what is long was not meant to be here. */
const TEXT_CHARS_MAX = 400;
const STACK_CHARS_MAX = 4_000;

/** Log lines as JSON on standard output, or wherever `destination` leads. */
export class PinoLogger implements Logger {
	readonly #pino: Pino;

	/** `node`: the name of this node, on every line. */
	constructor(node: string, level: Level | 'silent' = 'info', destination?: DestinationStream) {
		const options = {
			level,
			base: { node },
			timestamp: pino.stdTimeFunctions.isoTime,
			formatters: { level: (label: string) => ({ level: label }) },
			messageKey: 'message',
		};
		this.#pino = destination ? pino(options, destination) : pino(options);
	}

	info(fields: LogFields, message: string): void {
		this.#pino.info(clean(fields), message);
	}
	warn(fields: LogFields, message: string): void {
		this.#pino.warn(clean(fields), message);
	}
	error(fields: LogFields, message: string): void {
		this.#pino.error(clean(fields), message);
	}
}

type Clean = string | number | boolean | null | { readonly [key: string]: Clean };

function clean(fields: LogFields): Record<string, Clean> {
	const cleaned: Record<string, Clean> = {};
	for (const [name, value] of Object.entries(fields))
		cleaned[name] =
			typeof value === 'string'
				? FORBIDDEN.has(name)
					? REDACTED
					: cleanText(value, TEXT_CHARS_MAX)
				: value instanceof Error
					? cleanError(value)
					: value;
	return cleaned;
}

/** An error's own further fields may hold anything, so only these are written; causes down to a depth. */
function cleanError(error: Error, depth = 0): Clean {
	return {
		type: error.name,
		message: cleanText(error.message, TEXT_CHARS_MAX),
		...(error.stack && { stack: cleanText(error.stack, STACK_CHARS_MAX) }),
		...('code' in error && typeof error.code === 'string' && { code: error.code }),
		...(error.cause instanceof Error && depth < 3 && { cause: cleanError(error.cause, depth + 1) }),
	};
}

function cleanText(text: string, charsMax: number): string {
	const short = text.length > charsMax ? `${text.slice(0, charsMax)}…` : text;
	return short.replace(TOKEN, `$1${REDACTED}`);
}
