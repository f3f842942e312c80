import { Histogram, type Registry as Metrics } from 'prom-client';
import type { AppendAnswer, UpdateLog } from './ports/update-log.ts';

/** Seconds. A tick of the disk is a millisecond; what takes a second is a pause on every screen. */
const BUCKETS = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** The log, and in the metrics how long those who append wait for its answer. */
export function timedLog(log: UpdateLog, metrics: Metrics): UpdateLog {
	const took = new Histogram({
		name: 'thementisch_append_seconds',
		help: 'How long the log took to answer an append: ok, refused (somebody was faster, rights have moved), failed',
		labelNames: ['outcome'],
		buckets: BUCKETS,
		registers: [metrics],
	});
	const append = async (...asked: Parameters<UpdateLog['append']>): Promise<AppendAnswer> => {
		const startedMs = performance.now();
		const note = (outcome: string): void =>
			took.observe({ outcome }, (performance.now() - startedMs) / 1_000);
		try {
			const answer = await log.append(...asked);
			note(answer.ok ? 'ok' : 'refused');
			return answer;
		} catch (error) {
			note('failed');
			throw error;
		}
	};
	return {
		append,
		open: (doc) => log.open(doc),
		head: (doc) => log.head(doc),
		read: (doc, after) => log.read(doc, after),
		compact: (doc, snapshot, keepTail) => log.compact(doc, snapshot, keepTail),
		fence: (dialogue, table) => log.fence(dialogue, table),
		renew: (dialogue) => log.renew(dialogue),
		forgetSeats: (dialogue) => log.forgetSeats(dialogue),
		erase: (dialogue) => log.erase(dialogue),
		ledger: (dialogue, cards) => log.ledger(dialogue, cards),
		ledgerOf: (dialogue) => log.ledgerOf(dialogue),
		due: () => log.due(),
		owe: (dialogue, seats) => log.owe(dialogue, seats),
		settle: (due) => log.settle(due),
		onBell: (listener) => log.onBell(listener),
		durability: () => log.durability(),
	};
}
