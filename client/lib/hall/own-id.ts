import { isId, newId } from '#shared/ids.ts';

/** How long another window of this browser may take to say that an id is its own, in milliseconds. */
const ANSWER_MS = 200;

/**
 * [PJ8] Which one of its kind this window is (a projector, an interpreter's page): the same after a reload, and after the
 * machine was switched off. Two windows of one browser are two.
 *
 * @param kind - a word for this device's storage
 * @returns the id, and what ends the answering of other windows
 */
export async function ownId<P extends string>(
	prefix: P,
	kind: string,
): Promise<{ readonly id: `${P}${string}`; readonly close: () => void }> {
	const [here, all] = [`thementisch.${kind}`, `thementisch.${kind}s`];
	const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(here);
	const known = read(prefix, () => localStorage.getItem(all));
	const before = read(prefix, () => sessionStorage.getItem(here));
	const taken = await takenIds(channel);
	const free = [...before, ...known].find((one) => !taken.has(one));
	const id = free ?? newId(prefix, (bytes) => crypto.getRandomValues(bytes));
	write(() => sessionStorage.setItem(here, JSON.stringify([id])));
	write(() => localStorage.setItem(all, JSON.stringify([...new Set([...known, id])].slice(-8))));
	channel?.addEventListener('message', ({ data }) => {
		if (data === 'who') channel.postMessage(id);
	});
	return { id, close: () => channel?.close() };
}

/** The ids of other windows of this browser. */
async function takenIds(channel: BroadcastChannel | undefined): Promise<ReadonlySet<string>> {
	const taken = new Set<string>();
	if (!channel) return taken;
	const hear = ({ data }: MessageEvent): void => void taken.add(String(data));
	channel.addEventListener('message', hear);
	channel.postMessage('who');
	await new Promise((done) => setTimeout(done, ANSWER_MS));
	channel.removeEventListener('message', hear);
	return taken;
}

function read<P extends string>(prefix: P, get: () => string | null): readonly `${P}${string}`[] {
	try {
		const kept: unknown = JSON.parse(get() ?? '[]');
		return Array.isArray(kept) ? kept.filter((one) => isId(prefix, one)) : [];
	} catch {
		return []; // closed or damaged storage: a new one
	}
}
function write(set: () => void): void {
	try {
		set();
	} catch {
		// it is the same one until this window closes
	}
}
