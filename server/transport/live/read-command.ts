import { COMMANDS, type AnyCommand, type CommandName } from '#shared/commands.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';

/** A path in an answer; what is longer was made to be long. */
const PATH_CHARS_MAX = 100;
/** No command nests deeper; what does is not walked through to its end. */
const DEPTH_MAX = 6;

/**
 * [LV2] A command out of what somebody sent: a known name and one body that its schema takes, without unknown fields.
 *
 * @param event - the name as it came: anything
 * @param bodies - what came with it, without the acknowledgement
 */
export function readCommand(
	event: unknown,
	bodies: readonly unknown[],
): Result<AnyCommand, 'command/unknown' | 'request/invalid'> {
	if (!isCommandName(event)) return reject('command/unknown');
	const [body] = bodies;
	if (bodies.length !== 1 || !isPlain(body, DEPTH_MAX)) return reject('request/invalid');
	const parsed = COMMANDS[event].safeParse(body);
	if (!parsed.success) {
		const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
		return reject('request/invalid', path.slice(0, PATH_CHARS_MAX));
	}
	// the schema of this very name has just made it
	return ok({ name: event, ...parsed.data } as AnyCommand);
}

function isCommandName(event: unknown): event is CommandName {
	return typeof event === 'string' && Object.hasOwn(COMMANDS, event);
}

/** JSON without bytes and without `__proto__`, which a schema of a record would pass over in silence. */
function isPlain(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return true;
	if (depth === 0) return false;
	if (Array.isArray(value)) return value.every((entry) => isPlain(entry, depth - 1));
	if (Object.getPrototypeOf(value) !== Object.prototype || Object.hasOwn(value, '__proto__'))
		return false;
	return Object.values(value).every((entry) => isPlain(entry, depth - 1));
}
