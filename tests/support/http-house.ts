import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { MemoryBallotBox } from '#server/adapters/memory/ballot-box.ts';
import { MemoryBus } from '#server/adapters/memory/bus.ts';
import { MemoryPresence } from '#server/adapters/memory/presence.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import { PinoLogger } from '#server/adapters/system/logger.ts';
import { random } from '#server/adapters/system/random.ts';
import type { Config } from '#server/config.ts';
import { createHouse, type House } from '#server/house.ts';
import type { Stores } from '#server/stores.ts';
import { createMetricsRegistry } from '#server/transport/http/metrics.ts';
import { createPage } from '#server/transport/http/page.ts';

export const ADMIN_TOKEN = 'organiser-of-the-tests';

/** A whole server in this process, on a free port of 127.0.0.1, with its stores in memory. */
export interface HttpHouse {
	readonly base: string;
	readonly house: House;
	readonly stores: Stores;
	/** Every log line so far. */
	readonly log: readonly string[];
	readonly dataDir: string;
	stop(): Promise<void>;
}

/** Opens a house; without `keep` it ends with the test. */
export async function openHttpHouse(
	config: Partial<Config> = {},
	{ keep = false, stores = memoryStores() }: { keep?: boolean; stores?: Stores } = {},
): Promise<HttpHouse> {
	const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-house-'));
	const log: string[] = [];
	const house = createHouse({
		config: {
			dev: false,
			port: 0,
			host: '127.0.0.1',
			publicUrl: undefined,
			dataDir,
			redisUrls: undefined,
			nodeName: 'test',
			adminToken: ADMIN_TOKEN,
			practice: false,
			tls: undefined,
			metricsToken: undefined,
			operator: {},
			trustProxy: undefined,
			...config,
		},
		stores,
		clock: new SystemClock(),
		logger: new PinoLogger('test', 'info', { write: (line) => void log.push(line) }),
		random,
		localAddresses: () => ['192.0.2.7'],
		metrics: createMetricsRegistry('test'),
		page: createPage(path.join(dataDir, 'no-build')),
	});
	const { port } = await house.start();
	const stop = async (): Promise<void> => {
		await house.stop();
		fs.rmSync(dataDir, { recursive: true, force: true });
	};
	if (!keep) onTestFinished(stop);
	return { base: `http://127.0.0.1:${port}`, house, stores, log, dataDir, stop };
}

export function memoryStores(): Stores {
	const clock = new SystemClock();
	return {
		kind: 'embedded',
		records: new MemoryRecords(),
		log: new MemoryUpdateLog(),
		ballots: new MemoryBallotBox(),
		presence: new MemoryPresence(clock),
		bus: new MemoryBus(),
		isFault: () => false,
		close: () => undefined,
	};
}
