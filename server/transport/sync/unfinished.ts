/** A socket that may hold a part of a message. */
export interface Receiving {
	/** How many bytes of a message lie in memory that has not ended yet. */
	readonly unfinishedBytes: number;
}

/**
 * [SO11] Whose unfinished messages have to go so that all of them together stay within the limit: the largest first, since
 * a hall that comes back has many small ones.
 */
export function tooMuchUnfinished<T extends Receiving>(
	sockets: Iterable<T>,
	bytesMax: number,
): readonly T[] {
	let bytes = 0;
	const receiving: { readonly socket: T; readonly bytes: number }[] = [];
	for (const socket of sockets) {
		if (socket.unfinishedBytes === 0) continue;
		receiving.push({ socket, bytes: socket.unfinishedBytes });
		bytes += socket.unfinishedBytes;
	}
	if (bytes <= bytesMax) return [];
	receiving.sort((a, b) => b.bytes - a.bytes);
	const gone: T[] = [];
	for (const next of receiving) {
		if (bytes <= bytesMax) break;
		gone.push(next.socket);
		bytes -= next.bytes;
	}
	return gone;
}
