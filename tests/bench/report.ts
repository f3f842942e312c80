import { percentile } from '#tests/support/percentiles.ts';
import type { Contender } from './contenders.ts';

/** One column of a table: a figure of every server. */
export interface Figure<T> {
	/** With its unit. */
	readonly title: string;
	readonly digits: number;
	readonly of: (found: T) => number;
}

/** One line of what was aimed at. */
export interface Verdict {
	readonly target: string;
	/** Who was held against it, e.g. `Thementisch, embedded`. */
	readonly who: string;
	readonly measured: string;
	readonly isMet: boolean;
}

export interface RowReport {
	readonly title: string;
	/** Medians: server → figure → value. */
	readonly table: Readonly<Record<string, Readonly<Record<string, number>>>>;
	readonly verdicts: readonly Verdict[];
	/** What somebody who reads the figures should know. */
	readonly notes?: readonly string[];
}

/** What each server showed, by its name. */
export type Found<T> = ReadonlyMap<string, readonly T[]>;

/** Measures one server after the other, and all of them again, so that what the machine does meanwhile touches all alike. */
export async function inTurns<T>(
	contenders: readonly Contender[],
	rounds: number,
	measure: (contender: Contender) => Promise<T>,
): Promise<Found<T>> {
	const found = new Map<string, T[]>();
	for (let round = 0; round < rounds; round++)
		for (const contender of contenders) {
			say(`  ${contender.name}, ${round + 1} of ${rounds}`);
			const before = found.get(contender.name) ?? [];
			try {
				found.set(contender.name, [...before, await measure(contender)]);
			} catch (error) {
				// a peer that fails is a line; ours is the end
				if (contender.kind === 'ours') throw error;
				console.log(`${contender.name} failed: ${error instanceof Error ? error.message : 'why?'}`);
			}
		}
	say('');
	return found;
}

/** Where a run is, for somebody who waits at a terminal. */
function say(where: string): void {
	if (process.stderr.isTTY) process.stderr.write(`${where.padEnd(70)}\r`);
}

/** The median of a figure of one server; NaN if it was not measured. */
function medianOf<T>(found: Found<T>, name: string, of: (found: T) => number): number {
	return percentile((found.get(name) ?? []).map(of).filter(isNumber), 0.5);
}

export function tableOf<T>(
	found: Found<T>,
	figures: readonly Figure<T>[],
): Record<string, Record<string, number>> {
	const rows: Record<string, Record<string, number>> = {};
	for (const name of found.keys()) {
		const row: Record<string, number> = {};
		for (const { title, digits, of } of figures)
			row[title] = Number(medianOf(found, name, of).toFixed(digits));
		rows[name] = row;
	}
	return rows;
}

/** Held against a fixed bound, or against the same figure of a peer that was measured; empty where there is no peer. */
export function judge<T>(
	found: Found<T>,
	ours: readonly Contender[],
	aim: {
		readonly figure: string;
		readonly of: (found: T) => number;
		readonly unit: string;
		readonly digits: number;
		readonly bound: { readonly most: number } | { readonly least: number };
		/** The bound is so many times the best of these. */
		readonly peers?: { readonly called: string; readonly names: readonly string[] };
	},
): Verdict[] {
	const { figure, of, unit, digits, bound, peers } = aim;
	const isMost = 'most' in bound;
	const limit = isMost ? bound.most : bound.least;
	const theirs = (peers?.names ?? []).map((name) => medianOf(found, name, of)).filter(isNumber);
	if (peers && theirs.length === 0) return [];
	const best = isMost ? Math.min(...theirs) : Math.max(...theirs);
	return ours
		.filter(({ name }) => found.has(name))
		.map(({ name }) => {
			const own = medianOf(found, name, of);
			const value = peers ? own / best : own;
			const beside = peers ? ` × ${peers.called}` : ` ${unit}`;
			const plain = `${own.toFixed(digits)} ${unit}`;
			return {
				target: `${figure} ${isMost ? '≤' : '≥'} ${limit}${beside}`,
				who: name,
				measured: peers ? `${value.toFixed(2)} × (${plain} to ${best.toFixed(digits)})` : plain,
				isMet: isMost ? value <= limit : value >= limit,
			};
		});
}

const isNumber = (value: number): boolean => !Number.isNaN(value);

export function print({ title, table, verdicts, notes = [] }: RowReport): void {
	console.log(`\n${title}`);
	console.table(table);
	for (const { target, who, measured, isMet } of verdicts)
		console.log(`  ${isMet ? 'met    ' : 'NOT MET'}  ${target}  –  ${who}: ${measured}`);
	for (const note of notes) console.log(`  ${note}`);
}
