import type { Viewer } from '#server/domain/view-for.ts';
import type { ProjectorId, TableId } from '#shared/ids.ts';
import type { Message, Presence, State, Tally } from '#shared/state.ts';

/** Why the server ends a live socket; told in `goodbye` before it does. */
export type Farewell = 'revoked' | 'erased';

/** What goes down the live socket. */
export interface Down {
	state: (state: State) => void;
	presence: (presence: Presence) => void;
	tally: (tally: Tally) => void;
	message: (message: Message) => void;
	goodbye: (why: { readonly reason: Farewell }) => void;
}

/** One connection that looks at a dialogue. A hall knows no socket: this is all it asks of the other side. */
export interface Screen {
	readonly viewer: Viewer;
	/** Where a participant's device said that it is (`seat:at`); forgotten with the connection. */
	at: TableId | undefined;
	/** Which projector it said that it is (`projector:here`); forgotten with the connection. */
	projector?: ProjectorId | undefined;
	/** When anything came from it last, ms since 1970. */
	readonly heardAtMs: number;
	/** It has not taken what was sent before: what comes again whole is better sent later. */
	readonly isSlow: boolean;
	send<E extends keyof Down>(event: E, body: Parameters<Down[E]>[0]): void;
	end(reason: Farewell): void;
}
