import { WebSocket } from 'ws';
import { CLOSE } from '#shared/close-codes.ts';

/** What RFC 6455 lets `ws` say by itself, and what we say: a page cannot act upon a code that it retries for ever. */
const OURS = new Map<number | undefined, number>([
	[1009, CLOSE.tooLarge],
	[1002, CLOSE.malformed],
	[1007, CLOSE.malformed],
]);

/** A websocket that ends with our close codes also where `ws` closes by itself. */
export class SyncSocket extends WebSocket {
	override close(code?: number, reason?: string | Buffer): void {
		super.close(OURS.get(code) ?? code, reason);
	}
}
