import { startRedis, type RedisServer } from './redis-server.ts';
import { startServer, type ServerProcess } from './server.ts';

/** Two servers on one Redis of their own. */
export interface TwoNodes {
	readonly redis: RedisServer;
	readonly nodes: readonly [ServerProcess, ServerProcess];
	remove(): Promise<void>;
}

/** Starts them; they are called `a` and `b`. */
export async function startTwoNodes(): Promise<TwoNodes> {
	const redis = await startRedis();
	const start = (name: string) => startServer({ env: { REDIS_URL: redis.url, NODE_NAME: name } });
	const nodes = await Promise.all([start('a'), start('b')]);
	return {
		redis,
		nodes,
		async remove() {
			await Promise.all(nodes.map((node) => node.remove()));
			await redis.remove();
		},
	};
}
