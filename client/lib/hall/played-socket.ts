import * as Y from 'yjs';
import { MESSAGE, SYNC_STEP } from '#shared/wire.ts';

/** The server's end of a socket, played by the test. */
export class PlayedSocket {
	static all: PlayedSocket[] = [];
	static readonly CONNECTING = 0;
	static readonly OPEN = 1;
	static readonly CLOSED = 3;
	readonly OPEN = 1;
	readyState = 0;
	binaryType = '';
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: Uint8Array }) => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;
	onerror: (() => void) | null = null;
	readonly sent: Uint8Array[] = [];

	constructor() {
		PlayedSocket.all.push(this);
	}
	send(frame: Uint8Array): void {
		this.sent.push(frame);
	}
	close(): void {
		this.readyState = 3;
	}

	opens(): void {
		this.readyState = 1;
		this.onopen?.();
	}
	/** Lengths and counts below 128 are one byte. */
	says(...frame: number[]): void {
		this.onmessage?.({ data: Uint8Array.from(frame) });
	}
	/** Its content: nothing. */
	saysStepTwo(): void {
		const nothing = Y.encodeStateAsUpdate(new Y.Doc());
		this.says(MESSAGE.sync, SYNC_STEP.two, nothing.length, ...nothing);
	}
	/** What it wants to know: everything. */
	asksStepOne(): void {
		const nothing = Y.encodeStateVector(new Y.Doc());
		this.says(MESSAGE.sync, SYNC_STEP.one, nothing.length, ...nothing);
	}
	keeps(frames: number): void {
		this.says(MESSAGE.saved, frames);
	}
}
