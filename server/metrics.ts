import { Counter, Gauge, Histogram, type Registry as Metrics } from 'prom-client';
import type { Commit } from './adapters/embedded/store.ts';
import type { Intake } from './rooms/intake.ts';
import type { Registry } from './rooms/registry.ts';
import type { SyncServer } from './transport/sync/sync-server.ts';

interface Watched {
	readonly registry: Registry;
	readonly intake: Intake;
	readonly sync: SyncServer;
	readonly live: { readonly connections: number };
}

/** Numbers that are asked for when somebody looks. */
export function gauge(metrics: Metrics, { registry, intake, sync, live }: Watched): void {
	const registers = [metrics];
	new Gauge({
		name: 'thementisch_rooms',
		help: 'Documents in memory',
		labelNames: ['kind'],
		registers,
		collect() {
			const { open } = registry;
			for (const kind of ['board', 'seat', 'desk'] as const)
				this.set({ kind }, open.filter(({ name }) => name.kind === kind).length);
		},
	});
	new Gauge({
		name: 'thementisch_rooms_paused',
		help: 'Documents whose log does not answer: saving is paused',
		registers,
		collect() {
			this.set(registry.open.filter(({ isPaused }) => isPaused).length);
		},
	});
	new Gauge({
		name: 'thementisch_intake_backlog',
		help: 'Seats that wait for the intake',
		registers,
		collect() {
			this.set(intake.backlog);
		},
	});
	new Gauge({
		name: 'thementisch_sockets',
		help: 'Open sockets',
		labelNames: ['channel'],
		registers,
		collect() {
			this.set({ channel: 'sync' }, sync.figures.sockets);
			this.set({ channel: 'live' }, live.connections);
		},
	});
	new Counter({
		name: 'thementisch_sync_closes_total',
		help: 'Ended sync sockets by close code',
		labelNames: ['code'],
		registers,
		collect() {
			this.reset();
			for (const [code, count] of Object.entries(sync.figures.closes)) this.inc({ code }, count);
		},
	});
}

/** Notes each commit of the embedded store. */
export function commitMetrics(metrics: Metrics): (commit: Commit) => void {
	const took = new Histogram({
		name: 'thementisch_commit_seconds',
		help: 'How long commits of the store took',
		labelNames: ['outcome'],
		buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
		registers: [metrics],
	});
	const operations = new Counter({
		name: 'thementisch_commit_operations_total',
		help: 'Operations in all commits',
		registers: [metrics],
	});
	return ({ tookMs, operations: count, ok }) => {
		took.observe({ outcome: ok ? 'kept' : 'failed' }, tookMs / 1_000);
		operations.inc(count);
	};
}
