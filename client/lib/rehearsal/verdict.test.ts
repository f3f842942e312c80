import { expect, test } from 'vitest';
import { messagesIn } from '#shared/messages/messages.ts';
import { Arrivals } from './arrivals.ts';
import { practicePlan } from './practice-plan.ts';
import { readReport, writeReport, type TabletReport } from './tablet-report.ts';
import { findingsOf, verdictOf, type Found } from './verdict.ts';

const report: TabletReport = {
	roundTripMs: 12,
	socket: true,
	keeps: true,
	offline: false,
	battery: 0.9,
	charging: false,
};
const ready: Found = {
	host: '192.168.1.20:3000',
	tablets: [{ number: 1, ...report }],
	present: 1,
	store: 'fsync',
	run: { tablets: 30, here: 30, sent: 300, shown: 300, slowMs: 80 },
	pictureSeen: true,
	printerSeen: true,
};
const keys = (more: Partial<Found>) => findingsOf({ ...ready, ...more }).map(({ key }) => key);
const verdict = (more: Partial<Found>) => verdictOf(findingsOf({ ...ready, ...more }));
const tablet = (number: number, more: Partial<TabletReport>) => ({ number, ...report, ...more });

test('[GP2] a report is told back; other words are none, whatever they are', () => {
	expect(readReport(writeReport(report))).toEqual(report);
	for (const words of ['', 'Mehr Bänke', 'thementisch-tablet {', 'thementisch-tablet null', '{}'])
		expect(readReport(words)).toBeUndefined();
	expect(readReport('thementisch-tablet {"roundTripMs":-1}')).toBeUndefined();
	expect(readReport('thementisch-tablet {"roundTripMs":5,"battery":7}')).toMatchObject({
		battery: null,
		socket: false,
	});
});

test('[GP3] a device that is here and reports nothing makes the hall not ready', () => {
	expect(keys({ present: 3 })[0]).toBe('tablets_silent');
	expect(verdict({ present: 3 })).toBe('bad');
	expect(verdict({ present: 0 })).toBe('good');
});

test('[GP5] ready is a hall in which everything was looked at and is fine', () => {
	expect(verdict({})).toBe('good');
	expect(verdict({ tablets: [], present: 0 })).toBe('warn');
	expect(verdict({ pictureSeen: false })).toBe('warn');
	expect(verdict({ printerSeen: false })).toBe('warn');
	for (const run of ['open', 'running', 'stopped'] as const) expect(verdict({ run })).toBe('warn');
	expect(verdict({ host: 'localhost:3000' })).toBe('bad');
	expect(verdict({ store: 'every-second' })).toBe('warn');
	expect(verdict({ store: 'none' })).toBe('bad');
	expect(verdict({ store: 'down' })).toBe('bad');
});

test('[GP4, GP5] the practice is good only if all came in, all arrived, and soon', () => {
	const run = { tablets: 30, here: 30, sent: 300, shown: 300, slowMs: 80 };
	expect(keys({ run: { ...run, here: 29 } })[0]).toBe('run_failed');
	expect(keys({ run: { ...run, shown: 299 } })[0]).toBe('run_lost');
	expect(keys({ run: { ...run, slowMs: 4_000 } })[0]).toBe('run_late');
	expect(keys({ run: { ...run, slowMs: 1_500 } })[0]).toBe('run_slow');
	expect(verdict({ run: { ...run, slowMs: 1_500 } })).toBe('warn');
});

test('[GP5] each weakness of a tablet is named with its number, the worst first', async () => {
	const found = findingsOf({
		...ready,
		present: 5,
		tablets: [
			tablet(1, { roundTripMs: 5_000 }),
			tablet(2, { roundTripMs: 300 }),
			tablet(3, { socket: false }),
			tablet(4, { keeps: false }),
			tablet(5, { battery: 0.1 }),
		],
	});
	const weak = found.filter(({ key }) => key.startsWith('tablets_'));
	expect(weak.map(({ key, values }) => [key, values?.['numbers']])).toEqual([
		['tablets_verySlow', '1'],
		['tablets_slow', '2'],
		['tablets_requests', '3'],
		['tablets_unkept', '4'],
		['tablets_empty', '5'],
	]);
	const m = await messagesIn('rehearsal', 'de');
	for (const { key, values } of found) {
		const say = m[key] as (values: object) => string;
		// every place in the sentence has its value
		expect(say(values ?? {})).not.toMatch(/\u2068\u2069/);
	}
});

test('[GP4] a card arrives once, and only one that was sent; of many the slow ones count', () => {
	const arrivals = new Arrivals();
	expect(arrivals.slowMs).toBe(0);
	for (let nth = 0; nth < 100; nth++) arrivals.sent(`c_${nth}`, 1_000);
	expect(arrivals.seen('c_other', 1_001)).toBe(false);
	for (let nth = 0; nth < 100; nth++) expect(arrivals.seen(`c_${nth}`, 1_000 + nth)).toBe(true);
	expect(arrivals.seen('c_0', 9_000)).toBe(false);
	expect(arrivals.slowMs).toBe(95);
});

test('[GP4] everybody writes, steadily, and once all within a second', () => {
	for (const seconds of [30, 120]) {
		const plan = practicePlan(30, seconds);
		for (let nth = 0; nth < 30; nth++)
			expect(plan.filter((card) => card.tablet === nth).length).toBeGreaterThan(1);
		expect(plan.every(({ atMs }) => atMs >= 0 && atMs < seconds * 1_000)).toBe(true);
		const most = plan.map(
			({ atMs }) => plan.filter((card) => card.atMs >= atMs && card.atMs <= atMs + 1_000).length,
		);
		expect(Math.max(...most)).toBeGreaterThanOrEqual(30);
		expect(practicePlan(30, seconds)).toEqual(plan);
	}
	expect(practicePlan(30, 120).length).toBeGreaterThan(250);
});
