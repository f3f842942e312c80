import { isId, newId, type ProjectorId } from '#shared/ids.ts';

const KNOWN = 'thementisch.projectors';
const HERE = 'thementisch.projector';
/** How long another window of this browser may take to say that an id is its own, in milliseconds. */
const ANSWER_MS = 200;

/**
 * [PJ8] Which projector this window is: the same after a reload, and after the machine was switched off. Two windows of one
 * browser, for two projectors, are two.
 *
 * @returns the id, and what ends the answering of other windows
 */
export async function ownId(): Promise<{ readonly id: ProjectorId; readonly close: () => void }> {
	const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(HERE);
	const known = read(() => localStorage.getItem(KNOWN));
	const before = read(() => sessionStorage.getItem(HERE));
	const taken = await takenIds(channel);
	const free = [...before, ...known].find((one) => !taken.has(one));
	const id = free ?? newId('p_', (bytes) => crypto.getRandomValues(bytes));
	write(() => sessionStorage.setItem(HERE, JSON.stringify([id])));
	write(() => localStorage.setItem(KNOWN, JSON.stringify([...new Set([...known, id])].slice(-8))));
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

function read(get: () => string | null): readonly ProjectorId[] {
	try {
		const kept: unknown = JSON.parse(get() ?? '[]');
		return Array.isArray(kept) ? kept.filter((one) => isId('p_', one)) : [];
	} catch {
		return []; // closed or damaged storage: a new projector
	}
}
function write(set: () => void): void {
	try {
		set();
	} catch {
		// it is the same one until this window closes
	}
}
