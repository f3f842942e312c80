import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

export interface Spoilt {
	/** Added to every way there and every way back, in milliseconds. */
	readonly delayMs?: number;
	/** 0 to 1: with it, sync requests are cut off on their way there or back. */
	readonly chance?: () => number;
	/** Which part of the sync requests is cut off. */
	readonly lossPart?: number;
}

/** A proxy as authorities have them: requests pass, and whatever is no request (a websocket's tunnel) is refused. */
export class RefusingProxy {
	readonly #server: http.Server;
	readonly #spoilt: Required<Spoilt>;
	readonly #sockets = new Set<Socket>();
	/** How many tunnels were refused, and how many requests were cut off. */
	tunnelsRefused = 0;
	/** How many tunnels are open. */
	tunnelsOpen = 0;
	cut = 0;
	/** Tunnels pass from now on. */
	letsTunnelsPass = false;

	private constructor({ delayMs = 0, chance = () => 1, lossPart = 0 }: Spoilt) {
		this.#spoilt = { delayMs, chance, lossPart };
		this.#server = http.createServer((request, response) => this.#pass(request, response));
		this.#server.on('connection', (socket) => {
			this.#sockets.add(socket);
			socket.once('close', () => this.#sockets.delete(socket));
		});
		this.#server.on('connect', (request: http.IncomingMessage, socket: Socket) =>
			this.#tunnel(request, socket),
		);
	}

	static async open(spoilt: Spoilt = {}): Promise<RefusingProxy> {
		const proxy = new RefusingProxy(spoilt);
		await new Promise<void>((done) => proxy.#server.listen(0, '127.0.0.1', done));
		return proxy;
	}

	/** As a browser's context takes it. */
	get server(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		const closed = new Promise<void>((done) => this.#server.close(() => done()));
		for (const socket of this.#sockets) socket.destroy();
		await closed;
	}

	#pass(request: http.IncomingMessage, response: http.ServerResponse): void {
		const { delayMs, chance, lossPart } = this.#spoilt;
		const isSync = request.url?.includes('/sync-http/lines/') === true;
		const luck = isSync ? chance() : 1;
		const cut = (): void => {
			this.cut++;
			request.socket.destroy();
		};
		if (luck < lossPart / 2) return cut();
		setTimeout(() => {
			const onward = http.request(
				request.url!,
				{ method: request.method, headers: request.headers, agent: false },
				(answer) =>
					setTimeout(() => {
						if (luck < lossPart) return cut();
						response.writeHead(answer.statusCode!, answer.headers);
						answer.pipe(response);
					}, delayMs),
			);
			onward.on('error', () => request.socket.destroy());
			response.on('close', () => onward.destroy());
			request.pipe(onward);
		}, delayMs);
	}

	#tunnel(request: http.IncomingMessage, socket: Socket): void {
		socket.on('error', () => socket.destroy());
		if (!this.letsTunnelsPass) {
			this.tunnelsRefused++;
			socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
			return;
		}
		const { hostname, port } = new URL(`http://${request.url}`);
		const onward = net.connect(Number(port), hostname, () => {
			this.tunnelsOpen++;
			onward.once('close', () => this.tunnelsOpen--);
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			onward.pipe(socket).pipe(onward);
		});
		onward.on('error', () => socket.destroy());
		socket.on('close', () => onward.destroy());
	}
}
