import type { TabletReport } from './tablet-report.ts';

export type Tone = 'good' | 'warn' | 'bad';
export interface NumberedReport extends TabletReport {
	readonly number: number;
}

/** What the store's own word is worth (`GET /readyz`); `down`: it takes no writes. */
export type Durability = 'fsync' | 'replicated-fsync' | 'every-second' | 'none' | 'down';

/** How the practice of many tablets ended. */
export interface RunResult {
	readonly tablets: number;
	/** Of them, how many came in. */
	readonly here: number;
	readonly sent: number;
	readonly shown: number;
	/** From sending to being seen by another connection: 95 of 100 cards were faster, in milliseconds. */
	readonly slowMs: number;
}

/** Everything that was found out so far. */
export interface Found {
	/** Of this page's address. */
	readonly host: string;
	readonly tablets: readonly NumberedReport[];
	/** Devices that are connected. */
	readonly present: number;
	/** undefined: not asked yet. */
	readonly store: Durability | undefined;
	readonly run: RunResult | 'open' | 'running' | 'stopped';
	readonly pictureSeen: boolean;
	readonly printerSeen: boolean;
}

/** One thing that was found, by the name of its sentence. */
export type Finding = {
	readonly tone: Tone;
	readonly values?: Readonly<Record<string, string | number>>;
} & { readonly key: FindingKey };
export type FindingKey =
	| `address_${'local' | 'good'}`
	| `tablets_${'none' | 'good' | 'silent' | 'slow' | 'verySlow' | 'requests' | 'unkept' | 'empty'}`
	| `store_${'good' | 'copies' | 'second' | 'none' | 'down'}`
	| `run_${'open' | 'running' | 'stopped' | 'good' | 'slow' | 'late' | 'lost' | 'failed'}`
	| `picture_${'good' | 'open'}`
	| `printer_${'good' | 'open'}`;

/** Ways there and back beyond which people notice, and beyond which they give up, in milliseconds. */
const SLOW_MS = 200;
const VERY_SLOW_MS = 1_000;
/** Less does not last a day. */
const BATTERY_MIN = 0.5;
/** From sending to the wall, in milliseconds. */
const RUN_SLOW_MS = 1_000;
const RUN_LATE_MS = 3_000;

/** [GP5] Everything as sentences, what is worst first. */
export function findingsOf(found: Found): readonly Finding[] {
	const all = [
		ofAddress(found),
		...ofTablets(found),
		...ofStore(found),
		ofRun(found),
		seen('picture', found.pictureSeen),
		seen('printer', found.printerSeen),
	];
	const order: readonly Tone[] = ['bad', 'warn', 'good'];
	return order.flatMap((tone) => all.filter((one) => one.tone === tone));
}

/** [GP5] As good as the worst of them. */
export function verdictOf(findings: readonly Finding[]): Tone {
	const tones = findings.map(({ tone }) => tone);
	return tones.includes('bad') ? 'bad' : tones.includes('warn') ? 'warn' : 'good';
}

function ofAddress({ host }: Found): Finding {
	const isLocal = /^(localhost|127\.|\[::1\])/.test(host);
	return isLocal
		? { key: 'address_local', tone: 'bad' }
		: { key: 'address_good', tone: 'good', values: { host } };
}

function ofTablets({ tablets, present }: Found): readonly Finding[] {
	const silent = Math.max(0, present - tablets.length);
	const found: Finding[] =
		silent > 0 ? [{ key: 'tablets_silent', tone: 'bad', values: { n: silent } }] : [];
	const note = (key: FindingKey, tone: Tone, which: readonly NumberedReport[]) => {
		const numbers = which.map(({ number }) => number).join(', ');
		if (which.length > 0) found.push({ key, tone, values: { numbers } });
	};
	const verySlow = tablets.filter((one) => one.roundTripMs > VERY_SLOW_MS);
	const slow = tablets.filter((one) => one.roundTripMs > SLOW_MS && !verySlow.includes(one));
	note('tablets_verySlow', 'bad', verySlow);
	note('tablets_slow', 'warn', slow);
	note(
		'tablets_requests',
		'warn',
		tablets.filter(({ socket }) => !socket),
	);
	note(
		'tablets_unkept',
		'warn',
		tablets.filter(({ keeps }) => !keeps),
	);
	note(
		'tablets_empty',
		'warn',
		tablets.filter(({ battery, charging }) => (battery ?? 1) < BATTERY_MIN && !charging),
	);
	if (found.length > 0) return found;
	if (tablets.length === 0) return [{ key: 'tablets_none', tone: 'warn' }];
	return [{ key: 'tablets_good', tone: 'good', values: { n: tablets.length } }];
}

function ofStore({ store }: Found): readonly Finding[] {
	const STORE: Record<Durability, Finding> = {
		fsync: { key: 'store_good', tone: 'good' },
		'replicated-fsync': { key: 'store_copies', tone: 'good' },
		'every-second': { key: 'store_second', tone: 'warn' },
		none: { key: 'store_none', tone: 'bad' },
		down: { key: 'store_down', tone: 'bad' },
	};
	return store === undefined ? [] : [STORE[store]];
}

function ofRun({ run }: Found): Finding {
	if (typeof run === 'string') return { key: `run_${run}`, tone: 'warn' };
	const { tablets, here, sent, shown, slowMs } = run;
	const ms = Math.round(slowMs);
	if (here < tablets) return { key: 'run_failed', tone: 'bad', values: { here, tablets } };
	if (shown < sent)
		return { key: 'run_lost', tone: 'bad', values: { lost: sent - shown, cards: sent } };
	if (slowMs > RUN_LATE_MS) return { key: 'run_late', tone: 'bad', values: { cards: sent, ms } };
	if (slowMs > RUN_SLOW_MS) return { key: 'run_slow', tone: 'warn', values: { cards: sent, ms } };
	return { key: 'run_good', tone: 'good', values: { tablets, cards: sent, ms } };
}

function seen(what: 'picture' | 'printer', yes: boolean): Finding {
	return yes ? { key: `${what}_good`, tone: 'good' } : { key: `${what}_open`, tone: 'warn' };
}
