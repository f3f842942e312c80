import type { CloseCode } from '#shared/close-codes.ts';
import type { Role } from '#shared/roles.ts';

/** What somebody may do with one document now. `none` comes with the code that says why. */
export type Right = 'write' | 'read' | { readonly none: CloseCode };

/** One screen that looks at a room. The room knows no socket: this is all it asks of the other side. */
export interface Peer {
	/** As judged last; a room asks `judge` again when the epoch has moved (RO6). */
	readonly right: Right;
	/** Whom others see at work; all that is told about somebody (RO11). */
	readonly role: Role;
	/** Whether it asked with `?saved=1` to be told what is durable. */
	readonly wantsSaved: boolean;
	/** Whether it does not take what was sent to it already. The room then holds back until `Room.resume` (RO12). */
	readonly isSlow: boolean;
	/** Judges the right afresh, from the records of now, and remembers it. */
	judge(): Promise<Right>;
	/** Sends one whole message of the wire. */
	send(frame: Uint8Array): void;
	/** Is to send nothing more until `goOn`; what has come in already may still be told to the room. [RO18] */
	hold(): void;
	goOn(): void;
	close(code: CloseCode, reason: string): void;
}
