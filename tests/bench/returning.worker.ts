// Unchanged y-websocket clients on seats and boards that lose their server and come back by themselves.
import { parentPort, workerData } from 'node:worker_threads';
import type { JoinAnswer } from '#shared/api.ts';
import type { TableId } from '#shared/ids.ts';
import { Screen, Tablet } from '#tests/support/clients.ts';

export interface Returning {
	/** `http://127.0.0.1:<port>` */
	readonly base: string;
	readonly tableId: TableId;
	readonly seats: readonly JoinAnswer[];
}

process.setMaxListeners(0);
const { base, tableId, seats } = workerData as Returning;
const clients = seats.flatMap((seat) => [
	new Tablet(base, seat),
	new Screen(base, { ...seat, tableId }),
]);
for (const client of clients) await client.whenSynced(60_000);

/** When each client was back, `performance.timeOrigin + now`. */
const back = clients.map(
	({ provider }) =>
		new Promise<number>((resolve) =>
			provider.on('sync', (synced: boolean) => {
				if (synced) resolve(performance.timeOrigin + performance.now());
			}),
		),
);
parentPort!.postMessage('ready');
parentPort!.postMessage(await Promise.all(back));
