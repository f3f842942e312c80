import { once } from 'node:events';
import net from 'node:net';

/** What becomes of bytes on their way. `hold`: they wait until it is `pass` again, in order. */
type Way = 'pass' | 'hold' | 'drop';

interface Connection {
	readonly client: net.Socket;
	readonly server: net.Socket;
	readonly held: { readonly to: net.Socket; readonly bytes: Buffer }[];
	/** It has asked for channels: bells come this way. */
	isSubscriber: boolean;
	/** It ends with the next answer. */
	isToBeCut: boolean;
}

/** A network between two programs on this machine that can be spoilt. */
export class TcpProxy {
	readonly #server: net.Server;
	readonly #target: number;
	readonly #connections = new Set<Connection>();
	#toServer: Way = 'pass';
	#toClient: Way = 'pass';
	#isDown = false;
	/** Bells are swallowed; everything else passes. */
	isDeaf = false;
	#cutAt: (request: Buffer) => boolean | 'unheard' = () => false;
	/** How many answers were cut off. */
	cut = 0;

	private constructor(target: number) {
		this.#target = target;
		this.#server = net.createServer((client) => this.#accept(client));
	}

	/** Listens on a free port of 127.0.0.1 and passes everything on to `target`. */
	static async open(target: number): Promise<TcpProxy> {
		const proxy = new TcpProxy(target);
		proxy.#server.listen(0, '127.0.0.1');
		await once(proxy.#server, 'listening');
		return proxy;
	}

	get port(): number {
		return (this.#server.address() as net.AddressInfo).port;
	}

	/** `to-server`: requests do not arrive; `to-client`: answers do not. */
	spoil(direction: 'to-server' | 'to-client', way: Way): void {
		if (direction === 'to-server') this.#toServer = way;
		else this.#toClient = way;
		if (way !== 'pass') return;
		for (const { held, client } of this.#connections)
			for (const { to, bytes } of held.splice(0)) {
				const isOpen = (to === client ? this.#toClient : this.#toServer) === 'pass';
				if (isOpen) to.write(bytes);
				else held.push({ to, bytes });
			}
	}

	/** The next request with this in it arrives, and its connection ends before the answer does. */
	cutAnswerTo(request: string): void {
		this.cutAt((bytes) => bytes.includes(request));
	}

	/** The first request for which this is true arrives, and its connection ends before the answer; `unheard`: before the request. */
	cutAt(isIt: (request: Buffer) => boolean | 'unheard'): void {
		this.#cutAt = isIt;
	}

	/** There is no way through any more: what is open ends, and what comes is let go at once. */
	down(): void {
		this.#isDown = true;
		this.cutAll();
	}

	up(): void {
		this.#isDown = false;
	}

	/** Ends all connections now. */
	cutAll(): void {
		for (const connection of [...this.#connections]) this.#end(connection);
	}

	async close(): Promise<void> {
		const closed = once(this.#server, 'close');
		this.#server.close();
		this.cutAll();
		await closed;
	}

	#accept(client: net.Socket): void {
		if (this.#isDown) return void client.destroy();
		const server = net.connect(this.#target, '127.0.0.1');
		const connection: Connection = {
			client,
			server,
			held: [],
			isSubscriber: false,
			isToBeCut: false,
		};
		this.#connections.add(connection);
		client.on('data', (bytes: Buffer) => {
			if (bytes.includes('ssubscribe')) connection.isSubscriber = true;
			const cut = this.#cutAt(bytes);
			if (cut) {
				this.#cutAt = () => false;
				if (cut === 'unheard') {
					this.cut++;
					return this.#end(connection);
				}
				connection.isToBeCut = true;
			}
			this.#carry(connection, server, bytes, this.#toServer);
		});
		server.on('data', (bytes: Buffer) => {
			if (connection.isSubscriber && this.isDeaf) return;
			if (connection.isToBeCut) {
				this.cut++;
				return this.#end(connection);
			}
			this.#carry(connection, client, bytes, this.#toClient);
		});
		for (const socket of [client, server])
			for (const event of ['error', 'close']) socket.on(event, () => this.#end(connection));
	}

	#carry({ held }: Connection, to: net.Socket, bytes: Buffer, way: Way): void {
		if (way === 'pass') to.write(bytes);
		else if (way === 'hold') held.push({ to, bytes });
	}

	#end(connection: Connection): void {
		this.#connections.delete(connection);
		connection.client.destroy();
		connection.server.destroy();
	}
}
