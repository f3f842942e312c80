import type { Contender } from './contenders.ts';

/** How a row is measured. */
export interface Setting {
	readonly contenders: readonly Contender[];
	/** How often each server has its turn; figures are medians. */
	readonly rounds: number;
	/** How long even loads last. */
	readonly seconds: number;
}
