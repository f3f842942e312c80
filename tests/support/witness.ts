import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { Room } from '#server/rooms/room.ts';
import { SYNC_STEP } from '#shared/wire.ts';
import { Screen } from './room-screens.ts';

/** A page that keeps apart what it was shown from what it wrote, for comparing both with the log. */
export class Witness extends Screen {
	/** Only what came from the server. */
	readonly shown = new Y.Doc();
	/** Updates inside the content frames sent on this connection, in order. */
	sentUpdates: Uint8Array[] = [];

	override join(room?: Room): void {
		this.sentUpdates = [];
		super.join(room);
	}

	override post(frame: Uint8Array): void {
		const before = this.sent;
		super.post(frame);
		if (this.sent > before || this.sentUpdates.length < this.sent)
			this.sentUpdates.push(bodyOf(frame));
	}

	override send(frame: Uint8Array): void {
		if (frame[0] === 0 && frame[1] !== SYNC_STEP.one) Y.applyUpdate(this.shown, bodyOf(frame));
		super.send(frame);
	}
}

function bodyOf(frame: Uint8Array): Uint8Array {
	const decoder = decoding.createDecoder(frame);
	decoding.readVarUint(decoder);
	decoding.readVarUint(decoder);
	return decoding.readVarUint8Array(decoder);
}
