import { SeatStore } from '#lib/seat/seat-store.ts';

/** How long a network may take to let a WebSocket through, in milliseconds. */
const SOCKET_PATIENCE_MS = 5_000;
const TRIAL = 'rehearsal';

/** Whether the network between here and the server lets a WebSocket stay open. */
export function socketPasses(): Promise<boolean> {
	return new Promise((answer) => {
		const address = `${location.origin.replace(/^http/, 'ws')}/live/?EIO=4&transport=websocket`;
		const socket = new WebSocket(address);
		const settle = (passes: boolean): void => {
			clearTimeout(patience);
			socket.close();
			answer(passes);
		};
		const patience = setTimeout(() => settle(false), SOCKET_PATIENCE_MS);
		// the first word of the server, not the handshake alone: some proxies let that through and no more
		socket.onmessage = () => settle(true);
		socket.onerror = () => settle(false);
	});
}

/** Whether this device gives back what it was given to keep. */
export async function keepsTexts(): Promise<boolean> {
	try {
		const store = await SeatStore.open(TRIAL, () => undefined);
		await store.append(new Uint8Array([1]));
		const { updates } = await store.read(0);
		store.close();
		await SeatStore.remove(TRIAL);
		return updates.length > 0;
	} catch {
		return false;
	}
}

/** Whether this page would start without a network. */
export function startsOffline(): boolean {
	return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
}

interface Battery {
	readonly level: number;
	readonly charging: boolean;
}

/** What the browser tells about the battery; most tell nothing. */
export async function batteryNow(): Promise<Battery | undefined> {
	const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
	return getBattery?.call(navigator).catch(() => undefined);
}

/** The middle one; of an even count the larger one of the two. */
export function middle(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
