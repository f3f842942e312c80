import { createClient, createCluster, RESP_TYPES } from 'redis';

/** What a command is made of. */
export type Arg = string | Buffer;

/** Connections to one Redis, or to all masters of a cluster. It does not come back by itself once it was lost. */
export interface Wire {
	/** Rejects if it cannot be had. */
	connect(): Promise<unknown>;
	/** `key` says which master of a cluster is asked. Rejects at once while there is no connection. */
	send(key: string, isReadonly: boolean, args: readonly Arg[]): Promise<unknown>;
	/** Asks each master. */
	sendToMasters(args: readonly Arg[]): Promise<unknown[]>;
	/** Hears a sharded channel. */
	subscribe(channel: string, listener: (message: string) => void): Promise<void>;
	unsubscribe(channel: string): Promise<void>;
	/** Lets what was sent be answered, then ends. */
	close(): Promise<void>;
	/** Ends now; what was not answered is rejected. */
	destroy(): void;
}

/** Something went wrong with a connection. `isLost`: nothing can be sent any more. */
export type Trouble = (error: unknown, isLost: boolean) => void;

const CONNECT_MS = 4_000;
/** Rooms and services keep few questions open each; so many means that something is wrong. */
const QUEUE_MAX = 50_000;
const NODE_RECONNECT_MS = { first: 50, longest: 1_000 };

/** RESP 2 has lists where RESP 3 has maps: one form for scripts and commands. All strings come as bytes. */
const FORM = {
	RESP: 2,
	commandOptions: {
		typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer },
		// the library would make an AbortSignal for each command; the link looks after silence itself
		timeout: 0,
	},
} as const;
const OPTIONS = {
	// what cannot be sent now is refused at once: whoever asks decides whether to ask again
	disableOfflineQueue: true,
	commandsQueueMaxLength: QUEUE_MAX,
} as const;

/** One Redis on its own. */
export function singleWire(url: string, trouble: Trouble): Wire {
	const client = createClient({
		...FORM,
		...OPTIONS,
		url,
		socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
	});
	client.on('error', (error) => trouble(error, !client.isReady));
	return {
		connect: () => client.connect(),
		send: (_key, _isReadonly, args) => client.sendCommand(args),
		sendToMasters: async (args) => [await client.sendCommand(args)],
		subscribe: (channel, listener) => client.sSubscribe(channel, listener),
		unsubscribe: (channel) => client.sUnsubscribe(channel),
		close: () => client.close(),
		destroy: () => client.destroy(),
	};
}

/** A cluster; `urls` are nodes to ask for the others. The user and the password of the first hold for all. */
export function clusterWire(urls: readonly string[], trouble: Trouble): Wire {
	const [first] = urls.map((url) => new URL(url));
	const cluster = createCluster({
		...FORM,
		rootNodes: urls.map((url) => ({ url })),
		defaults: {
			...OPTIONS,
			...FORM,
			...(first?.username && { username: decodeURIComponent(first.username) }),
			...(first?.password && { password: decodeURIComponent(first.password) }),
			socket: {
				connectTimeout: CONNECT_MS,
				...(first?.protocol === 'rediss:' && { tls: true }),
				// a node that comes back is found again without the others being left
				reconnectStrategy: (retries) =>
					Math.min(NODE_RECONNECT_MS.first * 2 ** Math.min(retries, 10), NODE_RECONNECT_MS.longest),
			},
		},
		// a node that is down must not keep the others from being asked
		minimizeConnections: true,
	});
	cluster.on('error', (error) => trouble(error, false));
	cluster.on('node-error', (error) => trouble(error, false));
	return {
		connect: () => cluster.connect(),
		send: (key, isReadonly, args) =>
			cluster.sendCommand(key, isReadonly, [...args], FORM.commandOptions),
		sendToMasters: (args) =>
			Promise.all(
				cluster.masters.map(async (master) =>
					(await cluster.nodeClient(master)).sendCommand(args, FORM.commandOptions),
				),
			),
		subscribe: (channel, listener) => cluster.sSubscribe(channel, listener),
		unsubscribe: (channel) => cluster.sUnsubscribe(channel),
		close: () => cluster.close(),
		destroy: () => cluster.destroy(),
	};
}
