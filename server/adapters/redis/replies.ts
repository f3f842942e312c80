/** Reading what Redis answers. Whatever has another form than our own scripts give is an error of this program. */

export function listOf(reply: unknown): readonly unknown[] {
	if (!Array.isArray(reply)) throw new TypeError('Redis has answered something that is no list');
	return reply;
}

export function bytesOf(reply: unknown): Buffer {
	if (!Buffer.isBuffer(reply))
		throw new TypeError('Redis has answered something that is no string');
	return reply;
}

export function textOf(reply: unknown): string {
	return typeof reply === 'string' ? reply : bytesOf(reply).toString();
}

export function numberOf(reply: unknown): number {
	return typeof reply === 'number' ? reply : Number(textOf(reply));
}

export const textsOf = (reply: unknown): string[] => listOf(reply).map(textOf);

/** A hash: field, value, field, value. */
export function pairsOf(reply: unknown): [field: string, value: Buffer][] {
	const list = listOf(reply);
	const pairs: [string, Buffer][] = [];
	for (let i = 0; i + 1 < list.length; i += 2) pairs.push([textOf(list[i]), bytesOf(list[i + 1])]);
	return pairs;
}
