// @hocuspocus/server with its default settings: `memory`, `sqlite <folder>`, or `redis <url>` by its database extension.
import path from 'node:path';
import { createClient, RESP_TYPES } from 'redis';
import { peerPort, tellPort } from './peer-port.ts';

interface ServerPackage {
	Server: new (settings: object) => {
		listen(): Promise<unknown>;
		readonly address: { readonly address: string; readonly family: string; readonly port: number };
	};
}
interface SqlitePackage {
	SQLite: new (settings: { database: string }) => object;
}
interface DatabasePackage {
	Database: new (settings: {
		fetch(what: { documentName: string }): Promise<Uint8Array | null>;
		store(what: { documentName: string; state: Buffer }): Promise<void>;
	}) => object;
}

const [store = 'memory', where = ''] = process.argv.slice(2);
const load = async (name: string): Promise<unknown> => import(name); // not there when the main project's types are checked
const { Server } = (await load('@hocuspocus/server')) as ServerPackage;
const extensions =
	store === 'sqlite' ? [await inSqlite()] : store === 'redis' ? [await inRedis()] : [];
const server = new Server({ address: '127.0.0.1', port: peerPort(), quiet: true, extensions });
await server.listen();
tellPort(server.address);

async function inSqlite(): Promise<object> {
	const { SQLite } = (await load('@hocuspocus/extension-sqlite')) as SqlitePackage;
	return new SQLite({ database: path.join(where, 'hocuspocus.db') });
}

async function inRedis(): Promise<object> {
	const { Database } = (await load('@hocuspocus/extension-database')) as DatabasePackage;
	const client = createClient({ url: where });
	client.on('error', () => undefined);
	await client.connect();
	const binary = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
	return new Database({
		fetch: ({ documentName }) => binary.get(documentName),
		store: async ({ documentName, state }) => void (await client.set(documentName, state)),
	});
}
