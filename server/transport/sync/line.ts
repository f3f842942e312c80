import type { CloseCode } from '#shared/close-codes.ts';

/** What is told of a line to the screen that speaks through it. */
export interface LineEars {
	/** One whole message came. */
	message(bytes: Uint8Array): void;
	/** Something came that cannot be a message. */
	malformed(): void;
	/** The other side is there. */
	heard(): void;
	/** Everything that was sent has been taken. */
	drained(): void;
	/** It has ended; nothing comes any more. */
	closed(code: number): void;
}

/**
 * Messages of the sync protocol both ways, whole and in order, until one side ends it. A websocket is one; where networks
 * refuse those, requests over HTTP are another.
 */
export interface Line {
	readonly isOpen: boolean;
	readonly isPaused: boolean;
	/** What was sent and has not been taken yet. */
	readonly bufferedBytes: number;
	/** How much has come in so far, parts of messages included. */
	readonly bytesRead: number;
	/** [SO11] What lies in memory of messages that have not ended. */
	readonly unfinishedBytes: number;
	/** Once, before anything is sent. */
	listen(ears: LineEars): void;
	/** The message must not change afterwards. */
	send(message: Uint8Array): void;
	/** Nothing more is read until `resume`: that slows the sender. */
	pause(): void;
	resume(): void;
	/** Asks for a sign of life. */
	ping(): void;
	/** Says why, and waits until that was heard. */
	close(code: CloseCode, reason: string): void;
	/** Ends it at once. */
	terminate(): void;
}
