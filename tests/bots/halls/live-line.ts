import { Line } from '#tests/bench/swarm/line.ts';

/** Packets of engine.io and, behind `message`, of socket.io, as far as they occur here. */
const PACKET = { open: '0', ping: '2', pong: '3', connect: '40' } as const;
const PING_BYTE = PACKET.ping.charCodeAt(0);
const OPEN_BYTE = PACKET.open.charCodeAt(0);

/** A live socket that says who it is, answers pings, and only counts what else comes: thousands of them fit in a thread. */
export class LiveLine {
	messages = 0;
	#line: Line;

	constructor(base: string, token: string, from: string, closed: (code: number) => void) {
		this.#line = new Line(
			...([base, '/live/?EIO=4&transport=websocket', []] as const),
			{
				message: () => undefined,
				text: (bytes) => {
					if (bytes[0] === OPEN_BYTE)
						this.#line.sendText(PACKET.connect + JSON.stringify({ token }));
					else if (bytes[0] === PING_BYTE) this.#line.sendText(PACKET.pong);
					else this.messages++;
				},
				closed,
			},
			from,
		);
		this.#line.whenOpen().catch(() => undefined); // `closed` has been told
	}

	leave(): void {
		this.#line.leave();
	}
}
