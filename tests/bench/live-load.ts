// node tests/bench/live-load.ts: how long commands take while a whole region is connected. Prints one line.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import type { Acknowledgement } from '#shared/commands.ts';
import type { State } from '#shared/state.ts';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { spreadOf, type Spread } from '#tests/support/percentiles.ts';
import { startRedis } from '#tests/support/redis-server.ts';
import { startServer } from '#tests/support/server.ts';
import { pause, until } from '#tests/support/until.ts';

const { values: asked } = parseArgs({
	options: {
		/** Halls at once, and devices in each of them. */
		halls: { type: 'string', default: '25' },
		people: { type: 'string', default: '150' },
		seconds: { type: 'string', default: '20' },
		/** Commands a second of each hall's moderator. */
		rate: { type: 'string', default: '1' },
		redis: { type: 'boolean', default: false },
	},
});
const [halls, people, seconds, rate] = [asked.halls, asked.people, asked.seconds, asked.rate].map(
	Number,
) as [number, number, number, number];

/** The live socket with as little of a client as will do: thousands of them in one process. */
class Device {
	version = 0;
	readonly #socket: WebSocket;
	readonly #waiting = new Map<number, (answer: Acknowledgement) => void>();
	#asked = 0;
	onState: (version: number) => void = () => undefined;

	constructor(base: string, token: string) {
		this.#socket = new WebSocket(`${base.replace('http', 'ws')}/live/?EIO=4&transport=websocket`, {
			perMessageDeflate: false,
		});
		this.#socket.on('error', () => undefined);
		this.#socket.on('message', (bytes: Buffer) => {
			const text = bytes.toString();
			if (text.startsWith('0')) this.#socket.send(`40${JSON.stringify({ token })}`);
			else if (text === '2') this.#socket.send('3');
			else if (text.startsWith('42["state"')) {
				this.version = (JSON.parse(text.slice(2)) as [string, State])[1].version;
				this.onState(this.version);
			} else if (text.startsWith('43')) {
				const [, id = '', body = ''] = /^43(\d+)(.*)$/s.exec(text) ?? [];
				const [answer] = JSON.parse(body) as [Acknowledgement];
				this.#waiting.get(Number(id))?.(answer);
				this.#waiting.delete(Number(id));
			}
		});
	}

	command(name: string, body: object): Promise<Acknowledgement> {
		const n = this.#asked++;
		return new Promise((done) => {
			this.#waiting.set(n, done);
			this.#socket.send(`42${n}${JSON.stringify([name, { id: randomUUID(), ...body }])}`);
		});
	}

	leave(): void {
		this.#socket.terminate();
	}
}

const redis = asked.redis ? await startRedis() : undefined;
const server = await startServer(redis && { env: { REDIS_URL: redis.url } });
const devices: Device[] = [];
try {
	const acknowledgedMs: number[] = [];
	const shownMs: number[] = [];
	const moderators: { device: Device; tableId: string; seats: Device[] }[] = [];
	for (let n = 0; n < halls; n++) {
		const dialogue = await createDialogue(server.base, server.adminToken);
		const seats = await Promise.all(
			Array.from({ length: people }, async () => {
				const { token } = await joinSeat(server.base, dialogue.code);
				return new Device(server.base, token);
			}),
		);
		const device = new Device(server.base, dialogue.links.moderator.token);
		devices.push(device, ...seats);
		moderators.push({ device, tableId: dialogue.tables[0]!.id, seats });
		await until(() => [device, ...seats].every(({ version }) => version > 0), {
			what: 'everybody is connected',
			withinMs: 60_000,
		});
	}
	await Promise.all(
		moderators.map(async ({ device, tableId, seats }, n) => {
			await pause((n * 1_000) / rate / halls);
			for (let k = 0; k < seconds * rate; k++) {
				const sentMs = performance.now();
				const { version } = device;
				let told = 0;
				for (const seat of seats)
					seat.onState = (seen) => {
						if (seen > version && ++told === seats.length) shownMs.push(performance.now() - sentMs);
					};
				const answer = await device.command('table:freeze', { tableId, frozen: k % 2 === 0 });
				if (!answer.ok) throw new Error(answer.rejection.code);
				acknowledgedMs.push(performance.now() - sentMs);
				await pause(Math.max(0, 1_000 / rate - (performance.now() - sentMs)));
			}
		}),
	);
	const line = ({ count, p50, p99, max }: Spread) =>
		`p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} max ${max.toFixed(1)} ms (${count})`;
	console.log(
		`${devices.length} live sockets in ${halls} halls on ${redis ? 'Redis' : 'the embedded store'}, ` +
			`${halls * rate} commands a second: acknowledged ${line(spreadOf(acknowledgedMs))}, ` +
			`on the last of ${people} screens ${line(spreadOf(shownMs))}`,
	);
} finally {
	for (const device of devices) device.leave();
	await server.remove();
	await redis?.remove();
}
